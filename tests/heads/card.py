"""Write the model card of the heads."""

from collections.abc import Sequence

from tests.heads.training import Figure

TOP = """\
# Model card: the heads of the embedded analyzer

Written by `make heads`; do not edit.

**What they are.** Logistic regressions, and a ridge regression for the tone, over the states of `encoder.onnx` and a
few dozen counted features. That file is all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0) after `make encoder`: its
weights were tuned so that the states of words tell which of them readers marked as loaded, and the vectors of sentences
stayed close to the published ones; then they were rounded to 8 bits, and attention was written in doubles so that every
processor computes the same. Names and numbers are hidden before the model reads a sentence. Up to four sentences of an
article are read together, those with quotations apart. The tone head reads vectors brought to one length, so that a
text unlike those it was taught is judged by its direction.

**What they were taught.** Only text written for this project, in `tests/heads/data`: pairs of sentences,
most of them one fact told plainly and spun, plain sentences that look tempting, claims, and whole articles. A language
model drafted and labeled them, working from the codebook beside them. A second reading marked loaded wording in the
articles; nobody labeled anything else a second time. No sentence, label or word of any published corpus is in them.

**What they are for.** Finding wording in English news, company posts and notices, as one signal among several.
They know nothing about the world, and their numbers are no verdict on a text or on who wrote it.

**Held out.** One way of writing, annual reports, is kept out of what the heads for wording, types, tactics and words
are taught; only the style head knows it. Articles are measured across folds; what article heads read of a sentence
comes from a model and from heads that were taught on the same articles, so all figures across folds of articles
flatter.

| head | taught on | measured | figure | cases |
| --- | --- | --- | --- | --- |
"""


def render(figures: Sequence[Figure]) -> str:
    rows = [f"| {one.head} | {one.taught} | {one.measured} | {one.value:.3f} | {one.cases} |" for one in figures]
    return TOP + "\n".join(rows) + "\n"
