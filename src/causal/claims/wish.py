"""The parameters of a check as people write them, read with care."""

from collections.abc import Mapping
from dataclasses import dataclass

from causal.model import Layer, Model, Sign, Text

SIGNS = {"+": Sign.PLUS, "-": Sign.MINUS, "−": Sign.MINUS, "?": Sign.UNKNOWN}
MARKS = {Sign.PLUS: "+", Sign.MINUS: "−", Sign.UNKNOWN: "?"}


class NotAWish(ValueError):
    """The check cannot be run as it is written; ``text`` says why, per language."""

    def __init__(self, dutch: str, english: str) -> None:
        super().__init__(english)
        self.text: Text = {"nl": dutch, "en": english}


@dataclass(frozen=True)
class Wish:
    """One check with its parameters. Every reading raises NotAWish when a parameter is missing or odd."""

    model: Model
    values: Mapping[str, object]

    @property
    def test(self) -> str:
        return str(self.values.get("test", ""))

    def layer(self, default: Layer) -> Layer:
        given = self.values.get("layer", default)
        try:
            return Layer(str(given))
        except ValueError:
            raise NotAWish(f"'{given}' is geen laag.", f"'{given}' is not a layer.") from None

    def has(self, name: str) -> bool:
        return name in self.values

    def factor(self, name: str) -> str:
        return self._known(self._given(name))

    def factors(self, name: str) -> tuple[str, ...]:
        """One id or a list of ids; () when the parameter is absent."""
        given = self.values.get(name, ())
        found = given if isinstance(given, list | tuple) else [given]
        return tuple(self._known(item) for item in found)

    def sign(self, name: str) -> Sign:
        given = str(self._given(name))
        if given not in SIGNS:
            raise NotAWish(
                f"'{given}' is geen teken; schrijf + of -.", f"'{given}' is no sign; write + or -."
            )
        return SIGNS[given]

    def signed(self, name: str) -> frozenset[tuple[str, Sign]]:
        """``[K12-, S3+]`` as pairs of factor and sign."""
        given = self._given(name)
        items = [str(item).strip() for item in (given if isinstance(given, list | tuple) else [given])]
        wrong = [item for item in items if item[-1:] not in SIGNS]
        if wrong:
            raise NotAWish(f"Achter '{wrong[0]}' ontbreekt + of -.", f"'{wrong[0]}' lacks + or - behind it.")
        return frozenset((self._known(item[:-1]), SIGNS[item[-1]]) for item in items)

    def number(self, name: str) -> float | None:
        """A number, or None when the parameter is absent."""
        given = self.values.get(name)
        if given is None:
            return None
        if isinstance(given, bool) or not isinstance(given, int | float):
            raise NotAWish(f"'{name}' is geen getal.", f"'{name}' is not a number.")
        return float(given)

    def words(self, name: str) -> tuple[str, ...]:
        given = self.values.get(name, ())
        return tuple(str(item) for item in (given if isinstance(given, list | tuple) else [given]))

    def mapping(self, name: str) -> Mapping[str, str]:
        given = self._given(name)
        if not isinstance(given, Mapping):
            raise NotAWish(f"'{name}' hoort een tabel te zijn.", f"'{name}' should be a mapping.")
        return {str(key): str(value) for key, value in given.items()}

    def text(self, name: str) -> Text:
        """Text per language; one plain text serves every language."""
        given = self.values.get(name, "")
        if isinstance(given, Mapping):
            return {str(language): str(words) for language, words in given.items()}
        return {"nl": str(given), "en": str(given)}

    def _given(self, name: str) -> object:
        if name not in self.values:
            raise NotAWish(f"De toets mist '{name}'.", f"The check lacks '{name}'.")
        return self.values[name]

    def _known(self, factor: object) -> str:
        try:
            return self.model.factor(str(factor)).id
        except KeyError:
            raise NotAWish(
                f"Factor '{factor}' bestaat niet in het model.",
                f"There is no factor '{factor}' in the model.",
            ) from None
