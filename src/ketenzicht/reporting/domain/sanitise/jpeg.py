"""Takes the metadata out of a JPEG stream without touching its pixels (ITU-T T.81, annex B).

Used for photographs inside documents, which must not lose quality by being encoded again.
"""

_START_OF_SCAN = 0xDA
_END_OF_IMAGE = 0xD9
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
# Application segments 1 (Exif, XMP), 3-13 (vendors, IPTC) and 15, and comments. Kept are 0 (JFIF), 2 (colour
# profile) and 14 (Adobe), without which the colours come out wrong.
_DROPPED = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})


def without_metadata(data: bytes) -> bytes:
    """The same picture without Exif, XMP, IPTC and comments; what cannot be followed stays as it is."""
    if not data.startswith(b"\xff\xd8"):
        return data
    kept, place = [data[:2]], 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker in {_START_OF_SCAN, _END_OF_IMAGE}:
            break
        end = place + 2 if marker in _ALONE else place + 2 + int.from_bytes(data[place + 2 : place + 4])
        if marker not in _DROPPED:
            kept.append(data[place:end])
        place = end
    return b"".join([*kept, data[place:]])
