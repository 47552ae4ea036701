"""How plans are looked at: the four roles of a municipality, and the four pillars."""

from enum import StrEnum


class MunicipalRole(StrEnum):
    """What a municipality is in this field."""

    SIGNALS = "signals"
    MAKES_POLICY = "makes_policy"
    DIRECTS = "directs"
    CARES = "cares"


class Pillar(StrEnum):
    """The four P's."""

    PREVENTION = "prevention"
    PROTECTION = "protection"
    PROSECUTION = "prosecution"
    PARTNERSHIP = "partnership"
