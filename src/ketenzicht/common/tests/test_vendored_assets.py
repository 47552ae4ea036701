"""What came from outside is what it was when somebody looked at it, and its licence came along."""

import hashlib
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static/vendor"
MANIFEST = VENDOR / "MANIFEST.sha256"


def _expected() -> dict[str, str]:
    lines = MANIFEST.read_text().splitlines()
    return {name: checksum for checksum, name in (line.split("  ", 1) for line in lines)}


def test_it_has_exactly_the_files_of_the_manifest_unchanged() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path != MANIFEST
    }
    assert found == _expected()


def test_it_has_a_licence_in_every_folder() -> None:
    folders = [path for path in VENDOR.iterdir() if path.is_dir()]
    assert folders
    assert [path.name for path in folders if not any(path.glob("LICENSE*"))] == []


def test_it_names_no_place_on_the_network_in_styles() -> None:
    styles = [*VENDOR.rglob("*.css"), *(VENDOR.parent / "common").rglob("*.css")]
    assert styles
    assert [path.name for path in styles if "//" in path.read_text()] == []
