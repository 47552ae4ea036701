"""Words of the command line → models, factors and interventions."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from causal.cli.refusal import MISUSED, Refusal
from causal.model import Change, ChangeKind, Intervention, Layer, Model


def models(words: Sequence[str], count: int) -> tuple[Model, ...]:
    """So many models out of the words; ``matrix FILE`` counts as one. Raises Refusal or files.ModelErrors."""
    from causal.files import load

    found: list[Model] = []
    for name, form in named(words, count):
        found.append(load(name, format=form))
    return tuple(found)


def named(words: Sequence[str], count: int) -> list[tuple[str, str | None]]:
    """The files among the words, each with its format when the words give one."""
    rest, found = list(words), list[tuple[str, str | None]]()
    while rest:
        is_matrix = rest[0] == "matrix" and len(rest) > 1 and not Path("matrix").exists()
        found.append((rest[1], "matrix") if is_matrix else (rest[0], None))
        rest = rest[2 if is_matrix else 1 :]
    if len(found) != count:
        asked = "one model" if count == 1 else f"{count} files"
        raise Refusal(f"This takes {asked}, found {len(found)}: {' '.join(words)}", MISUSED)
    return found


def model(options: argparse.Namespace) -> Model:
    """The one model of the command line."""
    return models(options.model, 1)[0]


def layers(options: argparse.Namespace) -> frozenset[Layer]:
    return frozenset(Layer(word) for word in options.layers)


def factor(model: Model, text: str) -> str:
    """The id of the factor that is meant: by its id or, when no other has it, by a label. Raises Refusal."""
    known = {one.id for one in model.factors}
    if text in known:
        return text
    wanted = text.strip().casefold()
    found = {one.id for one in model.factors if wanted in _names(one.id, one.label.values())}
    if len(found) == 1:
        return found.pop()
    raise Refusal(_unknown("factor", text, model.id, sorted(known)), details={"factor": text})


def _names(own: str, labels: Iterable[str]) -> set[str]:
    return {own.casefold(), *(label.casefold() for label in labels)}


def _unknown(kind: str, text: str, model_id: str, known: Sequence[str]) -> str:
    close = get_close_matches(text, known, n=3, cutoff=0.6)
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    return f"There is no {kind} '{text}' in {model_id}.{hint}"


def factors(model: Model, values: Mapping[str, float]) -> dict[str, float]:
    return {factor(model, name): value for name, value in values.items()}


def interventions(model: Model, names: Sequence[str]) -> tuple[Intervention, ...]:
    """The interventions of these ids; ``FACTOR=AMOUNT`` makes a one-off change. Raises Refusal."""
    known = {one.id: one for one in model.interventions}
    found = []
    for name in dict.fromkeys(names):
        if name in known:
            found.append(known[name])
        elif "=" in name:
            found.append(_one_off(model, name))
        else:
            raise Refusal(
                _unknown("intervention", name, model.id, sorted(known)), details={"intervention": name}
            )
    return tuple(found)


def _one_off(model: Model, text: str) -> Intervention:
    name, _, amount = text.rpartition("=")
    try:
        change = Change(factor(model, name), ChangeKind.ONE_OFF, float(amount))
    except ValueError:
        raise Refusal(f"'{text}' is not FACTOR=AMOUNT.", MISUSED) from None
    return Intervention(id=text, changes=(change,), label={"": text})


def write(path: Path, content: bytes) -> None:
    """Write a file as a whole. Raises Refusal when that cannot be done."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refusal(f"{path}: cannot be written ({error.strerror or error}).") from None
