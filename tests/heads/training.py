"""What each head is taught, on which data, and what it reaches on data it was not taught."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import KFold

from generator import vocabulary as v
from generator.analyze import heads
from generator.analyze.embedded import attribution, occasions, tone, usual
from generator.analyze.heads import Floats, Head, Standard, linear
from tests.heads import data, inputs, train
from tests.heads.inputs import Told, Whole

# A sentence of an article weighs so much more than one of a pair: articles are what the heads will meet.
ARTICLE_WEIGHT = 2.0
# Strengths of regularization, chosen on the style held out and across folds of articles.
SENTENCE_STRENGTH = 0.02
CONTRAST_STRENGTH = 0.05
WORD_STRENGTH = 0.01
ARTICLE_STRENGTH = 0.02
# Words without a mark are nine in ten; one in so many of them teaches as much.
PLAIN_WORDS_KEPT = 3
TONE_PENALTY = 600.0
FIELDS = ("type", "kind", "topic", "intent", "evidence")
LABEL_OF = {"type": "primary"}
FEWEST = 5
# How sure a head is of its answer, for the table of reliability.
BINS = ((0, 0.5, "below .5"), (0.5, 0.8, ".5 to .8"), (0.8, 1.01, "above .8"))


class Figure(NamedTuple):
    """One line of the model card."""

    head: str
    taught: str
    measured: str
    value: float
    cases: int


def everything() -> list[Figure]:
    """Train all heads and write them; return the figures of the model card."""
    rows = list(data.sentences())
    pairs = inputs.sentences(rows)
    articles = list(data.articles())
    wholes = inputs.wholes(articles)
    inside = inputs.inside(articles, wholes)
    trained: dict[str, Head] = {}
    figures: list[Figure] = []
    for teach in (_loaded, _types):
        teach(pairs, inside, trained, figures)
    _words(pairs, articles, wholes, trained, figures)
    _tactics(pairs, trained, figures)
    _styles(pairs, trained, figures)
    _claims(trained, figures)
    _speakers(trained, figures)
    _omission_words(figures)
    # Article heads read what sentence heads say, by the same road as at run time: those have to lie there first.
    write(trained, {})
    standards: dict[str, Standard] = {}
    _articles(wholes, trained, standards, figures)
    write(trained, standards)
    return figures


def write(trained: dict[str, Head], standards: dict[str, Standard]) -> None:
    """Write heads and standards where the analyzer reads them, and forget what was read before."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, standard in sorted(standards.items()):
        arrays[f"{name}.center"] = standard.center
        arrays[f"{name}.factor"] = standard.factor
    for name, one in sorted(trained.items()):
        arrays[f"{name}.matrix"] = one.matrix.astype(np.float16)
        arrays[f"{name}.bias"] = one.bias
        arrays[f"{name}.classes"] = np.array(one.classes)
        arrays[f"{name}.link"] = np.array(one.link.value)
    np.savez_compressed(linear.WEIGHTS, allow_pickle=False, **arrays)
    linear.stored.cache_clear()
    linear.head.cache_clear()
    linear.standard.cache_clear()


def _yes(flags: Iterable[bool]) -> NDArray[np.str_]:
    return np.array(["yes" if flag else "no" for flag in flags])


def _joined(pairs: Told, inside: Told, keep: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.str_], Floats]:
    vectors = np.vstack([pairs.vectors[keep], inside.vectors])
    types = np.concatenate([pairs.types[keep], inside.types])
    weights = np.concatenate([np.ones(keep.sum()), np.full(len(inside.types), ARTICLE_WEIGHT)]).astype(np.float32)
    return vectors, types, weights


def _kept(pairs: Told) -> NDArray[np.bool_]:
    return np.asarray(pairs.styles != data.HELD_OUT_STYLE)


def _loaded(pairs: Told, inside: Told, trained: dict[str, Head], figures: list[Figure]) -> None:
    keep = _kept(pairs)
    vectors, types, weights = _joined(pairs, inside, keep)
    trained["loaded"] = train.fit(vectors, _yes(types != "none"), strength=SENTENCE_STRENGTH, weights=weights)
    # For a sentence that stands alone pairs are the better teachers: its neighbors are not there to tell.
    trained["contrast"] = train.fit(pairs.vectors[keep], _yes(pairs.types[keep] != "none"), strength=CONTRAST_STRENGTH)
    alone = trained["contrast"](pairs.vectors[~keep])[:, 0]
    shares = trained["loaded"](pairs.vectors[~keep])[:, 0]
    truth = pairs.types[~keep] != "none"
    taught = f"{keep.sum()} sentences of pairs, {len(inside.types)} of articles"
    figures.append(
        Figure(
            "loaded sentence", taught, "accuracy, style held out", float(((shares > 0.5) == truth).mean()), len(truth)
        )
    )
    figures.append(
        Figure("contrast", f"{keep.sum()} sentences of pairs", "accuracy, style held out",
               float(((alone > 0.5) == truth).mean()), len(truth))
    )  # fmt: skip
    # Of a pair the plain telling comes first; plain sentences that stand alone have no partner.
    groups = pairs.groups[~keep]
    first = np.flatnonzero(groups[:-1] == groups[1:])
    plain, spun = shares[first], shares[first + 1]
    figures.append(
        Figure(
            "loaded sentence",
            taught,
            "pairs of one fact told apart, style held out",
            float((spun > plain).mean()),
            len(plain),
        )
    )
    found = train.across(
        inside.vectors, _yes(inside.types != "none"), inside.groups,
        lambda x, y: train.fit(x, y, strength=SENTENCE_STRENGTH),
    )[:, 0]  # fmt: skip
    figures.append(
        Figure("loaded sentence", "articles alone", "average precision, articles across folds",
               float(average_precision_score(inside.types != "none", found)), len(found))
    )  # fmt: skip


def _types(pairs: Told, inside: Told, trained: dict[str, Head], figures: list[Figure]) -> None:
    keep = _kept(pairs)
    vectors, types, weights = _joined(pairs, inside, keep)
    spun = types != "none"
    trained["type"] = train.fit(
        vectors[spun], types[spun], strength=SENTENCE_STRENGTH, weights=weights[spun], balanced=True
    )
    test = ~keep & (pairs.types != "none")
    head = trained["type"]
    told = np.array(head.classes)[head(pairs.vectors[test]).argmax(axis=1)]
    figures.append(
        Figure("type", f"{spun.sum()} loaded sentences", "macro F1, style held out",
               float(f1_score(pairs.types[test], told, average="macro")), int(test.sum()))
    )  # fmt: skip


def _tactics(pairs: Told, trained: dict[str, Head], figures: list[Figure]) -> None:
    keep, spun = _kept(pairs), pairs.tactics != ""
    teach, test = keep & spun, ~keep & spun
    trained["tactic"] = train.fit(pairs.vectors[teach], pairs.tactics[teach], strength=SENTENCE_STRENGTH)
    head = trained["tactic"]
    told = np.array(head.classes)[head(pairs.vectors[test]).argmax(axis=1)]
    figures.append(
        Figure("tactic", f"{teach.sum()} loaded sentences", "accuracy among 35, style held out",
               float((told == pairs.tactics[test]).mean()), int(test.sum()))
    )  # fmt: skip


def _words(
    pairs: Told, articles: Sequence[data.Labeled], wholes: Sequence[Whole], trained: dict[str, Head],
    figures: list[Figure],
) -> None:  # fmt: skip
    keep = _kept(pairs)
    written = [(reading, (spans,)) for reading, spans in zip(pairs.readings, pairs.spans, strict=True)]
    taught = [one for one, kept in zip(written, keep, strict=True) if kept]
    for row, whole in zip(articles, wholes, strict=True):
        readings = (one.reading for one in whole.judged)
        taught += zip(readings, inputs.marks(row, whole.document), strict=False)
    vectors, shares = _pieces(taught)
    # A piece that one of two readers marked is half loaded and half not. Of the others one in three teaches as much,
    # at three times its weight.
    plain = np.flatnonzero(shares < 1)
    plain = plain[(shares[plain] > 0) | (np.arange(len(plain)) % PLAIN_WORDS_KEPT == 0)]
    loaded = np.flatnonzero(shares > 0)
    labels = np.repeat(["yes", "no"], [len(loaded), len(plain)])
    weights = np.concatenate([shares[loaded], np.where(shares[plain] > 0, 1 - shares[plain], PLAIN_WORDS_KEPT)]).astype(
        np.float32
    )
    trained["word"] = train.fit(
        vectors[np.concatenate([loaded, plain])], labels, strength=WORD_STRENGTH, weights=weights, states=0
    )
    held, truth = _pieces([one for one, kept in zip(written, keep, strict=True) if not kept])
    found = trained["word"](held)[:, 0]
    figures.append(
        Figure("loaded word", f"{len(shares)} word pieces", "average precision, style held out",
               float(average_precision_score(truth > 0, found)), len(truth))
    )  # fmt: skip


def _pieces(rows: Sequence[tuple[heads.Reading, tuple[inputs.Marks, ...]]]) -> tuple[Floats, Floats]:
    """Return what the word head reads of each piece, and the share of the readers who marked it."""
    vectors, shares = [], []
    for reading, readers in rows:
        for place, piece in zip(reading.places, reading.pieces, strict=True):
            if place is not None:
                vectors.append(piece)
                shares.append(inputs.share(place, readers))
    return np.stack(vectors), np.array(shares, dtype=np.float32)


def _styles(pairs: Told, trained: dict[str, Head], figures: list[Figure]) -> None:
    """Teach ways of writing, the one held out too: this head knows what an annual report sounds like, no other does."""
    names, counts = np.unique(pairs.styles, return_counts=True)
    known = np.isin(pairs.styles, names[counts >= 30])
    trained["style"] = train.fit(pairs.vectors[known], pairs.styles[known], strength=SENTENCE_STRENGTH)
    found = train.across(
        pairs.vectors[known], pairs.styles[known], pairs.groups[known],
        lambda x, y: train.fit(x, y, strength=SENTENCE_STRENGTH),
    )  # fmt: skip
    told = np.array(trained["style"].classes)[found.argmax(axis=1)]
    figures.append(
        Figure("style", f"{known.sum()} sentences", "accuracy, pairs across folds",
               float((told == pairs.styles[known]).mean()), int(known.sum()))
    )  # fmt: skip


def _claims(trained: dict[str, Head], figures: list[Figure]) -> None:
    rows = data.claims()
    readings = heads.read([(row.text, tone.entries(row.text)) for row in rows])
    vectors = np.stack([one.vector for one in readings])
    groups = np.array([str(number) for number in range(len(rows))])
    for name, labels in (
        ("claim", _yes(row.kind != "none" for row in rows)),
        ("claim kind", np.array([row.kind for row in rows])),
        ("evidence cue", np.array([row.evidence for row in rows])),
    ):
        chosen = np.array([name == "claim" or row.kind != "none" for row in rows])
        stored = name.replace(" ", "_")
        trained[stored] = train.fit(vectors[chosen], labels[chosen], strength=SENTENCE_STRENGTH)
        found = train.across(
            vectors[chosen], labels[chosen], groups[chosen], lambda x, y: train.fit(x, y, strength=SENTENCE_STRENGTH)
        )
        if name == "claim":
            value = float(average_precision_score(labels[chosen] == "yes", found[:, 0]))
        else:
            told = np.array(trained[stored].classes)[found.argmax(axis=1)]
            value = float(f1_score(labels[chosen], told, average="macro"))
        measured = "average precision, across folds" if name == "claim" else "macro F1, across folds"
        figures.append(Figure(name, f"{chosen.sum()} sentences", measured, value, int(chosen.sum())))


def _speakers(trained: dict[str, Head], figures: list[Figure]) -> None:
    """Teach paraphrase of others where no mark and no verb of saying shows it."""
    vectors, labels, rules, contexts = [], [], [], data.voices()
    for row in contexts:
        document, sentence = inputs.spoken(row)
        rules.append((sentence.speaker.value, row.speaker))
        if attribution.open_question(sentence):
            vectors.append(attribution.vector(document, tone.judgements(document)[sentence.index]))
            labels.append(row.speaker == "quoted")
    stacked, names = np.stack(vectors), _yes(labels)
    groups = np.array([str(number) for number in range(len(labels))])

    def teach(rows: Floats, told: NDArray[np.str_]) -> Head:
        return train.fit(rows, told, strength=SENTENCE_STRENGTH, states=0)

    trained["speaker"] = teach(stacked, names)
    found = train.across(stacked, names, groups, teach)[:, 0] >= attribution.PARAPHRASE_FROM
    taught, measured = f"{len(labels)} sentences without marks", "accuracy, across folds"
    figures.append(
        Figure("speaker: paraphrase", taught, measured, float((found == np.array(labels)).mean()), len(labels))
    )
    right = float(np.mean([told == label for told, label in rules]))
    figures.append(
        Figure("speaker: marks and verbs alone", "rules, not taught", "accuracy among four", right, len(rules))
    )


def _omission_words(figures: list[Figure]) -> None:
    """Measure the word lists that decide whether a sentence supplies what a claim calls for; no head is taught."""
    rows = data.calls()
    listed = [occasions.comes_near(row.other, usual.counterpart(v.OmissionKind(row.omission))) for row in rows]
    right = float(np.mean([told == row.answered for told, row in zip(listed, rows, strict=True)]))
    figures.append(Figure("omission: words that answer", "rules, not taught", "accuracy", right, len(rows)))


def _articles(
    wholes: tuple[Whole, ...], trained: dict[str, Head], standards: dict[str, Standard], figures: list[Figure]
) -> None:
    vectors = np.stack([tone.vector(whole.document, whole.judged) for whole in wholes])
    groups = np.array([str(number) for number in range(len(wholes))])
    taught = f"{len(wholes)} articles"
    parts = heads.article_parts(tone.own_voice(wholes[0].document, wholes[0].judged))
    widths = {name: len(part) for name, part in parts.items()}
    standards["tone"] = _tone(vectors, widths, wholes, trained, figures)
    for field in FIELDS:
        labels = np.array([whole.labels[LABEL_OF.get(field, field)] for whole in wholes])
        # Too few of a kind teach nothing but their topic.
        known = np.isin(labels, [one for one in np.unique(labels) if (labels == one).sum() >= FEWEST]) & (
            labels != "none" if field == "type" else True
        )

        teach = partial(train.fit, strength=ARTICLE_STRENGTH, states=0, balanced=field == "type")

        trained[f"article_{field}"] = teach(vectors[known], labels[known])
        found = train.across(vectors[known], labels[known], groups[known], teach)
        told = np.array(sorted(set(labels[known])))[found.argmax(axis=1)]
        figures.append(
            Figure(
                f"article {field}",
                taught,
                "accuracy, across folds",
                float((told == labels[known]).mean()),
                int(known.sum()),
            )
        )
        figures += _reliability(f"article {field}", found, told == labels[known])
    for field, label, words in (("omission", "omissions", v.OmissionKind), ("missing", "missing", v.Stakeholder)):
        sets = [frozenset(whole.labels[label].replace(" ", "").split(",")) for whole in wholes]
        names = [word.value for word in words if FEWEST <= sum(word.value in one for one in sets) < len(sets)]
        trained[f"article_{field}"] = train.fit_each(vectors, sets, names, strength=ARTICLE_STRENGTH)


def _reliability(name: str, shares: Floats, right: NDArray[np.bool_]) -> Iterator[Figure]:
    """Yield how often an answer is right where the head gives it little, some, or nearly all of the shares."""
    sure = shares.max(axis=1)
    for low, high, words in BINS:
        chosen = (sure >= low) & (sure < high)
        if chosen.any():
            measured = f"right where the share is {words}, across folds"
            yield Figure(name, "", measured, float(right[chosen].mean()), int(chosen.sum()))


def _tone(
    vectors: Floats,
    widths: dict[str, int],
    wholes: tuple[Whole, ...],
    trained: dict[str, Head],
    figures: list[Figure],
) -> Standard:
    whole = train.standard(vectors, widths)
    scores = np.array([float(one.labels["score"]) for one in wholes], dtype=np.float32)
    trained["article_tone"] = train.fit_number(whole(vectors), scores, "tone", penalty=TONE_PENALTY)
    found = np.zeros(len(scores))
    for teach, test in KFold(train.FOLDS, shuffle=True, random_state=0).split(vectors):
        standard = train.standard(vectors[teach], widths)
        head = train.fit_number(standard(vectors[teach]), scores[teach], "tone", penalty=TONE_PENALTY)
        found[test] = head(standard(vectors[test]))[:, 0]
    taught = f"{len(wholes)} articles"
    rank = float(spearmanr(found, scores).statistic)
    figures.append(Figure("article tone", taught, "rank correlation, across folds", rank, len(scores)))
    error = float(np.abs(found - scores).mean())
    figures.append(Figure("article tone", taught, "mean absolute error in points, across folds", error, len(scores)))
    return whole
