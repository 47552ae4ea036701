"""Makes the environment in .venv from a lock. Run by path, with nothing but Python's own library.

Every file that is installed must have a hash that stands in the lock; uv, which installs them, too.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
ENVIRONMENT = PROJECT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"


class Failed(Exception):
    """The environment cannot be made; the message says what to do."""


def main(lock: str) -> int:
    """Make the environment of ``lock`` when it is not there, and answer an exit code."""
    try:
        if not is_ready(lock):
            (PROJECT / "build").mkdir(exist_ok=True)
            with open(PROJECT / "build" / "bootstrap.lock", "w", encoding="ascii") as alone:
                fcntl.flock(alone, fcntl.LOCK_EX)
                if not is_ready(lock):
                    make(lock)
    except Failed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n{error.filename or 'The system'}: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


def is_ready(lock: str) -> bool:
    """Whether what stands in ``lock`` is installed, for this place on disk."""
    stamp = ENVIRONMENT / f"{lock}.installed"
    return stamp.exists() and stamp.read_text("utf-8") == _stamp(lock)


def make(lock: str) -> None:
    """Install what stands in ``lock``.

    Raises Failed when it cannot be done.
    """
    began = time.monotonic()
    if not PYTHON.exists() or not (ENVIRONMENT / "pyvenv.cfg").exists():
        _make_environment()
    _install_uv(PROJECT / lock)
    _install(PROJECT / lock)
    _make_importable()
    # The lock for development holds all of the other one.
    for done in {lock, RUNTIME} if lock == DEVELOPMENT else {lock}:
        (ENVIRONMENT / f"{done}.installed").write_text(_stamp(done), "utf-8")
    print(f"  {'Environment (.venv)':<28}{time.monotonic() - began:5.1f} s", flush=True)


def _stamp(lock: str) -> str:
    # An environment that was moved or copied holds wrong paths.
    return f"{hashlib.sha256((PROJECT / lock).read_bytes()).hexdigest()} {ENVIRONMENT}"


def _make_environment() -> None:
    print("Making an environment in .venv; this happens once.", flush=True)
    missing = [name for name in ("venv", "ensurepip") if not _can_import(name)]
    made = not missing and _run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])
    if not made:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Failed(
            f"{sys.executable} cannot make an environment ({' and '.join(missing) or 'venv'} failed). "
            f"Debian, Ubuntu: apt-get install python{version}-venv. Then start again."
        )


def _can_import(name: str) -> bool:
    try:
        import_module(name)
    except ImportError:
        return False
    return True


def _install_uv(lock: Path) -> None:
    """Put uv in the environment with pip, at the version and hash of the lock."""
    if (ENVIRONMENT / "bin" / "uv").exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        pin = Path(folder) / "uv.txt"
        pin.write_text(_pin_of("uv", lock.read_text("utf-8")), "utf-8")
        if not _run([str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(pin)]):
            raise Failed("Packages cannot be downloaded; the lines above say why. Is there a network?")


def _pin_of(name: str, lock: str) -> str:
    lines = lock.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{name}=="))
    last = next(number for number in range(first, len(lines)) if not lines[number].endswith("\\"))
    return "\n".join(lines[first : last + 1]) + "\n"


def _install(lock: Path) -> None:
    wanted = ["--require-hashes", "--quiet", "-r", str(lock)]
    uv = [str(ENVIRONMENT / "bin" / "uv"), "pip", "install", "--compile-bytecode", "--python", str(PYTHON)]
    pip = [str(PYTHON), "-m", "pip", "install"]
    # pip is slower, and knows the mirrors and certificates that somebody may have configured for it.
    if not _run([*uv, *_cache(), *wanted], quiet=True) and not _run([*pip, *wanted]):
        raise Failed("Packages cannot be installed; the lines above say why. Is there a network?")


def _cache() -> list[str]:
    home = Path(os.environ.get("UV_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~"))
    return [] if os.access(home, os.W_OK) else ["--no-cache"]


def _make_importable() -> None:
    found = subprocess.run(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    (Path(found.stdout.strip()) / "ketenzicht.pth").write_text(f"{PROJECT / 'src'}\n", "utf-8")


def _run(command: Sequence[str], *, quiet: bool = False) -> bool:
    environment = {**os.environ, "UV_LINK_MODE": "copy", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, env=environment, stderr=output, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
