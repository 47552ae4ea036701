"""The software bill of materials: what is in the product that somebody else made, in the CycloneDX format."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from causal import __version__

PROJECT: Final = Path(__file__).resolve().parents[3]
LOCK: Final = PROJECT / "requirements.lock"
VENDORED: Final = PROJECT / "src" / "ketenzicht" / "common" / "static" / "vendor" / "MANIFEST.sha256"
_PIN: Final = re.compile(r"^([\w.-]+)==([^\s;\\]+)(?: ; ([^\\\n]+?))?(?: \\)?$")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_FILE: Final = re.compile(r"^([0-9a-f]{64})\s+\*?((.+)-(\d[\w.]*)/\S+)$")


def bill() -> dict[str, Any]:
    """The bill, the same for the same lock and the same files."""
    components = [*_packages(LOCK.read_text("utf-8")), *_files(VENDORED.read_text("utf-8"))]
    names = "\n".join(f"{one['name']} {one['version']}" for one in components)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'ketenzicht {__version__} {names}')}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "ketenzicht",
                "name": "ketenzicht",
                "version": __version__,
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            }
        },
        "components": components,
    }


def _packages(lock: str) -> Iterator[dict[str, Any]]:
    """Each pin, with the digest of every file of it that may be installed."""
    found: dict[str, Any] | None = None
    for line in lock.splitlines():
        if pin := _PIN.match(line):
            if found:
                yield found
            found = _package(*pin.groups())
        elif found and (digest := _HASH.search(line)):
            found["hashes"].append({"alg": "SHA-256", "content": digest[1]})
    if found:
        yield found


def _package(name: str, version: str, marker: str | None) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{version}"
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "hashes": [],
    }
    if marker:
        made["properties"] = [{"name": "ketenzicht:only-where", "value": marker.strip()}]
    return made


def _files(manifest: str) -> Iterator[dict[str, Any]]:
    """What stands in the repository itself, a folder for each library, with its files."""
    libraries: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for line in manifest.splitlines():
        if part := _FILE.match(line):
            file = {
                "type": "file",
                "name": part[2],
                "hashes": [{"alg": "SHA-256", "content": part[1]}],
            }
            libraries.setdefault((part[3], part[4]), []).append(file)
    for (name, version), files in sorted(libraries.items()):
        yield {
            "type": "library",
            "bom-ref": f"vendor/{name}-{version}",
            "name": name,
            "version": version,
            "components": files,
        }
