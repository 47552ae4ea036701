"""The tables of this part, by subject."""

from ketenzicht.planning.models.causes import CauseAnalysis, CauseArrow, CauseNode, CauseStep, CauseSupport
from ketenzicht.planning.models.clustering import Opposition, Round, RoundChoice
from ketenzicht.planning.models.consultations import (
    Change,
    Chapter,
    Cluster,
    Consultation,
    Placement,
    Source,
    SourceLine,
    Statement,
)
from ketenzicht.planning.models.editions import Edition, EditionCluster, EditionFile, EditionStatement
from ketenzicht.planning.models.figures import Figure, FigureSource, Series
from ketenzicht.planning.models.goals import Answer, Goal, GoalConflict, Measurement, Problem
from ketenzicht.planning.models.listening import Stakeholder, Talk, TalkParticipant, TalkStatement
from ketenzicht.planning.models.measures import (
    ActionLine,
    Contribution,
    Decision,
    Intervention,
    Involvement,
    Measure,
    MeasurePartner,
    ProgressNote,
    Project,
    ProjectFigure,
    Risk,
)
from ketenzicht.planning.models.money import CostAmount, CostItem, DistributionKey, Scenario
from ketenzicht.planning.models.needs import Finding, InformationNeed, NeedSeries, NeedSource
from ketenzicht.planning.models.notes import ClearedPoint, NoteOriginal, Redaction, TalkNote
from ketenzicht.planning.models.plans import ElementState, Plan, PlanPart, RequiredElement
from ketenzicht.planning.models.reports import PlanReport

__all__ = [
    "ActionLine",
    "Answer",
    "CauseAnalysis",
    "CauseArrow",
    "CauseNode",
    "CauseStep",
    "CauseSupport",
    "Change",
    "Chapter",
    "ClearedPoint",
    "Cluster",
    "Consultation",
    "Contribution",
    "CostAmount",
    "CostItem",
    "Decision",
    "DistributionKey",
    "Edition",
    "EditionCluster",
    "EditionFile",
    "EditionStatement",
    "ElementState",
    "Figure",
    "FigureSource",
    "Finding",
    "Goal",
    "GoalConflict",
    "InformationNeed",
    "Intervention",
    "Involvement",
    "Measure",
    "MeasurePartner",
    "Measurement",
    "NeedSeries",
    "NeedSource",
    "NoteOriginal",
    "Opposition",
    "Placement",
    "Plan",
    "PlanPart",
    "PlanReport",
    "Problem",
    "ProgressNote",
    "Project",
    "ProjectFigure",
    "Redaction",
    "RequiredElement",
    "Risk",
    "Round",
    "RoundChoice",
    "Scenario",
    "Series",
    "Source",
    "SourceLine",
    "Stakeholder",
    "Statement",
    "Talk",
    "TalkNote",
    "TalkParticipant",
    "TalkStatement",
]
