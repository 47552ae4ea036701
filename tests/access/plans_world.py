"""The consultations of the world: open to everybody, to whoever is signed in, of one desk and of another."""

from ketenzicht.common.actor import acting
from ketenzicht.planning import actions
from ketenzicht.planning.documents import read_document
from tests.access.people import PLANNING, desk
from tests.access.world import World, plant

# Code: who took it in, for which desk, and for whom it was opened.
CONSULTATIONS = {
    "open": ("adviser", "chain-zwb", "public"),
    "told": ("adviser", "chain-zwb", "signed_in"),
    "kept": ("adviser", "chain-zwb", "desk"),
    "far": ("planner", PLANNING, "desk"),
}


def consultations(world: World) -> None:
    """All of them, under their code."""
    for code, (who, at_desk, visibility) in CONSULTATIONS.items():
        by = world.actor(who)
        with acting(by):
            actions.import_anthology(
                code=code,
                title=_word("VOICES", code),
                document=read_document(_text(code).encode()),
                file_name=f"{_word('SOURCE', code)}.txt",
                desk_id=desk(at_desk).pk,
                by=by,
                at=world.at,
            )
            actions.open_to(code=code, visibility=visibility, by=by, at=world.at)


def _word(kind: str, code: str) -> str:
    """What is open to everybody is no secret, so nothing in it is marked but the file it came from."""
    return f"{kind.title()} for all" if code == "open" and kind != "SOURCE" else plant(kind, code)


def _text(code: str) -> str:
    lines = (
        _word("LINE", code),
        f"1 {_word('CHAPTER', code)}",
        f"1.1 {_word('CLUSTER', code)}",
        f"{_word('SAID', code)} is what somebody said. It was said once.",
        "There are too few places.",
        "1.2 Waiting",
        "Nobody knows how long it takes",
        "There are too few places.",
    )
    return "\n\n".join(lines)
