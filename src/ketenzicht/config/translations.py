"""Translations are kept as text (.po) and compiled on the machine that runs them (.mo)."""

from io import BytesIO
from pathlib import Path

from ketenzicht.config.files import replace

PACKAGE = Path(__file__).resolve().parent.parent


def compile_all(package: Path = PACKAGE) -> int:
    """Compile the translations under ``package`` that changed since last time; answers how many."""
    stale = [source for source in package.glob("**/LC_MESSAGES/*.po") if _is_stale(source)]
    for source in stale:
        replace(source.with_suffix(".mo"), _compiled(source))
    return len(stale)


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compiled(source: Path) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
