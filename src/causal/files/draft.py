"""What an importer builds up before the checks of the own format look at it."""

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePath

from causal.files import limits
from causal.files.flat import unflatten
from causal.files.losses import Loss, Read
from causal.files.own import from_json
from causal.files.problems import fail
from causal.files.records import FACTOR, RELATION, relation_id
from causal.files.shapes import is_name
from causal.files.tree import Fields, Items

SIGN_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("+", "plus", "positive", "pos", "p", "s", "same", "1", "+1", "1.0", "increase"), "+"),
    **dict.fromkeys(
        ("-", "−", "–", "minus", "negative", "neg", "n", "o", "opposite", "-1", "-1.0", "decrease"), "-"
    ),
    **dict.fromkeys(("?", "unknown", "u", "+/-", "±", "-/+", "+-", "ambiguous", "undetermined"), "?"),
}


def sign_of(text: str) -> str | None:
    """The sign that a foreign word stands for ("+", "-", "?"); None when it is no sign."""
    return SIGN_WORDS.get(text.strip().lower())


class Draft:
    """Factors and relations under their foreign names, in the order they appear."""

    def __init__(self, name: str, model_id: str = "") -> None:
        self.name = name
        self.model = Fields(None)
        self.model["id"] = legal(model_id or PurePath(name).stem or "model")
        self.factors: dict[str, Fields] = {}
        self.relations: list[Fields] = []
        self.losses: list[Loss] = []
        self._ids: set[str] = set()
        self._renamed: list[str] = []
        self._strange: Counter[str] = Counter()
        self._domains: dict[str, object] = {}

    def factor(
        self, foreign: str, attributes: Mapping[str, str] | None = None, line: int | None = None
    ) -> str:
        """The id of a factor, made when it is new. Its foreign name is kept as label when it can be no id."""
        if foreign not in self.factors:
            self.check_size("factors", len(self.factors) + 1, limits.FACTORS, line)
            self.factors[foreign] = self._new_factor(foreign, line)
        if attributes:
            data, strange = unflatten(FACTOR, attributes, line)
            self.factors[foreign] |= {key: value for key, value in data.items() if key != "id"}
            self._strange.update(f"factor.{key}" for key in strange)
            if domain := data.get("domain"):
                self._domains.setdefault(domain, None)
        return str(self.factors[foreign]["id"])

    def check_size(self, what: str, size: int, limit: int, line: int | None = None) -> None:
        """Raises ModelErrors as soon as there are too many of something."""
        if size > limit:
            raise fail("too-many", file=self.name, line=line, what=what, limit=limit)

    def _new_factor(self, foreign: str, line: int | None) -> Fields:
        data = Fields(line)
        data["id"] = chosen = self._free(legal(foreign))
        self._ids.add(chosen)
        if chosen != foreign:
            data["label"] = " ".join(foreign.split()) or chosen
            self._renamed.append(foreign)
        return data

    def _free(self, wanted: str) -> str:
        number, chosen = 2, wanted
        while chosen in self._ids:
            chosen, number = f"{wanted} ({number})", number + 1
        return chosen

    def relation(
        self, source: str, target: str, attributes: Mapping[str, str], line: int | None = None
    ) -> Fields:
        """Add a relation between two foreign names; the attributes hold at least its sign."""
        self.check_size("relations", len(self.relations) + 1, limits.RELATIONS, line)
        data, strange = unflatten(RELATION, attributes, line)
        data["from"], data["to"] = self.factor(source, line=line), self.factor(target, line=line)
        self._strange.update(f"relation.{key}" for key in strange)
        self.relations.append(data)
        return data

    def domain(self, name: str, label: object = None) -> None:
        """Name a domain, with its label when there is one."""
        self._domains[name] = label

    def strange(self, what: str, count: int = 1) -> None:
        """Note something of the file that a model has no place for."""
        self._strange[what] += count

    def read(self) -> Read:
        """The checked model. Raises ModelErrors."""
        self._number_parallels()
        self.model["domains"] = [
            {"id": name, **({"label": label} if label else {})} for name, label in self._domains.items()
        ]
        self.model["factors"] = _listed(list(self.factors.values()))
        self.model["relations"] = _listed(self.relations)
        return Read(from_json(self.model, name=self.name), self._all_losses())

    def _number_parallels(self) -> None:
        """Relations that came without an id and run side by side get a number, unless they are the same."""
        taken = {relation["id"] for relation in self.relations if "id" in relation}
        seen: dict[str, list[Fields]] = {}
        for relation in self.relations:
            if "id" not in relation:
                plain = relation_id(relation["from"], relation["to"])
                twins = seen.setdefault(plain, [])
                if (twins or plain in taken) and relation not in twins:
                    relation["id"] = _numbered(plain, taken)
                    taken.add(relation["id"])
                twins.append(relation)

    def _all_losses(self) -> tuple[Loss, ...]:
        renamed = self._renamed
        found = [Loss("factor.id", len(renamed), tuple(renamed[:3]), "renamed")] if renamed else []
        strange = [Loss(key, count, (), "not-read") for key, count in sorted(self._strange.items())]
        return (*found, *self.losses, *strange)


def _numbered(plain: str, taken: set[str]) -> str:
    number = 2
    while f"{plain} ({number})" in taken:
        number += 1
    return f"{plain} ({number})"


def legal(foreign: str) -> str:
    """The nearest text that can be an id."""
    name = " ".join(foreign.split())
    if is_name(name):
        return name
    kept = "".join(sign if sign.isprintable() and sign not in ',=<>"\\[]{}' else "_" for sign in name)
    kept = kept.lstrip("".join({sign for sign in kept if not (sign.isalnum() or sign == "_")}))[:90].strip()
    return kept if is_name(kept) else "x" + "".join(sign for sign in kept if sign.isalnum() or sign == "_")


def _listed(values: list[Fields]) -> Items:
    found = Items(None)
    found.extend(values)
    found.lines = [value.line for value in values]
    return found
