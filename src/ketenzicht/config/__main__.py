"""``python -m ketenzicht.config …``: what ./run and ./ketenzicht start."""

import sys

from ketenzicht.config.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
