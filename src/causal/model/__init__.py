"""The model as people make it: factors, relations, interventions, claims, scales."""

from causal.model.core import (
    INDICATOR_SHAPES,
    Change,
    ChangeKind,
    Claim,
    Direction,
    Factor,
    Indicator,
    Intervention,
    Layer,
    Model,
    Relation,
    RelationKind,
    Role,
    Scales,
    Sign,
    Text,
)
from causal.model.graph import Graph, graph_of

__all__ = [
    "INDICATOR_SHAPES",
    "Change",
    "ChangeKind",
    "Claim",
    "Direction",
    "Factor",
    "Graph",
    "Indicator",
    "Intervention",
    "Layer",
    "Model",
    "Relation",
    "RelationKind",
    "Role",
    "Scales",
    "Sign",
    "Text",
    "graph_of",
]
