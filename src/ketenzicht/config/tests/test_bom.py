"""The bill of materials says what the lock says."""

import re

from ketenzicht.config.bom import LOCK, VENDORED, bill


def test_it_names_every_package_and_every_file_with_its_digests():
    made = bill()
    components = made["components"]
    lock = LOCK.read_text("utf-8")
    pins = set(re.findall(r"^(\S+)==(\S+)", lock, re.MULTILINE))
    packages = [one for one in components if "purl" in one]
    files = [file for one in components for file in one.get("components", [])]

    assert {(one["name"], one["version"]) for one in packages} == pins
    assert sum(len(one["hashes"]) for one in packages) == lock.count("--hash=sha256:")
    assert len(files) == len(VENDORED.read_text("utf-8").split()) // 2
    references = [one["bom-ref"] for one in components]
    assert len(references) == len(set(references))
    assert made["bomFormat"] == "CycloneDX"
    assert bill() == made
