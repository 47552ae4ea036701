"""The identity provider of an organisation, from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from ketenzicht.accounts.domain.claims import BadMapping, Named, read_mapping
from ketenzicht.config.environment import env, env_list

PROVIDER_ID = "organisation"
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Provider:
    """Where people sign in, as whom we ask, and what of the answer counts."""

    issuer: str = ""
    client_id: str = ""
    secret: str = ""
    name: str = ""
    ask: str = ""
    second_factor: tuple[str, ...] = ()
    roles_claim: str = ""
    roles: Mapping[str, frozenset[Named]] = field(default_factory=dict)
    alone: bool = False

    def apps(self) -> list[dict[str, Any]]:
        """As allauth wants to know it."""
        if not self.issuer:
            return []
        asked = {"auth_params": {"acr_values": self.ask}} if self.ask else {}
        return [
            {
                "provider_id": PROVIDER_ID,
                "name": self.name,
                "client_id": self.client_id,
                "secret": self.secret,
                "settings": {"server_url": self.issuer, "oauth_pkce_enabled": True, **asked},
            }
        ]


def provider() -> Provider:
    """The provider that the environment names, or one without an issuer.

    Raises ImproperlyConfigured when what is said of it cannot be meant.
    """
    issuer = env("KETENZICHT_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return Provider()
    parts = urlsplit(issuer)
    # What the provider says is believed because of who it comes from, and TLS alone shows that.
    if parts.scheme != "https" and parts.hostname not in _HERE:
        raise ImproperlyConfigured("KETENZICHT_OIDC_ISSUER must begin with https://.")
    claim = env("KETENZICHT_OIDC_ROLES_CLAIM", "")
    try:
        roles = read_mapping(env("KETENZICHT_OIDC_ROLES", ""))
    except BadMapping as bad:
        raise ImproperlyConfigured(
            f"KETENZICHT_OIDC_ROLES: {bad} is no group=role or group=role@desk"
        ) from bad
    if bool(claim) != bool(roles):
        raise ImproperlyConfigured("KETENZICHT_OIDC_ROLES and KETENZICHT_OIDC_ROLES_CLAIM go together.")
    return Provider(
        issuer,
        env("KETENZICHT_OIDC_CLIENT_ID"),
        env("KETENZICHT_OIDC_CLIENT_SECRET", ""),
        env("KETENZICHT_OIDC_NAME", parts.hostname or issuer),
        env("KETENZICHT_OIDC_ACR", ""),
        tuple(env_list("KETENZICHT_OIDC_SECOND_FACTOR", "")),
        claim,
        roles,
        env("KETENZICHT_OIDC_ALONE", "") == "yes",
    )
