"""What pages of models share: the shell for whoever looks, and where they are."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ketenzicht.common.pages import ActingRequest


def shell(request: ActingRequest, *crumbs: tuple[str, str]) -> dict[str, Any]:
    """The shell of whoever looks: staff when signed in, public otherwise; and the way back to the models."""
    trail = [{"label": _("Causal models"), "url": reverse("systems:models") if crumbs else ""}]
    trail += [{"label": label, "url": url} for label, url in crumbs]
    return {
        "shell": "common/staff.html" if request.user.is_authenticated else "common/public.html",
        "breadcrumbs": trail,
    }
