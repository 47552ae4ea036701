"""People with an account, the roles they hold at desks, and how they get back in."""

import uuid
from typing import Any, ClassVar, Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from ketenzicht.accounts.domain.recovery import OPEN, Check, RecoveryState
from ketenzicht.accounts.domain.review import Outcome
from ketenzicht.common.domain.rights import Role
from ketenzicht.common.privacy import Privacy

# What is kept when somebody chose a password.
CHOSEN: Final = ("password", "password_chosen_at")


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> "User":
        """A new person; without a password nobody can sign in with one."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account (gebruiker)."""

    privacy = Privacy(
        retention="account",
        neutral="id password password_chosen_at last_login is_active is_demonstration language shortcuts"
        " created_at",
        personal="email name",
    )

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="nl")
    shortcuts = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())
    password_chosen_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """Take a new password, and note when; CHOSEN names what has to be kept of it.

        Django puts the same password under a better hash when somebody signs in: that keeps ``password``
        alone, so what was noted stays.
        """
        super().set_password(raw_password)
        self.password_chosen_at = timezone.now()


class Membership(models.Model):
    """That somebody holds a role at a desk, from a day and perhaps until a day."""

    privacy = Privacy(
        retention="account", neutral="id user desk role valid_from valid_until granted_by created_at"
    )

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=[(role.value, role.value) for role in Role])
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="granted_memberships"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "desk", "role", "valid_from"), name="accounts_membership_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="accounts_membership_period",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.desk_id}"


class AccessReview(models.Model):
    """That somebody looked whether another still needs a role, and what came of it. Nobody changes it.

    It outlives the membership, whose number is kept and not used again.
    """

    privacy = Privacy(
        retention="audit", neutral="id membership_number user desk role outcome due_on at by_user"
    )

    membership_number = models.BigIntegerField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Outcome])
    due_on = models.DateField()
    at = models.DateTimeField()
    by_user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("membership_number", "-at"), name="accounts_review_last"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(user=models.F("by_user")), name="accounts_review_by_another"
            ),
            # A role ends once; that it is still needed is said again and again.
            models.UniqueConstraint(
                fields=("membership_number",),
                condition=models.Q(outcome=Outcome.ENDED),
                name="accounts_review_ended_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership_number} {self.outcome}"


class RecoveryRequest(models.Model):
    """A request to let somebody back in without the second step: asked by one person, decided by another."""

    privacy = Privacy(
        retention="recovery_request",
        neutral="id user asked_by asked_at checked state until decided_by decided_at ended_at link_digest",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="recoveries")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    checked = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Check])
    state = models.CharField(
        max_length=20,
        choices=[(one.value, one.value) for one in RecoveryState],
        default=RecoveryState.ASKED.value,
    )
    until = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    link_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-asked_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("user"))
                & (
                    models.Q(decided_by=None)
                    | ~models.Q(decided_by=models.F("user")) & ~models.Q(decided_by=models.F("asked_by"))
                ),
                name="accounts_recovery_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(state=RecoveryState.ASKED, decided_by=None, link_digest="")
                | models.Q(
                    state__in=(RecoveryState.GRANTED, RecoveryState.REFUSED, RecoveryState.USED),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | models.Q(state__in=(RecoveryState.WITHDRAWN, RecoveryState.LAPSED)),
                name="accounts_recovery_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN, ended_at=None)
                | ~models.Q(state__in=OPEN) & models.Q(ended_at__isnull=False),
                name="accounts_recovery_ended",
            ),
            models.UniqueConstraint(
                fields=("user",), condition=models.Q(state__in=OPEN), name="accounts_recovery_one_open"
            ),
            models.UniqueConstraint(
                fields=("link_digest",), condition=~models.Q(link_digest=""), name="accounts_recovery_link"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
