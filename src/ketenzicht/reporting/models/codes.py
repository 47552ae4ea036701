"""A list of codes as a field."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


def codes(length: int = 80) -> "ArrayField[list[str], list[str]]":
    """A list of codes."""
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)
