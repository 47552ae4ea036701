"""What the value of a field may look like: how it is read, written and described in the schema."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Any, Protocol

from causal.files import limits
from causal.files.tree import Plain, Spot, shown

Json = dict[str, Any]

NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
NOT_FINITE = re.compile(r"[-+]?\.?(inf|infinity|nan)", re.IGNORECASE)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
# Signs that end a name on the command line ("," "=") or split an arrow ("<" ">"), and what no file can hold.
NAME = re.compile(r"\w[^\x00-\x1f\x7f-\x9f\u2028\u2029,=<>\"\\\[\]{}]*")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
LARGEST, SMALLEST = 1e15, 1e-9
NOTHING = {"", "~", "null", "Null", "NULL"}


class Shape(Protocol):
    """One kind of value. ``read`` writes problems down at the spot and then returns None."""

    def read(self, spot: Spot) -> Any: ...

    def write(self, value: Any) -> Any: ...

    def schema(self) -> Json: ...


def absent(value: object) -> bool:
    """Whether a field was left empty."""
    return value is None or (isinstance(value, Plain) and value in NOTHING)


def tidy(value: str) -> str:
    """Text with the line ends of one system."""
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def plain_number(value: float) -> int | float:
    """1 rather than 1.0."""
    return int(value) if float(value).is_integer() and abs(value) < LARGEST else float(value)


@dataclass(frozen=True)
class Word:
    """Free text in one language or none, such as a source or a unit."""

    def read(self, spot: Spot) -> str | None:
        if not isinstance(spot.value, str):
            spot.wrong("not-text", value=shown(spot.value))
            return None
        if len(spot.value) > limits.TEXT_LENGTH:
            spot.wrong("long-text", limit=limits.TEXT_LENGTH)
            return None
        text = tidy(spot.value)
        if odd := UNPRINTABLE.search(text):
            spot.wrong("unprintable", sign=f"U+{ord(odd[0]):04X}")
            return None
        return text

    def write(self, value: str) -> str:
        return value

    def schema(self) -> Json:
        return {"type": "string", "maxLength": limits.TEXT_LENGTH}


@dataclass(frozen=True)
class Name:
    """The id of something; ids of relations may hold an arrow."""

    arrows: bool = False

    def read(self, spot: Spot) -> str | None:
        if not isinstance(spot.value, str):
            spot.wrong("not-a-name", value=shown(spot.value))
            return None
        if is_name(spot.value, arrows=self.arrows):
            return str(spot.value)
        spot.wrong("not-a-name", value=shown(spot.value))
        return None

    def write(self, value: str) -> str:
        return value

    def schema(self) -> Json:
        length = limits.ID_LENGTH * (3 if self.arrows else 1)
        barred = ',="\\\\\\[\\]{}' + ("" if self.arrows else "<>")
        pattern = f"^[^{barred}\\x00-\\x1f]+$"
        return {"type": "string", "minLength": 1, "maxLength": length, "pattern": pattern}


def is_name(text: str, *, arrows: bool = False) -> bool:
    """Whether a text can be an id."""
    length = limits.ID_LENGTH * (3 if arrows else 1)
    bare = text.replace(">", "").replace("<", "") if arrows else text
    return len(text) <= length and text == text.strip() and bool(NAME.fullmatch(bare)) and text.isprintable()


@dataclass(frozen=True)
class Texts:
    """A text per language, or one text without a language."""

    def read(self, spot: Spot) -> dict[str, str] | None:
        if isinstance(spot.value, str):
            text = Word().read(spot)
            return None if text is None else {"": text}
        if not isinstance(spot.value, Mapping):
            spot.wrong("not-text", value=shown(spot.value))
            return None
        return {key: text for key in spot.value if (text := self.one(spot, key)) is not None}

    def one(self, spot: Spot, key: str) -> str | None:
        if key and not LANGUAGE.fullmatch(key):
            spot.at(key).wrong("not-a-language", value=shown(key))
            return None
        return Word().read(spot.at(key))

    def write(self, value: Mapping[str, str]) -> Any:
        return value[""] if set(value) == {""} else dict(value)

    def schema(self) -> Json:
        word = Word().schema()
        return {"anyOf": [word, {"type": "object", "additionalProperties": word}]}


@dataclass(frozen=True)
class Number:
    """A finite number, when asked above 0 or at least 0."""

    above: float | None = None
    least: float | None = None

    def read(self, spot: Spot) -> float | None:
        number = self.number(spot)
        if number is None:
            return None
        if not math.isfinite(number) or abs(number) > LARGEST:
            spot.wrong("not-finite", value=shown(spot.value), limit=f"{LARGEST:g}")
            return None
        if self.above is not None and number < SMALLEST:
            spot.wrong("not-positive", value=shown(spot.value))
            return None
        if self.least is not None and number < self.least:
            spot.wrong("negative", value=shown(spot.value))
            return None
        return number

    def number(self, spot: Spot) -> float | None:
        value = spot.value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value) if abs(value) < LARGEST * 10 or not isinstance(value, int) else math.inf
        if isinstance(value, Plain) and NUMBER.fullmatch(value):
            return float(value)
        if isinstance(value, str) and NOT_FINITE.fullmatch(value):
            return math.inf
        spot.wrong("not-a-number", value=shown(value))
        return None

    def write(self, value: float) -> int | float:
        return plain_number(value)

    def schema(self) -> Json:
        found: Json = {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}
        if self.above is not None:
            found["minimum"] = SMALLEST
        elif self.least is not None:
            found["minimum"] = self.least
        return found


@dataclass(frozen=True)
class YesNo:
    """true or false."""

    def read(self, spot: Spot) -> bool | None:
        if isinstance(spot.value, bool):
            return spot.value
        if isinstance(spot.value, Plain) and spot.value.lower() in {"true", "false"}:
            return spot.value.lower() == "true"
        spot.wrong("not-yes-no", value=shown(spot.value))
        return None

    def write(self, value: bool) -> bool:
        return value

    def schema(self) -> Json:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Choice:
    """One of a fixed list of words."""

    words: Mapping[str, Enum]
    also: Mapping[str, Enum]

    def read(self, spot: Spot) -> Enum | None:
        found = self.words.get(spot.value) if isinstance(spot.value, str) else None
        if found is None and isinstance(spot.value, str):
            found = self.also.get(spot.value)
        if found is None:
            spot.wrong("not-a-choice", value=shown(spot.value), choices=", ".join(self.words))
            return None
        return found

    def write(self, value: Enum) -> str:
        return next(word for word, meant in self.words.items() if meant is value)

    def schema(self) -> Json:
        return {"enum": list(self.words)}


def choice(kind: type[Enum]) -> Choice:
    """The words of an enum of words."""
    return Choice({member.value: member for member in kind}, {})


@dataclass(frozen=True)
class ClassOrNumber:
    """A class of one of the model's scales, or a number above 0 in its place."""

    def read(self, spot: Spot) -> str | float | None:
        value = spot.value
        if isinstance(value, str) and not (isinstance(value, Plain) and self.like_number(value)):
            return Name().read(spot)
        return Number(above=0).read(spot)

    def like_number(self, value: str) -> bool:
        return bool(NUMBER.fullmatch(value) or NOT_FINITE.fullmatch(value))

    def write(self, value: str | float) -> str | int | float:
        return value if isinstance(value, str) else plain_number(value)

    def schema(self) -> Json:
        return {"anyOf": [Name().schema(), Number(above=0).schema()]}


@dataclass(frozen=True)
class ListOf:
    """A list whose items have one shape; ``length`` when it is fixed."""

    item: Shape
    length: int | None = None

    def read(self, spot: Spot) -> tuple[Any, ...] | None:
        if isinstance(spot.value, str) or not isinstance(spot.value, Sequence):
            spot.wrong("not-a-list", value=shown(spot.value))
            return None
        if self.length is not None and len(spot.value) != self.length:
            spot.wrong("length", length=self.length)
            return None
        return tuple(value for item in spot.items() if (value := self.item.read(item)) is not None)

    def write(self, value: Sequence[Any]) -> list[Any]:
        return [self.item.write(item) for item in value]

    def schema(self) -> Json:
        found: Json = {"type": "array", "items": self.item.schema()}
        if self.length is not None:
            found |= {"minItems": self.length, "maxItems": self.length}
        return found


@dataclass(frozen=True)
class Scale:
    """A number above 0 for each class."""

    def read(self, spot: Spot) -> dict[str, float] | None:
        if not isinstance(spot.value, Mapping) or not spot.value:
            spot.wrong("not-a-mapping", value=shown(spot.value))
            return None
        for key in spot.value:
            if NUMBER.fullmatch(key) or not is_name(key):
                spot.at(key).wrong("not-a-name", value=shown(key))
        found = {key: Number(above=0).read(spot.at(key)) for key in spot.value}
        return {key: number for key, number in found.items() if number is not None}

    def write(self, value: Mapping[str, float]) -> Json:
        return {name: plain_number(number) for name, number in value.items()}

    def schema(self) -> Json:
        return {"type": "object", "minProperties": 1, "additionalProperties": Number(above=0).schema()}


@dataclass(frozen=True)
class Anything:
    """A mapping of plain data whose meaning others know, with the keys it cannot do without."""

    needs: tuple[str, ...] = ()

    def read(self, spot: Spot) -> Any:
        if not isinstance(spot.value, Mapping):
            spot.wrong("not-a-mapping", value=shown(spot.value))
            return None
        for key in self.needs:
            if key not in spot.value:
                spot.wrong("missing", key=key)
        return self.any(spot)

    def any(self, spot: Spot) -> Any:
        value = spot.value
        if isinstance(value, Mapping):
            return {str(key): self.any(spot.at(key)) for key in value}
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [self.any(item) for item in spot.items()]
        return self.scalar(spot)

    def scalar(self, spot: Spot) -> Any:
        value = spot.value
        if absent(value):
            return None
        if isinstance(value, bool) or (isinstance(value, Plain) and value.lower() in {"true", "false"}):
            return YesNo().read(spot)
        if isinstance(value, int | float) or (isinstance(value, Plain) and NUMBER.fullmatch(value)):
            number = Number().read(spot)
            return None if number is None else plain_number(number)
        return Word().read(spot)

    def write(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self.write(item) for key, item in value.items()}
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [self.write(item) for item in value]
        return value

    def schema(self) -> Json:
        return {"type": "object", "required": list(self.needs)}


def nearest(word: str, words: Sequence[str]) -> str:
    """The word that was probably meant, or ""."""
    found = get_close_matches(word, words, n=1, cutoff=0.6)
    return found[0] if found else ""
