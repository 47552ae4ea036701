"""Who tries too often: visitors told apart in this process only, without storing an address."""

import hmac
import math
import re
import secrets
from ipaddress import ip_address, ip_network
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import ngettext

# Addresses are never kept: only a digest under a key that dies with this process.
_KEY: Final = secrets.token_bytes(32)
_PORT: Final = re.compile(r"^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$")


def visitor(request: HttpRequest) -> str:
    """A name for where a request comes from that means nothing outside this process."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        # Behind a proxy the last address is the one the proxy itself saw.
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    try:
        # Some proxies write the port behind it, which is another for every connection.
        found = ip_address(_PORT.sub(r"\1\2", address))
    except ValueError:
        pass
    else:
        address = str(found)
        if found.version == 6:
            # A connection has at least a /64 of addresses, and could be somebody else for every try.
            address = str(found.ipv4_mapped or ip_network((found.packed[:8] + bytes(8), 64)))
    return hmac.new(_KEY, address.encode(), "sha256").hexdigest()


def please_wait(wait: float) -> str:
    """How long to wait, in words."""
    if wait < 60:
        seconds = math.ceil(wait)
        return ngettext("Wait %(number)d second.", "Wait %(number)d seconds.", seconds) % {"number": seconds}
    minutes = math.ceil(wait / 60)
    return ngettext("Wait %(number)d minute.", "Wait %(number)d minutes.", minutes) % {"number": minutes}
