"""PostgreSQL's own programs for dumping and restoring."""

import os
import subprocess

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ketenzicht.config.postgres import binaries
from ketenzicht.config.postgres.problem import explain


def run(program: str, *arguments: str, at: str = "") -> None:
    """Run ``program``, on the database of address ``at`` when there is one; its password stays out of sight.

    Raises PostgresProblem with the last that it said when it fails.
    """
    environment = {**os.environ, "LC_ALL": "C"}
    if at:
        where = {name: str(value) for name, value in conninfo_to_dict(at).items() if value is not None}
        environment["PGPASSWORD"] = where.pop("password", "")
        arguments = (*arguments, f"--dbname={make_conninfo(**where)}")
    done = subprocess.run(
        [str(binaries.find() / program), *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise explain(f"{program} failed", done.stdout)
