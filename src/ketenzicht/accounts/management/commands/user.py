"""./ketenzicht user …: the accounts, from the machine itself."""

import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from ketenzicht.accounts import actions
from ketenzicht.accounts.labels import role_label
from ketenzicht.accounts.models import CHOSEN, User
from ketenzicht.accounts.queries import people
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.partners.queries import desk_by_code


class Command(BaseCommand):
    help = "Accounts: who has one, roles, passwords, lost second factors, closing and opening."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions_ = parser.add_subparsers(dest="action", required=True)
        actions_.add_parser("list", help="everybody with an account and their roles")
        create = actions_.add_parser("create-administrator", help="the first account of an installation")
        create.add_argument("email")
        create.add_argument("--name", required=True)
        create.add_argument("--desk", required=True, help="code of the desk the administrator works at")
        create.add_argument("--password-file", type=Path)
        role = actions_.add_parser("give-role", help="let somebody hold a role at a desk")
        role.add_argument("email")
        role.add_argument("role", choices=[role.value for role in Role])
        role.add_argument("desk")
        for name, text in (
            ("password", "set somebody's password"),
            ("reset-second-factor", "take away a lost second factor; the next sign-in asks for a new one"),
            ("switch-off", "close an account and end its sessions"),
            ("switch-on", "open a closed account, where nobody is left to do so"),
        ):
            one = actions_.add_parser(name, help=text)
            one.add_argument("email")
            if name == "password":
                one.add_argument("--password-file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        self.operator = Actor.operator(Verb.USER_MANAGE)
        with acting(self.operator):
            getattr(self, options["action"].replace("-", "_"))(options)

    def list(self, options: dict[str, Any]) -> None:
        for user in people():
            roles = ", ".join(f"{role_label(one.role)} at {one.desk.code}" for one in user.memberships.all())
            state = "" if user.is_active else " (closed)"
            self.stdout.write(f"{user.email}\t{user.name}\t{roles or 'no role'}{state}")

    def create_administrator(self, options: dict[str, Any]) -> None:
        email = self._address(options["email"])
        password = self._password(options)
        desk_id = self._desk(options["desk"])
        try:
            user = actions.add_person(
                name=options["name"], email=email, language="nl", by=self.operator, at=timezone.now()
            )
        except actions.AddressTaken:
            raise CommandError(f"There is an account with the address {email} already.") from None
        user.set_password(password)
        user.save(update_fields=CHOSEN)
        actions.give_role(
            user=user,
            desk_id=desk_id,
            role=Role.ADMINISTRATOR,
            valid_until=None,
            by=self.operator,
            at=timezone.now(),
        )
        self.stdout.write(f"{email} is administrator now.")

    def give_role(self, options: dict[str, Any]) -> None:
        try:
            actions.give_role(
                user=self._user(options),
                desk_id=self._desk(options["desk"]),
                role=Role(options["role"]),
                valid_until=None,
                by=self.operator,
                at=timezone.now(),
            )
        except actions.AlreadyHeld:
            raise CommandError("This person holds this role at this desk already.") from None
        self.stdout.write("The role is given.")

    def password(self, options: dict[str, Any]) -> None:
        user = self._user(options)
        user.set_password(self._password(options))
        user.save(update_fields=CHOSEN)
        self._record("accounts.password.set", user)
        self.stdout.write("The password is set.")

    def reset_second_factor(self, options: dict[str, Any]) -> None:
        user = self._user(options)
        Authenticator.objects.filter(user=user).delete()
        self._record("accounts.second_factor.reset", user)
        self.stdout.write("The second factor is taken away; the next sign-in asks for a new one.")

    def switch_off(self, options: dict[str, Any]) -> None:
        actions.switch_off(user=self._user(options), by=self.operator, at=timezone.now())
        self.stdout.write("The account is closed.")

    def switch_on(self, options: dict[str, Any]) -> None:
        actions.switch_on(user=self._user(options), by=self.operator, at=timezone.now())
        self.stdout.write("The account is open.")

    def _record(self, kind: str, user: User) -> None:
        audit.record(kind=kind, target=("user", user.pk), by=self.operator, at=timezone.now())

    def _user(self, options: dict[str, Any]) -> User:
        try:
            return User.objects.get_by_natural_key(options["email"])
        except User.DoesNotExist:
            raise CommandError(f"There is no account with the address {options['email']}.") from None

    def _desk(self, code: str) -> int:
        try:
            return desk_by_code(code).pk
        except NotVisible:
            raise CommandError(f"There is no desk with the code {code}.") from None

    def _address(self, email: str) -> str:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        return email.lower()

    def _password(self, options: dict[str, Any]) -> str:
        if path := options.get("password_file"):
            password = str(path.read_text("utf-8")).strip()
        elif sys.stdin.isatty():
            password = getpass.getpass("Password (at least 12 characters): ")
        else:
            password = sys.stdin.readline().strip()
        try:
            validate_password(password)
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from None
        return password
