"""Nobody else learns who visits: no page loads or sends anything outside the installation."""

import re
from pathlib import Path

TEMPLATES = sorted((Path(__file__).resolve().parents[2] / "src" / "ketenzicht").rglob("templates/**/*.html"))
LOADS = re.compile(r"<(?:script|img|link|iframe|source|video|audio|form|use|object)\b[^>]*", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|srcset|href|action|data)=["'](?:[a-z]+:)?//""", re.IGNORECASE)


def test_no_page_names_another_place_to_load_from_or_send_to() -> None:
    assert len(TEMPLATES) > 50
    for path in TEMPLATES:
        for tag in LOADS.findall(path.read_text("utf-8")):
            assert not ELSEWHERE.search(tag), f"{path}: {tag}"
