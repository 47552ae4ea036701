"""Mail that says that something happened, never what."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from ketenzicht.accounts.queries import users_at
from ketenzicht.common.domain.rights import Verb


@app.task(name="accounts.send_notice", retry=5)
def send_notice(desk_id: int, verb: str) -> None:
    """Tell everybody with ``verb`` at the desk that there is something to look at."""
    for user in users_at([desk_id], Verb(verb), timezone.localdate()):
        with translation.override(user.language):
            text = render_to_string("accounts/notice.txt", {"address": settings.PUBLIC_URL})
            subject = render_to_string("accounts/notice_subject.txt").strip()
        send_mail(subject, text, None, [user.email])
