"""A pytest plugin, loaded before settings: tests never see the environment of a real installation."""

import os

for _name in [name for name in os.environ if name.startswith(("KETENZICHT_", "DATABASE_"))]:
    del os.environ[_name]
os.environ["KETENZICHT_MODE"] = "test"
# The processes of one run must see sets in the same order, or they do not collect the same tests.
os.environ.setdefault("PYTHONHASHSEED", "0")
