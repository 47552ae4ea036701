"""What somebody has who has the database, the data folder, or an administrator's account."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import acting
from ketenzicht.common.sealing import MARK
from ketenzicht.config.backup.programs import run
from ketenzicht.config.installation import Mode, find_or_make
from ketenzicht.config.postgres import Credentials
from ketenzicht.config.postgres.roles import SUPERUSER
from tests.access.looking import ask
from tests.access.markers import identity_of
from tests.access.world import World

SEALED = ("reporting_reporteridentity", "reporting_attachmentoriginal", "reporting_draft")


def test_a_dump_names_no_reporter_and_holds_no_original(
    built: tuple[World, dict[str, Any]], postgres: Credentials, tmp_path: Path
) -> None:
    world, address = built
    dump = tmp_path / "dump.sql"
    run("pg_dump", "--format=plain", f"--file={dump}", at=postgres.url(SUPERUSER, str(address["NAME"])))
    text = dump.read_text("utf-8")
    assert "ZZ-" in text, "what is not sealed can be read"
    for record in world.records.values():
        for word in (*identity_of(record), record.receipt):
            assert word not in text, record.tag
            assert word.encode().hex() not in text, record.tag
    assert "A" * 32 not in text, "a secret of a second factor"
    with postgres.connect(str(address["NAME"])) as above:
        for table in SEALED:
            starts = {bytes(start) for (start,) in above.execute(f"SELECT substr(sealed, 1, 4) FROM {table}")}
            assert starts == {MARK}, table


def test_an_administrators_account_reads_no_casework(world: World) -> None:
    admin = world.people["admin"]
    casework = [
        model
        for model in apps.get_models()
        if (privacy := getattr(model, "privacy", None)) and privacy.retention == "soft_signal"
    ]
    assert len(casework) > 15
    with acting(admin.actor):
        read = [model.__name__ for model in (*casework, AuditEvent) if model.objects.exists()]
    assert read == []
    own = world.records["own"]
    assert ask(admin, "GET", reverse("signals:signal", kwargs={"signal_id": own.signal})).status_code in {
        403,
        404,
    }


def test_the_data_directory_is_for_its_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KETENZICHT_MODE")
    home = tmp_path / "data"
    find_or_make(home, Mode.EMPTY)
    assert home.stat().st_mode & 0o077 == 0o011, "the private database may pass through"
    for path in (home / "keys", home / "outbox", *(home / "keys").iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path.name
    keys = {path.read_text("utf-8") for path in (home / "keys").iterdir()}
    others = [path for path in home.rglob("*") if path.is_file() and path.parent.name != "keys"]
    assert not [path for path in others for key in keys if key in path.read_text("utf-8")]
