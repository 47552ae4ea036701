"""Keep the database of this version, full of invented records, for the rehearsal of later upgrades.

At a release: ``.venv/bin/pytest -q -n0 tests/upgrade/keep.py`` writes tests/upgrade/VERSION.dump.xz.
"""

import lzma
from pathlib import Path
from typing import Any

from causal import __version__
from ketenzicht.config.backup.programs import run
from ketenzicht.config.postgres import Credentials
from ketenzicht.config.postgres.roles import SUPERUSER
from tests.access.world import World

HERE = Path(__file__).resolve().parent
# Pages as PDF and Word, which would be most of it.
PAPERS = ("planning_editionfile", "planning_planreport")


def test_keep(built: tuple[World, dict[str, Any]], postgres: Credentials, tmp_path: Path) -> None:
    """Dump the world of the tests of access: every kind of record, sealed with the keys of tests."""
    dump = tmp_path / "dump"
    address = postgres.url(SUPERUSER, str(built[1]["NAME"]))
    without = [f"--exclude-table-data={table}" for table in PAPERS]
    run("pg_dump", "--format=custom", "--compress=none", f"--file={dump}", *without, at=address)
    (HERE / f"{__version__}.dump.xz").write_bytes(lzma.compress(dump.read_bytes(), preset=9))
