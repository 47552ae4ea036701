"""Reading the code lists every part uses."""

from datetime import date

from django.db.models import Q, QuerySet

from ketenzicht.common.models import ExploitationForm
from ketenzicht.common.remembered import remembered


@remembered(lambda on: on)
def exploitation_forms(on: date) -> QuerySet[ExploitationForm]:
    """The forms of exploitation that hold on a day, in the order of the list."""
    return ExploitationForm.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on
    ).order_by("position", "code")


def every_exploitation_form() -> QuerySet[ExploitationForm]:
    """The forms of all times, to name what was recorded earlier."""
    return ExploitationForm.objects.all()
