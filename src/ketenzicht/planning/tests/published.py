"""Where the published anthology lies; it is no part of the repository."""

from pathlib import Path

ANTHOLOGY = Path(__file__).resolve().parents[5] / "shared" / "seeds" / "000_d9b935a01655d584.txt"
