"""Words that stand in most statements and tell nothing about what two of them share."""

_WORDS = (
    "aan als bij dan dat deze die dit door een geen het hun iets maar meer met moet naar niet nog ook over"
    " soms steeds tot uit van veel voor vaak wat wel willen wordt worden zijn zich zodat waar waardoor"
)
COMMON_WORDS = frozenset(_WORDS.split())
