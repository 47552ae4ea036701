"""An edit as the changes it makes: each can be undone, done again, and clashes when somebody was first."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass
from typing import Any

from ketenzicht.systems.domain.documents import COLLECTIONS, Json, items

# The collection of what the document says about the model itself: its title, its notes, its scales.
MODEL = "model"
# Not an item either: that the items of a collection stand in another order.
ORDER = "order"


@dataclass(frozen=True)
class Change:
    """What happened to one item. ``before`` None: it is new; ``after`` None: it is gone.

    ``place`` is where an item that comes or goes stands among the others.
    """

    collection: str
    key: str
    before: Any
    after: Any
    place: int | None = None

    @property
    def reverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.collection, self.key, self.after, self.before, self.place)

    def as_json(self) -> Json:
        """The change as it is stored."""
        return asdict(self)


class Clash(Exception):
    """The item is no longer what the change starts from; ``found`` is what it is now."""

    def __init__(self, change: Change, found: Any) -> None:
        super().__init__(f"{change.collection} {change.key}")
        self.change, self.found = change, found


def from_json(stored: Iterable[Json]) -> tuple[Change, ...]:
    """Changes as they were stored."""
    return tuple(Change(**one) for one in stored)


def reverse(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that take all of these back."""
    return tuple(change.reverse for change in changes)


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """What makes ``after`` out of ``before``."""
    plain = [key for key in {**before, **after} if key not in COLLECTIONS]
    found = [Change(MODEL, key, before.get(key), after.get(key)) for key in plain]
    for collection in COLLECTIONS:
        old, new = items(before, collection), items(after, collection)
        places = {key: place for place, key in enumerate(old)} | {key: place for place, key in enumerate(new)}
        for key in {**old, **new}:
            moved = key not in old or key not in new
            place = places[key] if moved else None
            found.append(Change(collection, key, old.get(key), new.get(key), place))
        if [key for key in old if key in new] != [key for key in new if key in old]:
            found.append(Change(ORDER, collection, list(old), list(new)))
    return tuple(change for change in found if change.before != change.after)


def apply(document: Mapping[str, Any], changes: Iterable[Change]) -> Json:
    """The document after these changes. Raises Clash when it is not what they start from."""
    changes = tuple(changes)
    made = deepcopy(dict(document))
    for change in changes:
        found = _found(made, change)
        if found != change.before:
            raise Clash(change, found)
    for change in changes:
        if change.collection == MODEL:
            _set(made, change)
    for collection in COLLECTIONS:
        _change_items(made, collection, [change for change in changes if change.collection == collection])
    for change in changes:
        if change.collection == ORDER:
            places = {key: place for place, key in enumerate(change.after)}
            held = items(made, change.key)
            made[change.key] = [
                held[key] for key in sorted(held, key=lambda key: places.get(key, len(places)))
            ]
    return made


def _found(document: Json, change: Change) -> Any:
    if change.collection == MODEL:
        return document.get(change.key)
    if change.collection == ORDER:
        return change.before  # others may have added something since; that does no harm
    return items(document, change.collection).get(change.key)


def _set(document: Json, change: Change) -> None:
    if change.after is None:
        document.pop(change.key, None)
    else:
        document[change.key] = deepcopy(change.after)


def _change_items(document: Json, collection: str, changes: list[Change]) -> None:
    if not changes:
        return
    becomes = {change.key: change.after for change in changes if change.before is not None}
    kept = [becomes.get(key, one) for key, one in items(document, collection).items()]
    kept = [one for one in kept if one is not None]
    # From the front to the back, so that each place counts those that come before it.
    for change in sorted(changes, key=lambda change: change.place or 0):
        if change.before is None:
            kept.insert(change.place if change.place is not None else len(kept), change.after)
    if kept or collection in ("factors", "relations"):
        document[collection] = deepcopy(kept)
    else:
        document.pop(collection, None)
