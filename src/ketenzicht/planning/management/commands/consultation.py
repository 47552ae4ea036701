"""./ketenzicht consultation import FILE: takes in an anthology as it was published."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.text import slugify

from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.partners.queries import desk_by_code
from ketenzicht.planning import actions, queries
from ketenzicht.planning.documents import LARGEST, Trouble, Unreadable, read_document
from ketenzicht.planning.models import Consultation
from ketenzicht.planning.queries.causes import said_in

TROUBLES = {
    Trouble.EMPTY: "it is empty",
    Trouble.TOO_LARGE: f"it is too large; the largest is {LARGEST // 1024 // 1024} MB and 100,000 lines",
    Trouble.UNKNOWN_KIND: "it is no text, Word (.docx) or PDF",
    Trouble.BROKEN: "it is broken or only a part of a document",
    Trouble.ENCRYPTED: "it is protected; save it without a password",
    Trouble.NO_TEXT: "it holds no text; a scan has to be made into text first",
    Trouble.TOO_SLOW: "reading it takes too long; save it anew or as text",
    Trouble.NOT_TEXT: "it is no text in an encoding that can be told; save it as UTF-8",
}
DEFAULT_DESK = "chain-zwb"


class Command(BaseCommand):
    help = "Take in the literal statements of a consultation from a published document."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["import"], help="take in a document: text, Word or PDF")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--title", help="what to call the consultation; without it the name of the file")
        parser.add_argument(
            "--desk", default=DEFAULT_DESK, help=f"code of the desk that keeps it ({DEFAULT_DESK})"
        )
        parser.add_argument("--json", action="store_true", help="answer with one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        title = options["title"] or file.stem
        found = self._take_in(file, title, options["desk"])
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for chapter in found["chapters"]:
            self.stdout.write(chapter["title"])
            for cluster in chapter["clusters"]:
                self.stdout.write(f"  {cluster['number']:<6}{cluster['title']}: {cluster['statements']}")
        self.stdout.write(
            f"{found['statements']} statements; {found['unsure']} places to look at; "
            f"{found['left_out']} lines left out, each with its reason."
        )

    def _take_in(self, file: Path, title: str, desk_code: str) -> dict[str, Any]:
        try:
            document = read_document(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(f"{file} cannot be read: {TROUBLES[error.trouble]}.") from error
        try:
            with acting(Actor.operator()):
                desk = desk_by_code(desk_code)
        except NotVisible as error:
            raise CommandError(f"There is no desk {desk_code}.") from error
        keeper = Actor.desk(desk.pk, Verb.PLAN_EDIT)
        with acting(keeper):
            try:
                consultation = actions.import_anthology(
                    code=slugify(title)[:80] or "consultation",
                    title=title[:200],
                    document=document,
                    file_name=file.name,
                    desk_id=desk.pk,
                    by=keeper,
                    at=timezone.now(),
                )
            except actions.Incomplete as error:
                raise CommandError(
                    f"{file} was not taken in: no numbered chapters (1 …) with clusters (1.1 …) were found."
                ) from error
            except actions.AlreadyThere as error:
                raise CommandError(
                    f"{file} was not taken in: there is a consultation “{title}” already. Give a --title."
                ) from error
            return as_json(consultation)


def as_json(consultation: Consultation) -> dict[str, Any]:
    """The shape of a consultation: its chapters, its clusters and their number of statements."""
    counted, chapters = queries.tally(consultation), queries.chapters_of(consultation)
    said = said_in(str(cluster.pk) for chapter in chapters for cluster in chapter.clusters.all())
    return {
        "chapters": [
            {
                "title": chapter.title,
                "clusters": [
                    {
                        "number": cluster.number,
                        "title": cluster.title,
                        "statements": said.get(str(cluster.pk), 0),
                    }
                    for cluster in chapter.clusters.all()
                ],
            }
            for chapter in chapters
        ],
        "statements": counted.statements,
        "unsure": counted.unsure,
        "left_out": counted.left_out,
    }
