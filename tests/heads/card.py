"""Write the model card of the heads."""

from collections.abc import Sequence

from tests.heads.training import Figure

TOP = """\
# Model card: the heads of the embedded analyzer

Written by `make heads`; do not edit.

**What they are.** Logistic regressions, and a ridge regression for the tone, over the states of all-MiniLM-L6-v2
(sentence-transformers, Apache-2.0, int8) and a few dozen counted features. Names and numbers are hidden before the
model reads a sentence. The tone head reads vectors brought to one length, so that a text unlike those it was taught is
judged by its direction.

**What they were taught.** Only text written for this project, in `tests/heads/data`: pairs of sentences,
most of them one fact told plainly and spun, plain sentences that look tempting, claims, and whole articles. A language
model drafted and labeled them, working from the codebook beside them; nobody labeled them a second time. No sentence,
label or word of any published corpus is in them.

**What they are for.** Finding wording in English news, company posts and notices, as one signal among several.
They know nothing about the world, and their numbers are no verdict on a text or on who wrote it.

**Held out.** One way of writing, annual reports, is kept out of what the heads for wording, types, tactics and words
are taught; only the style head knows it. Articles are measured across folds; what article heads read of a sentence
comes from heads that were taught on the same articles, so their figures flatter.

| head | taught on | measured | figure | cases |
| --- | --- | --- | --- | --- |
"""


def render(figures: Sequence[Figure]) -> str:
    rows = [f"| {one.head} | {one.taught} | {one.measured} | {one.value:.3f} | {one.cases} |" for one in figures]
    return TOP + "\n".join(rows) + "\n"
