"""Typed reading of the environment, with secrets from files."""

import os
import re
from collections.abc import Container
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from ketenzicht.config.problem import Problem

_NAME_FILE: Final = re.compile(r"(KETENZICHT|DATABASE)_\w+_FILE")


def take_files(leave: Container[str] = ()) -> None:
    """Give every name of ours that is only there as NAME_FILE the value that file holds.

    Starting reads the environment in many places, so it happens once, first. Names in ``leave`` stay in their
    files, for the settings to read: keys then stand in the environment of no process. Raises Problem.
    """
    for name_file in [name for name in os.environ if _NAME_FILE.fullmatch(name)]:
        name = name_file.removesuffix("_FILE")
        if name in leave:
            continue
        path = os.environ.pop(name_file)
        try:
            os.environ.setdefault(name, Path(path).read_text("utf-8").strip())
        except (OSError, UnicodeDecodeError) as unreadable:
            raise Problem(f"{name_file}: {path} cannot be read.") from unreadable


def env(name: str, default: str | None = None) -> str:
    """The value of ``name``, or what the file named by ``name``_FILE holds, or ``default``.

    Raises ImproperlyConfigured when none of them is there.
    """
    if name in os.environ:
        return os.environ[name]
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text("utf-8").strip()
    if default is None:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE; docs/operations.md says how.")
    return default


def env_file(name: str) -> str:
    """The path of the file that :func:`env` reads ``name`` from; empty when it reads none."""
    return "" if name in os.environ else os.environ.get(f"{name}_FILE", "")


def env_list(name: str, default: str | None = None) -> list[str]:
    """The comma-separated values of ``name``."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def contacts(name: str) -> list[str]:
    """The comma-separated addresses of ``name``, as a security.txt may give them.

    Raises ImproperlyConfigured for one that nobody can use.
    """
    found = env_list(name, "")
    if any(not re.fullmatch(r"(mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+[\d-]+)", one) for one in found):
        raise ImproperlyConfigured(f"{name} must be mailto:…, https://… or tel:+…")
    return found


def connection_parameters(name: str, *, pooled: bool) -> dict[str, Any]:
    """Django's database settings for the postgresql:// address in ``name``."""
    parts = urlsplit(env(name, "postgresql:///ketenzicht"))
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    options: dict[str, Any] = {key: value for key, value in query.items() if key.startswith("ssl")}
    if pooled:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": query.get("port") or str(parts.port or ""),
        "ATOMIC_REQUESTS": True,
        "OPTIONS": options,
    }


def smtp_parameters(url: str, outbox: Path) -> dict[str, Any]:
    """Django's mail settings for smtp://user:password@host:port; without an address, files in ``outbox``."""
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(outbox),
        }
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def newest_version(changelog: Path) -> str:
    """The version in the top heading of the changelog, so that it stands in one place."""
    found = re.search(r"^## (\d+\.\d+\.\d+)", changelog.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else "0"
