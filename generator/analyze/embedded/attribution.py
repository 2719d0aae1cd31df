"""Settle whose voice a sentence is in where neither quotation marks nor a verb of saying tell it.

What goes in: a Document whose speakers follow marks and verbs. What comes out: the same with paraphrase of others found
by the speaker head. Pure but for the heads.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from generator.analyze import heads
from generator.analyze.embedded import tone
from generator.analyze.embedded.document import Document, Sent
from generator.vocabulary import Speaker

# Measured on contexts of our own across folds (model card): at this probability four in five are paraphrase indeed.
PARAPHRASE_FROM: Final = 0.7
_MARKS: Final = frozenset('"“”„«»')


def settle(document: Document) -> Document:
    """Return the document with sentences that tell somebody else's words as quoted.

    Where marks and verbs show nobody else speaking, there is nobody to paraphrase.
    """
    if all(one.speaker is not Speaker.QUOTED for one in document.sentences):
        return document
    sentences = tuple(
        one._replace(speaker=Speaker.QUOTED) if judged is not None and _paraphrase(document, one, judged) else one
        for one, judged in _beside(document)
    )
    return document if sentences == document.sentences else replace(document, sentences=sentences)


def vector(document: Document, judged: heads.Judgement) -> heads.Floats:
    """Return what the speaker head reads: the sentence, and whether the text is an organization's own."""
    return np.concatenate([judged.vector, [float(document.own_side)]]).astype(np.float32)


def open_question(one: Sent) -> bool:
    """Say whether a sentence is in the text's own voice for all that marks and verbs tell, and could be another's."""
    told = one.headline or one.speaker is Speaker.QUOTED or bool(_MARKS & set(one.text))
    return not told and len(one.text.split()) >= tone.LEAST_WORDS


def _paraphrase(document: Document, one: Sent, judged: heads.Judgement) -> bool:
    if not open_question(one):
        return False
    return heads.head("speaker").named(vector(document, judged))["yes"] >= PARAPHRASE_FROM


def _beside(document: Document) -> list[tuple[Sent, heads.Judgement | None]]:
    judged = tone.judgements(document)
    return [(one, judged[one.index] if one.index < len(judged) else None) for one in document.sentences]
