"""Reads text, Word and PDF into numbered lines; what cannot be read is refused with a reason."""

from ketenzicht.planning.documents.reading import LARGEST, Document, Kind, Trouble, Unreadable, read_document

__all__ = ["LARGEST", "Document", "Kind", "Trouble", "Unreadable", "read_document"]
