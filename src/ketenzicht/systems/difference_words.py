"""What differs between two documents, in lines that name factors as people know them."""

from causal.comparing import Edit, diff
from causal.files import from_json
from ketenzicht.systems import words
from ketenzicht.systems.domain.documents import Json, item


def lines_between(before: Json, after: Json) -> list[str]:
    """One line for each thing that differs, in the language of the page."""
    return [_line(one, before, after) for one in diff(from_json(before), from_json(after)).edits]


def _line(one: Edit, before: Json, after: Json) -> str:
    said = one.line(words.language())
    if one.kind != "relation":
        return said
    # A relation goes by the ids of its ends in a file; here people read their names.
    for document in (after, before):
        if relation := item(document, "relations", one.id):
            return said.replace(one.id, f"“{words.relation_words(document, relation)}”")
    return said
