"""Typed reading of the environment, with secrets from files."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


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


def env_list(name: str, default: str | None = None) -> list[str]:
    """The comma-separated values of ``name``."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


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
