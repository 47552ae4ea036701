"""A process of its own that works an analysis out: it can be stopped at any moment, and knows no database.

Reads the question as JSON from standard input, writes one line of JSON for each piece that is done.
"""

import json
import logging.config
import os
import sys
import threading
import time
from typing import Any

from ketenzicht.common import logs
from ketenzicht.systems.domain.analyses import Analysis, Asked, pieces, work_out


def main() -> int:
    """Work out what is not done yet; answers 1 with a line that says why when the question is wrong."""
    threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
    told: dict[str, Any] = json.load(sys.stdin)
    asked = Asked(Analysis(told["kind"]), told["document"], told["parameters"], told["seed"])
    try:
        for name in pieces(asked):
            if name not in told["done"]:
                _say({"piece": name, "result": work_out(asked, name)})
    except (KeyError, ValueError) as wrong:
        _say({"wrong": f"{type(wrong).__name__}: {wrong}"[:400]})
        return 1
    return 0


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _follow(parent: int) -> None:
    """End with the worker, however that ended."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    if os.environ.get("KETENZICHT_MODE", "production") == "production":
        logging.config.dictConfig(logs.settings(in_lines=True))
        logs.catch_what_nobody_caught()
    sys.exit(main())
