"""The indicator rule in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.signals.domain.delphi import Caveat, Dimension, Rule, Strength, WeightSource
from ketenzicht.signals.words import label

__all__ = [
    "CAVEATS",
    "DIMENSIONS",
    "RULES",
    "STRENGTHS",
    "WEIGHT_SOURCES",
    "label",
]

DIMENSIONS: dict[str, Promise] = {
    Dimension.DECEPTIVE_RECRUITMENT: _("Deceived when recruited"),
    Dimension.COERCIVE_RECRUITMENT: _("Forced when recruited"),
    Dimension.RECRUITMENT_BY_ABUSE: _("Recruited by abuse of vulnerability"),
    Dimension.EXPLOITATION: _("Exploitation itself"),
    Dimension.COERCION_AT_DESTINATION: _("Forced where the person is now"),
    Dimension.ABUSE_AT_DESTINATION: _("Abuse of vulnerability where the person is now"),
}
RULES: dict[str, Promise] = {
    Rule.TWO_STRONG: _("two strong indicators"),
    Rule.ONE_STRONG_AND_ANOTHER: _("one strong indicator and a medium or weak one"),
    Rule.THREE_MEDIUM: _("three medium indicators"),
    Rule.TWO_MEDIUM_AND_ONE_WEAK: _("two medium indicators and a weak one"),
}
STRENGTHS: dict[str, Promise] = {
    Strength.STRONG: _("strong"),
    Strength.MEDIUM: _("medium"),
    Strength.WEAK: _("weak"),
}
WEIGHT_SOURCES: dict[str, Promise] = {
    WeightSource.PUBLISHED: _("published strength"),
    WeightSource.PROPOSAL: _("strength is a proposal"),
    WeightSource.NONE: _("nothing counted"),
}
CAVEATS: dict[str, Promise] = {
    Caveat.PUBLISHED_FOR_THIS_FORM: _("The rule and most strengths were published for this form."),
    Caveat.SEXUAL_STRENGTHS_NOT_READ: _(
        "For sexual exploitation the published strengths have not been loaded yet. What stands here uses"
        " those of labour exploitation, as a proposal."
    ),
    Caveat.NO_PROFILE_FOR_THIS_FORM: _(
        "No strengths were ever published for this form. What stands here uses those of labour exploitation,"
        " as a proposal."
    ),
}
