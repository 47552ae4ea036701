"""QPress text: one pair of effects per line, ``A *-> B``.

``->`` is a positive effect, ``-*`` a negative, ``<>`` an unknown one. The number of dashes minus one is the
group of the line; a line of a group above 0 exists, or not, as a whole. Names hold none of ``* < > -``.
QPress adds self-limitation only when asked to (``enforce.limitation``); here a text in which no factor at all
acts on itself is read as if it had been asked.
"""

import re
from collections.abc import Iterable, Mapping

from causal.files.draft import Draft
from causal.files.holding import Holding, alone, bare, is_plain_id, limiting_themselves, renamed
from causal.files.losses import Loss, Read, Written, loss
from causal.files.problems import fail
from causal.model import Model, Relation, Sign

LINE = re.compile(r"([^*<>-]+)(\*|<>|<)?(-+)(\*|<>|>)?([^*<>-]+)")
HEADS = {">": "+", "<": "+", "*": "-", "<>": "?"}
MARKS = {Sign.PLUS: ">", Sign.MINUS: "*", Sign.UNKNOWN: "<>"}
GROUP = re.compile(r"(\d+)-\d+")
HOLDING = Holding(
    factor=frozenset({"id", "self_limitation"}),
    relation=frozenset({"id", "uncertain"}),
)


def read_qpress(text: str, name: str) -> Read:
    """The model in a QPress text. Raises ModelErrors."""
    draft = Draft(name)
    pairs = 0
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if line:
            pairs += 1
            _take(draft, line, number, pairs)
    if not any(relation["from"] == relation["to"] for relation in draft.relations):
        return draft.read()
    for foreign in list(draft.factors):
        draft.factor(foreign, {"self_limitation": "false"})
    return draft.read()


def _take(draft: Draft, line: str, number: int, pair: int) -> None:
    found = LINE.fullmatch(line)
    if not found or not (found[2] or found[4]) or not (found[1].strip() and found[5].strip()):
        raise fail("qpress", file=draft.name, line=number, text=line[:60])
    one, other, group = found[1].strip(), found[5].strip(), len(found[3]) - 1
    uncertain = {"uncertain": f"{group}-{pair}"} if group else {}
    draft.factor(one, line=number)
    draft.factor(other, line=number)
    same = one == other and HEADS.get(found[2]) == HEADS.get(found[4])  # one effect of a factor on itself
    for source, target, mark in ((one, other, found[4]), (other, one, "" if same else found[2])):
        if mark:
            draft.relation(source, target, {"sign": HEADS[mark], **uncertain}, number)


def write_qpress(model: Model) -> Written:
    """The relations that count; two effects between the same factors share a line when they can."""
    counting, losses = bare(model)
    names, renames = renamed(model, _legal)
    own = any(relation.source == relation.target for relation in counting.relations)
    limited = limiting_themselves(counting)
    written = own or len(limited) < len(model.factors)
    pairs = _pairs(counting.relations)
    lines = [_line(pair, names) for pair in pairs]
    lines += [f"{names[factor]} -* {names[factor]}" for factor in limited if written]
    return Written("\n".join(lines) + "\n", (*losses, *renames, *_losses(model, counting, pairs, written)))


def _legal(name: str) -> str:
    """A name without the signs that make up an arrow or a remark."""
    return re.sub(r"[*<>#-]", "_", name)


def _pairs(relations: Iterable[Relation]) -> list[list[Relation]]:
    """A relation with the one that goes back, when both are as uncertain."""
    open_ended: dict[tuple[str, str, str], list[list[Relation]]] = {}
    pairs: list[list[Relation]] = []
    for relation in relations:
        waiting = open_ended.get((relation.target, relation.source, relation.uncertain))
        if waiting and relation.source != relation.target:
            waiting.pop(0).append(relation)
        else:
            pairs.append([relation])
            key = (relation.source, relation.target, relation.uncertain)
            open_ended.setdefault(key, []).append(pairs[-1])
    return pairs


def _line(pair: list[Relation], names: dict[str, str]) -> str:
    first = pair[0]
    group = GROUP.fullmatch(first.uncertain)
    dashes = "-" * (1 + (int(group[1]) if group and int(group[1]) < 20 else 1 if first.uncertain else 0))
    head = MARKS[first.sign]
    tail = MARKS[pair[1].sign].replace(">", "<") if len(pair) > 1 else ""
    tail = "<>" if tail == "<<" else tail
    return f"{names[first.source]} {tail}{dashes}{head} {names[first.target]}"


def _losses(model: Model, counting: Model, pairs: list[list[Relation]], written: bool) -> tuple[Loss, ...]:
    relations = counting.relations
    numbers = {relation.id: place for place, pair in enumerate(pairs, start=1) for relation in pair}
    read_back = {relation.id: _group_read_back(numbers, relation) for relation in relations}
    changed = [relation.id for relation in relations if relation.uncertain != read_back[relation.id]]
    told = set(limiting_themselves(counting)) if written else set()
    # Limitation comes back as an effect on itself, or for all when no factor has one.
    acts = bool(told) or any(relation.source == relation.target for relation in relations)
    limited = [factor.id for factor in model.factors if factor.self_limitation is acts]
    return (
        *HOLDING.losses(counting),
        *loss("factor", [factor for factor in alone(counting) if factor not in told]),
        *loss("relation.id", [relation.id for relation in relations if not is_plain_id(relation)]),
        *loss("relation.uncertain", changed, "changed"),
        *loss("factor.self_limitation", limited, "changed"),
    )


def _group_read_back(numbers: Mapping[str, int], relation: Relation) -> str:
    if not relation.uncertain:
        return ""
    group = GROUP.fullmatch(relation.uncertain)
    return f"{group[1] if group and int(group[1]) < 20 else 1}-{numbers[relation.id]}"
