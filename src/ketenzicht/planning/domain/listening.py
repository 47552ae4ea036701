"""Listening: which views people bring, and where a talk was held."""

from enum import StrEnum


class Angle(StrEnum):
    """What view somebody brings (invalshoek)."""

    EXPERIENCE = "experience"
    POLICY = "policy"
    GOVERNANCE = "governance"
    CARE = "care"
    YOUTH = "youth"
    POLICE = "police"
    PROSECUTION = "prosecution"
    SUPERVISION = "supervision"
    LEGAL_AID = "legal_aid"
    WORK = "work"
    CIVIL_SOCIETY = "civil_society"
    RESEARCH = "research"


class PlaceKind(StrEnum):
    """Where a talk was held (soort plek): never an address."""

    WITH_THEM = "with_them"
    WITH_US = "with_us"
    ELSEWHERE = "elsewhere"
    ONLINE = "online"
    TELEPHONE = "telephone"
    WRITTEN = "written"


class Look(StrEnum):
    """Why somebody looks at the original of a note."""

    CHECK = "check"
    CORRECTION = "correction"
    REQUEST = "request"
    COMPLAINT = "complaint"


def questions_in(text: str) -> list[str]:
    """The questions of a text that has one on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
