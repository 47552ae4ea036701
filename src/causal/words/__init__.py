"""What the engine found, in plain sentences; Dutch and English."""

from causal.words.loops import loop_sentence, loop_set_sentences
from causal.words.naming import label, quoted
from causal.words.routes import path_sentence, path_set_sentences, route_sentences
from causal.words.saying import LANGUAGES, say
from causal.words.verdicts import verdict_sentences

__all__ = [
    "LANGUAGES",
    "label",
    "loop_sentence",
    "loop_set_sentences",
    "path_sentence",
    "path_set_sentences",
    "quoted",
    "route_sentences",
    "say",
    "verdict_sentences",
]
