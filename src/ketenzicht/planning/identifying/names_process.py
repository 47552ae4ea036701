"""A process of its own that finds names: a text as JSON comes in, places as JSON go out.

Only the lists of names, places and common words are read. The lists of all streets and all care
institutions would take a gigabyte; streets have a rule and organisations come from the product.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_NEEDED = frozenset({"placename", "street_pattern", "housenumber"})
_LEFT_EMPTY = ("institutions/", "locations/lst_street")


def main() -> None:
    """Answer one question."""
    text = json.load(sys.stdin)
    # A name does not go on in the next line, though the library joins what stands that near.
    found = [
        (one.tag, start, end)
        for one in _reader().deidentify(text).annotations
        for start, end in _lines(text, int(one.start_char), int(one.end_char))
    ]
    print(json.dumps({"people": _tagged(found, "persoon"), "places": _tagged(found, "locatie")}))


def _tagged(found: list[tuple[str, int, int]], tag: str) -> list[tuple[int, int]]:
    return sorted((start, end) for own, start, end in found if own == tag)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n]+", text[start:end]):
        yield start + line.start(), start + line.end()


def _reader() -> Any:
    """The library with the lists it needs; what it makes of them is thrown away with the folder."""
    import logging

    # The library asks for every message of every library on standard output; a second asking does nothing.
    logging.basicConfig(stream=sys.stderr, level=logging.CRITICAL)
    import deduce
    from deduce.data.lookup.src import all_lists

    own = Path(deduce.__file__).parent
    config = json.loads((own / "base_config.json").read_text("utf-8"))
    config["annotators"] = {
        name: told for name, told in config["annotators"].items() if _is_needed(name, told)
    }
    with TemporaryDirectory() as folder:
        for name in all_lists:
            _lay_out(own / "data" / "lookup" / "src" / name, Path(folder) / "src" / name, name)
        return deduce.Deduce(
            load_base_config=False, config=config, lookup_data_path=folder, cache_path=folder
        )


def _is_needed(name: str, told: dict[str, Any]) -> bool:
    # Without a patient there is no name of one.
    return name in _NEEDED or (told["group"] == "names" and name != "patient_name")


def _lay_out(source: Path, target: Path, name: str) -> None:
    if not name.startswith(_LEFT_EMPTY):
        shutil.copytree(source, target)
        return
    target.mkdir(parents=True)
    (target / "items.txt").write_text("", "utf-8")


if __name__ == "__main__":
    main()
