"""./test: all checks and tests of the product, in one run that ends in pytest's own summary.

Lint, types, import contracts, translations, migrations and the deployment check are tests too
(tests/architecture), so the summary counts them.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests import chromium

ROOT = Path(__file__).resolve().parent.parent
# A file stays on one process, with what it has set up; the long ones come first.
SPREAD = ["-n=auto", "--dist=loadfile", "--no-loadscope-reorder"]
PYTEST = [sys.executable, "-m", "pytest", *SPREAD, "--durations=15", "--durations-min=1"]
FAST = ["-m", "not slow and not browser"]


def main(arguments: list[str]) -> int:
    """Run the tests that ``arguments`` ask for and answer pytest's exit code."""
    fast = "--fast" in arguments
    rest = [argument for argument in arguments if argument != "--fast"]
    if not fast:
        began = time.monotonic()
        os.environ["CHROMIUM_PATH"] = chromium.find_or_install() or ""
        print(f"  {'Chromium':<28}{time.monotonic() - began:5.1f} s", flush=True)
    return subprocess.run([*PYTEST, *(FAST if fast else []), *rest], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
