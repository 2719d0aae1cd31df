"""Judge sentences and articles with small heads on the states of a small language model. Reads its weights once.

What goes in: sentences with the loaded entries met in them, and the names to hide. What comes out: judgements. The
heads are linear; what they were taught, and how well they do, stands in the model card beside this module.
"""

from generator.analyze.heads.article import OwnVoice, Whole, article_parts, article_vector
from generator.analyze.heads.features import Entry
from generator.analyze.heads.linear import Floats, Head, Link, Standard, head
from generator.analyze.heads.masking import known, names_in, short_form
from generator.analyze.heads.sentence import TYPES, Judgement, Reading, Word, judge, read

__all__ = [
    "TYPES",
    "Entry",
    "Floats",
    "Head",
    "Judgement",
    "Link",
    "OwnVoice",
    "Reading",
    "Standard",
    "Whole",
    "Word",
    "article_parts",
    "article_vector",
    "head",
    "judge",
    "known",
    "names_in",
    "read",
    "short_form",
]
