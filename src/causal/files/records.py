"""The fields of the file format, once: reader, writer and schema all go by these tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from causal.files.shapes import (
    Anything,
    Choice,
    ClassOrNumber,
    Json,
    ListOf,
    Name,
    Number,
    Scale,
    Shape,
    Texts,
    Word,
    YesNo,
    absent,
    choice,
    nearest,
)
from causal.files.tree import Spot, shown
from causal.model import (
    Change,
    ChangeKind,
    Claim,
    Direction,
    Factor,
    Indicator,
    Intervention,
    Layer,
    Model,
    Relation,
    RelationKind,
    Role,
    Scales,
    Sign,
)

FORMAT = "causal-model/1"
ENOUGH = 200  # unknown keys that are looked into; a file of another kind is full of them

SIGN = Choice(
    {"+": Sign.PLUS, "-": Sign.MINUS, "?": Sign.UNKNOWN},
    {"−": Sign.MINUS, "–": Sign.MINUS, "plus": Sign.PLUS, "minus": Sign.MINUS, "unknown": Sign.UNKNOWN},
)


@dataclass(frozen=True)
class Field:
    """A key of the file, the attribute it fills, and what its value looks like."""

    key: str
    shape: Shape
    meaning: str
    attribute: str = ""
    required: bool = False

    @property
    def target(self) -> str:
        """The name of the attribute."""
        return self.attribute or self.key


@dataclass(frozen=True)
class Record:
    """A mapping with known keys, and what is made of it; itself a shape."""

    make: Callable[..., Any]
    fields: tuple[Field, ...]
    defaults: type | None = None

    def read(self, spot: Spot) -> Any:
        """The value made of a mapping; None, with problems written down, when it cannot be made."""
        if not isinstance(spot.value, Mapping):
            spot.wrong("not-a-mapping", value=shown(spot.value))
            return None
        before = len(spot.findings.problems)
        self._refuse_unknown_keys(spot)
        values = {field.target: value for field in self.fields if (value := _field(field, spot)) is not None}
        return self.make(**values) if len(spot.findings.problems) == before else None

    def _refuse_unknown_keys(self, spot: Spot) -> None:
        known = [field.key for field in self.fields]
        for key in spot.value:
            if key not in known and len(spot.findings.problems) < ENOUGH:
                meant = nearest(str(key), known)
                code = "unknown-key" if meant else "unknown-key-far"
                spot.at(key).wrong(code, key=shown(key), meant=meant, known=", ".join(known))

    def write(self, value: Any) -> Json:
        """The mapping, without what equals the default."""
        written: Json = {}
        for field in self.fields:
            held = getattr(value, field.target)
            if field.required or not self._is_default(field, held):
                written[field.key] = field.shape.write(held)
        return written

    def _is_default(self, field: Field, held: Any) -> bool:
        known = getattr(self.defaults, "__dataclass_fields__", {}).get(field.target)
        if known is None or held is None:
            return held in (None, "", (), {})
        default = known.default_factory() if callable(known.default_factory) else known.default
        return held == [] or bool(held == default)

    def schema(self) -> Json:
        """The JSON schema of the mapping."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [field.key for field in self.fields if field.required],
            "properties": {
                field.key: {"description": field.meaning, **field.shape.schema()} for field in self.fields
            },
        }


def _field(field: Field, spot: Spot) -> Any:
    place = spot.at(field.key)
    if not absent(place.value):
        return field.shape.read(place)
    if (
        field.required and isinstance(place.value, str) and place.value
    ):  # ~ or null, which YAML takes for nothing
        place.wrong("missing-bare", key=field.key, value=place.value)
    elif field.required:
        spot.wrong("missing", key=field.key)
    return None


def relation_id(source: str, target: str) -> str:
    """The id of a relation that was given none."""
    return f"{source}>{target}"


def _relation(**values: Any) -> Relation:
    values.setdefault("id", relation_id(values["source"], values["target"]))
    return Relation(**values)


def _model(**values: Any) -> Model:
    """The format is said in the file and not kept; domains become a mapping."""
    values.pop("format", None)
    values["domains"] = {domain.id: getattr(domain, "label", {}) for domain in values.get("domains", ())}
    return Model(**values)


TEXT = Texts()
WORD = Word()
NAME = Name()

SCALES = Record(
    Scales,
    (
        Field("time_unit", WORD, "The unit of all times and delays, such as year."),
        Field("strengths", Scale(), "Gain of each class of strength."),
        Field("speeds", Scale(), "Mean delay of each class of speed, in time units."),
    ),
    Scales,
)
DOMAIN = Record(
    SimpleNamespace,
    (
        Field("id", NAME, "The id of the domain.", required=True),
        Field("label", TEXT, "Its name, per language."),
    ),
)
FACTOR = Record(
    Factor,
    (
        Field("id", NAME, "The id of the factor.", required=True),
        Field("label", TEXT, "Its name, per language."),
        Field("domain", NAME, "The id of the domain it belongs to."),
        Field("roles", ListOf(choice(Role)), "What the factor is for in a discussion."),
        Field("desired", choice(Direction), "Where the factor should move."),
        Field("quantity", WORD, "What kind of quantity it is, such as count or percentage."),
        Field("unit", WORD, "The unit of its level."),
        Field("initial", Number(), "Its level before anything is imposed."),
        Field("self_limitation", YesNo(), "Whether it restrains itself without a relation that says so."),
        Field("pressure", YesNo(), "Whether it is strain on a part of the system."),
        Field("note", TEXT, "A remark, per language."),
        Field("source", WORD, "Where it comes from."),
        Field("position", ListOf(Number(), length=2), "Its saved place in the picture: x and y."),
    ),
    Factor,
)
RELATION = Record(
    _relation,
    (
        Field("id", Name(arrows=True), "The id; FROM>TO when it is left out."),
        Field("from", NAME, "The id of the factor whose change is passed on.", "source", required=True),
        Field("to", NAME, "The id of the factor that receives it.", "target", required=True),
        Field("sign", SIGN, "What a rise of the source does to the target.", required=True),
        Field("strength", ClassOrNumber(), "A class of the scales, or a gain above 0."),
        Field("speed", ClassOrNumber(), "A class of the scales, or a mean delay above 0."),
        Field("layer", choice(Layer), "How firmly the source carries the relation."),
        Field("kind", choice(RelationKind), "A cause, a definition or a summary of other routes."),
        Field("reference", WORD, "Where it is said, such as a section."),
        Field("note", TEXT, "A remark, per language."),
        Field("left_out", WORD, "Why the relation is shown but takes part in no sum."),
        Field("uncertain", WORD, "The group of relations that exist, or not, together."),
        Field("said_by", ListOf(WORD), "Who said so."),
    ),
    Relation,
)
CHANGE = Record(
    Change,
    (
        Field("factor", NAME, "The id of the factor.", required=True),
        Field("kind", choice(ChangeKind), "How the change is imposed.", required=True),
        Field("amount", Number(), "A difference, or a level when pinned or controlled.", required=True),
        Field("start", Number(least=0), "When it begins."),
        Field("over", Number(least=0), "In how much time it is spread."),
        Field("until", Number(least=0), "When it is withdrawn."),
        Field("adjustment", Number(above=0), "The time in which a control closes the gap."),
    ),
    Change,
)
INTERVENTION = Record(
    Intervention,
    (
        Field("id", NAME, "The id of the intervention.", required=True),
        Field("label", TEXT, "Its name, per language."),
        Field("changes", ListOf(CHANGE), "What it imposes on factors.", required=True),
        Field("note", TEXT, "A remark, per language."),
        Field("source", WORD, "Where it comes from."),
    ),
    Intervention,
)
INDICATOR = Record(
    Indicator,
    (
        Field("factor", NAME, "The id of the factor.", required=True),
        Field("shape", NAME, "How the level becomes a mark between 0 and 1."),
        Field("parameters", ListOf(Number()), "The numbers of the shape."),
        Field("reference", Number(above=0), "The level is divided by this first."),
        Field("inverted", YesNo(), "Whether less is better."),
        Field("weight", Number(least=0), "Its weight in the score."),
    ),
    Indicator,
)
CLAIM = Record(
    Claim,
    (
        Field("id", NAME, "The id of the statement.", required=True),
        Field("text", TEXT, "The statement, per language.", required=True),
        Field("layer", choice(Layer), "The weakest layer it may need.", required=True),
        Field("checks", ListOf(Anything(needs=("test",))), "What has to hold in the model.", required=True),
        Field("reference", WORD, "Where it is said."),
    ),
    Claim,
)
MODEL = Record(
    _model,
    (
        Field("format", WORD, f"Always {FORMAT}."),
        Field("id", NAME, "The id of the model.", required=True),
        Field("title", TEXT, "Its name, per language."),
        Field("description", TEXT, "What it is about, per language."),
        Field("source", WORD, "Where it comes from."),
        Field("licence", WORD, "On what terms it may be used."),
        Field("notes", ListOf(TEXT), "Remarks about the model as a whole."),
        Field("scales", SCALES, "The numbers behind the classes."),
        Field("domains", ListOf(DOMAIN), "The parts of the system."),
        Field("factors", ListOf(FACTOR), "What can rise or fall.", required=True),
        Field("relations", ListOf(RELATION), "What passes a change on to what.", required=True),
        Field("interventions", ListOf(INTERVENTION), "What people can do."),
        Field("indicators", ListOf(INDICATOR), "How the score is made."),
        Field("claims", ListOf(CLAIM), "Statements about the model that can be run as tests."),
    ),
    Model,
)
