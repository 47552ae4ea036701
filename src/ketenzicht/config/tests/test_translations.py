"""Translations are compiled when they changed, and only then."""

import gettext
import os
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from ketenzicht.config import translations

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Report"
msgstr "Melding"

#, fuzzy
msgid "Desk"
msgstr "Bureau"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "part" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE, "utf-8")
    return path


def test_it_compiles_what_a_page_can_read(source: Path, tmp_path: Path):
    assert translations.compile_all(tmp_path) == 1

    with source.with_suffix(".mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext("Report") == "Melding"
    assert catalogue.gettext("Desk") == "Desk"


def test_it_leaves_alone_what_did_not_change(source: Path, tmp_path: Path):
    translations.compile_all(tmp_path)

    assert translations.compile_all(tmp_path) == 0


def test_it_compiles_again_after_a_change(source: Path, tmp_path: Path):
    translations.compile_all(tmp_path)
    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(source, (later, later))

    assert translations.compile_all(tmp_path) == 1


def test_it_refuses_a_broken_file(source: Path, tmp_path: Path):
    source.write_text('<<<<<<< ours\nmsgid "Report"\n', "utf-8")

    with pytest.raises(PoFileError):
        translations.compile_all(tmp_path)
