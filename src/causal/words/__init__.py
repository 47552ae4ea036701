"""What the engine found, in plain sentences; Dutch and English."""

from causal.words.loops import gain_words, loop_sentence, loop_set_sentences
from causal.words.naming import label, quoted, unit_words
from causal.words.options import option_words
from causal.words.routes import path_sentence, path_set_sentences, route_sentences
from causal.words.saying import LANGUAGES, listing, say
from causal.words.verdicts import (
    disagreement,
    possible_sentences,
    question,
    rests_sentences,
    structural_sentences,
    verdict_sentences,
)

__all__ = [
    "LANGUAGES",
    "disagreement",
    "gain_words",
    "label",
    "listing",
    "loop_sentence",
    "loop_set_sentences",
    "option_words",
    "path_sentence",
    "path_set_sentences",
    "possible_sentences",
    "question",
    "quoted",
    "rests_sentences",
    "route_sentences",
    "say",
    "structural_sentences",
    "unit_words",
    "verdict_sentences",
]
