"""Accounts, adverts and sites on the internet: a platform with a name, or an address. Never fetched.

On platforms that do not tell capitals apart a name is put in small letters, elsewhere it stays as it is.
"""

import re
from urllib.parse import SplitResult, urlsplit

from ketenzicht.common.domain.text import clean_line
from ketenzicht.reporting.domain.details.kinds import Detail, DetailKind, DetailProblem, Typed, Value

_HOSTS = {
    "instagram.com": "instagram",
    "tiktok.com": "tiktok",
    "snapchat.com": "snapchat",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "x.com": "x",
    "twitter.com": "x",
    "t.me": "telegram",
    "onlyfans.com": "onlyfans",
}
_NICKNAMES = {
    "insta": "instagram",
    "ig": "instagram",
    "snap": "snapchat",
    "snap chat": "snapchat",
    "tik tok": "tiktok",
    "fb": "facebook",
    "twitter": "x",
}
_IGNORES_CAPITALS = frozenset(_HOSTS.values())
# Segments that come before the name in the addresses of some platforms, such as snapchat.com/add/name.
_BEFORE_NAME = frozenset({"add", "s"})
_NAME = re.compile(r"@?[^\s@/\\]+(?: [^\s@/\\]+){0,3}")
_ADDRESS = re.compile(r"(?i)(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:[:/?#]\S*)?")


def online(typed: Typed) -> Detail:
    """One account or site from ``platform`` and ``handle``; an address may stand in either."""
    platform, handle = (clean_line(typed.get(name, "")) for name in ("platform", "handle"))
    if not handle and _ADDRESS.fullmatch(platform):
        platform, handle = "", platform
    if not handle:
        problem = DetailProblem.HANDLE_MISSING if platform else None
        return Detail(DetailKind.ONLINE, typed, _platform(platform) or None, problem)
    found = _from_address(handle) if _is_address(handle, platform) else _from_name(platform, handle)
    if found is None:
        return Detail(DetailKind.ONLINE, typed, None, DetailProblem.HANDLE_NOT_CLEAR)
    return Detail(DetailKind.ONLINE, typed, found)


def _platform(text: str) -> dict[str, Value]:
    name = text.lower().removeprefix("www.")
    name = _HOSTS.get(name) or _NICKNAMES.get(name, name)
    return {"platform": name} if name else {}


def _is_address(handle: str, platform: str) -> bool:
    """Whether it is a web address; "first.last" beside a platform is a name."""
    if "/" in handle or handle.lower().startswith("www."):
        return True
    return not platform and _ADDRESS.fullmatch(handle) is not None


def _from_name(platform: str, handle: str) -> dict[str, Value] | None:
    if _NAME.fullmatch(handle) is None:
        return None
    found = _platform(platform)
    name = handle.removeprefix("@")
    found["handle"] = name.lower() if found.get("platform") in _IGNORES_CAPITALS else name
    return found


def _from_address(text: str) -> dict[str, Value] | None:
    if _ADDRESS.fullmatch(text) is None:
        return None
    address = _split(text)
    if address is None or not address.hostname:
        return None
    host = address.hostname.removeprefix("www.").removeprefix("m.")
    known = _account(_HOSTS.get(host), address.path)
    query = f"?{address.query}" if address.query else ""
    return known or {"url": f"https://{host}{address.path.rstrip('/')}{query}", "site": host}


def _split(text: str) -> SplitResult | None:
    try:
        return urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:
        return None


def _account(platform: str | None, path: str) -> dict[str, Value] | None:
    segments = [part for part in path.split("/") if part and part not in _BEFORE_NAME]
    if platform is None or len(segments) != 1:
        return None
    return {"platform": platform, "handle": segments[0].removeprefix("@").lower()}
