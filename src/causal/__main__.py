"""``python -m causal …``: the command line of the engine."""

import sys

from causal.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], program="python -m causal"))
