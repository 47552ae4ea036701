"""``python -m ketenzicht.config …``: what ./run and ./ketenzicht start."""

import sys
from collections.abc import Sequence


def _run(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["causal"]:  # needs neither Django nor a database, and answers at once
        from causal.cli import main as causal

        return causal(arguments[1:])
    from ketenzicht.config.cli import main

    return main(arguments)


if __name__ == "__main__":
    sys.exit(_run(sys.argv[1:]))
