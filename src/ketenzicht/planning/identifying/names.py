"""Names of people and places, by the library Deduce, in a process of its own that ends when it is done.

Its lists take two seconds and some ninety megabytes, and it sets up logging for a whole process: no
page and no worker has to carry that. It reads the lists it came with and asks nothing of the network.
"""

import json
import subprocess
import sys

_SECONDS = 120
_MODULE = "ketenzicht.planning.identifying.names_process"


class NamesNotFound(Exception):
    """Names could not be looked for; nothing is known about the text."""


def names_in(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where names of people stand, and where names of places. Raises NamesNotFound."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", _MODULE],
            input=json.dumps(text).encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        told = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        # The cause would carry the text along into a log.
        raise NamesNotFound from None
    return [(start, end) for start, end in told["people"]], [(start, end) for start, end in told["places"]]
