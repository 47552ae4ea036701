"""Which tests there are: those on the published anthology only where it lies beside the repository."""

import os

from ketenzicht.planning.tests.published import ANTHOLOGY

collect_ignore = [] if ANTHOLOGY.exists() or os.environ.get("CI") else ["test_published_anthology.py"]
