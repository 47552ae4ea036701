"""Events for whoever runs the product: one line of JSON each, and nothing that anybody typed.

What a library or an error says in words can hold a name, an address or a whole form. So of such words nothing
is written: only what our own code fixes beforehand. Which route, which error, at which lines of code.
"""

import json
import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

OURS: Final = "ketenzicht"
MOST_LINES: Final = 12
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_PACKAGES: Final = ("site-packages", "src", "lib")
_PLAIN: Final = {"format": "{asctime} {levelname} {name} {message}", "style": "{"}


class OneLine(logging.Formatter):
    """A record of the log as one line of JSON without personal data."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        event: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": _event(record),
            "from": f"{record.name}:{record.lineno}",
            "process": record.process,
        }
        event |= _of_a_request(record) | _of_a_job(record)
        if record.exc_info and record.exc_info[1] is not None:
            event |= fault(record.exc_info[1])
        return json.dumps(event)


def fault(error: BaseException) -> dict[str, Any]:
    """Which error it was, what it came from, and where; never what it says."""
    chain = list(_chain(error))
    told: dict[str, Any] = {
        "error": [f"{type(one).__module__}.{type(one).__qualname__}" for one in chain],
        "where": [
            f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)[-MOST_LINES:]
        ],
    }
    for one in chain:
        if state := getattr(one, "sqlstate", None):
            told["sqlstate"] = state
            told["constraint"] = getattr(getattr(one, "diag", None), "constraint_name", None)
    return told


def settings(*, in_lines: bool) -> dict[str, Any]:
    """How a process logs, as logging.config wants it: JSON ``in_lines``, or words for a developer."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"said": {"()": f"{__name__}.OneLine"} if in_lines else _PLAIN},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "said"}},
        # Whoever scans us is answered with 400, 403 or 404 and fills no log. What was asked for stays out
        # too: some addresses open something, such as the one of a mail to choose a password.
        "loggers": {
            "django.security": {"level": "CRITICAL"},
            "django.request": {"level": "ERROR"},
            # What the web server itself has to say, on the same output as the rest.
            "_granian": {"handlers": ["console"], "level": "ERROR", "propagate": False},
            OURS: {"level": "INFO" if in_lines else "WARNING"},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
    }


def catch_what_nobody_caught() -> None:
    """Let faults that would end a process or a thread become events, not words with content in them."""
    # Python itself would print the whole record when writing it fails.
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    log = logging.getLogger(f"{OURS}.process")

    def ended(kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is not None and not isinstance(error, KeyboardInterrupt):
            log.critical("a process ended by a fault", exc_info=error)

    sys.excepthook = ended
    threading.excepthook = lambda args: ended(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: ended(args.exc_type, args.exc_value, args.exc_traceback)


def _event(record: logging.LogRecord) -> str:
    if record.name == "django.request":
        return "request failed"
    if action := getattr(record, "action", None):
        return str(action).replace("_", " ")
    if record.name.split(".", 1)[0] != OURS:
        return "said by a library"
    return _our_words(record)


def _our_words(record: logging.LogRecord) -> str:
    """Our own words are fixed in the code; only numbers are filled in."""
    numbers = record.args if isinstance(record.args, tuple) else ()
    if numbers and all(isinstance(one, int | float) for one in numbers):
        return record.getMessage()
    return str(record.msg)


def _of_a_request(record: logging.LogRecord) -> dict[str, Any]:
    request = getattr(record, "request", None)
    if request is None:
        return {}
    match = getattr(request, "resolver_match", None)
    method = request.method if request.method in METHODS else "other"
    status = getattr(record, "status_code", None)
    return {"route": match.view_name if match else None, "method": method, "status": status}


def _of_a_job(record: logging.LogRecord) -> dict[str, Any]:
    job = getattr(record, "job", None)
    if not isinstance(job, dict):
        return {}
    return {"task": job.get("task_name"), "job": job.get("id"), "attempts": job.get("attempts")}


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__


def _short(path: str) -> str:
    parts = Path(path).parts
    starts = [place + 1 for place, part in enumerate(parts) if part in _PACKAGES]
    return "/".join(parts[starts[-1] if starts else -2 :])
