"""The commands of ./ketenzicht."""

import os
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Run one command and answer its exit code."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketenzicht.config.settings")
    if "DATABASE_URL" not in os.environ:
        os.environ.setdefault("KETENZICHT_MODE", "test")
    execute_from_command_line(["./ketenzicht", *arguments])
    return 0
