"""As whom PostgreSQL runs. It refuses root, so root becomes somebody else just for it."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ketenzicht.config.postgres.problem import PostgresProblem


@dataclass(frozen=True)
class Identity:
    """The words put before every PostgreSQL command, and who must own its files (None: we do already)."""

    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    def give(self, path: Path) -> None:
        """Let PostgreSQL own ``path``, and everything in it."""
        if self.owner is None:
            return
        for place in (path, *(path.rglob("*") if path.is_dir() else ())):
            if place.lstat().st_uid != self.owner[0]:
                os.chown(place, *self.owner, follow_symlinks=False)


def choose(home: Path, binaries: Path) -> Identity:
    """As whom the programs in ``binaries`` can run on the files in ``home``.

    Raises PostgresProblem when root has nobody to run them as.
    """
    if os.geteuid() != 0:
        return Identity()
    owner = home.stat()
    if owner.st_uid != 0:
        return _another_user(owner.st_uid, owner.st_gid, home, binaries)
    somebody = _unprivileged()
    return _namespace(somebody) or _another_user(somebody.pw_uid, somebody.pw_gid, home, binaries)


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresProblem(
        "PostgreSQL does not run as root and there is no user 'nobody'. Start as another user."
    )


def _namespace(somebody: pwd.struct_passwd) -> Identity | None:
    """Inside a user namespace PostgreSQL sees an ordinary user; outside, the files stay root's."""
    if os.environ.get("KETENZICHT_POSTGRES_ROOT") == "setpriv" or not shutil.which("unshare"):
        return None
    user, group = f"--map-user={somebody.pw_uid}", f"--map-group={somebody.pw_gid}"
    prefix = ("unshare", "--user", user, group, "--")
    works = subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    return Identity(prefix) if works else None


def _another_user(uid: int, gid: int, home: Path, binaries: Path) -> Identity:
    if not shutil.which("setpriv"):
        raise PostgresProblem(
            "PostgreSQL does not run as root here (unshare and setpriv fail). Start as another user."
        )
    prefix = ("setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--")
    for place in (binaries / "postgres", home):
        if subprocess.run([*prefix, "test", "-x", place], capture_output=True, check=False).returncode:
            raise PostgresProblem(
                f"PostgreSQL does not run as root, and user {uid} may not reach {place}. "
                "Start as an ordinary user, or put it where others may read."
            )
    return Identity(prefix, (uid, gid))
