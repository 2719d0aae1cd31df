"""Say how the framing works, pair wording with fact, and tell the same facts from elsewhere.

What goes in: a Document, the proposed verdict, loaded terms, claims, omissions. What comes out: Mechanics and counter
frames, every sentence of them built on the text's own words; nothing where those do not suffice. Pure.
"""

from typing import Final

from generator.analyze.embedded import anchors, framing, telling, wording
from generator.analyze.embedded.document import Document
from generator.analyze.embedded.tables import table, words
from generator.models import Claim, CounterFrame, LoadedTerm, Mechanics, Omission, SpinVsSubstance
from generator.vocabulary import Goal, OmissionKind, Speaker, SpinType

PAIRS: Final = 3
SUBSTANCE_WORDS: Final = 18
QUESTIONS: Final = 3


def explain(  # noqa: PLR0913, PLR0917 - the framing draws on everything found
    doc: Document,
    primary: SpinType | None,
    tactic: str | None,
    loaded: tuple[LoadedTerm, ...],
    claims: tuple[Claim, ...],
    omissions: tuple[Omission, ...],
) -> tuple[Mechanics, tuple[CounterFrame, ...]]:
    """Return how the framing works and how others would tell it; for plain texts the goal and open questions only."""
    if primary in (None, SpinType.NONE):
        return Mechanics(goal=Goal.INFORM, questions=_questions(claims, 1)), ()
    terms = _terms(loaded, SpinType(primary or "none"))
    shown = wording.best(doc, terms)
    pairs = _pairs(doc, terms, loaded)
    mechanics = Mechanics(
        goal=_goal(primary, tactic),
        believe=_believe(primary, shown),
        harder_to_question=_harder(shown, omissions),
        how=_how(doc, terms, shown),
        spin_vs_substance=pairs,
        questions=_questions(claims, QUESTIONS),
    )
    return mechanics, _counter(primary, shown, pairs, claims, omissions)


def _terms(loaded: tuple[LoadedTerm, ...], primary: SpinType) -> list[LoadedTerm]:
    """Return the verdict's loaded terms in the text's own voice that are short enough to quote, each wording once."""
    seen: dict[str, LoadedTerm] = {}
    for one in loaded:
        if one.speaker is not Speaker.QUOTED and one.type == primary.value and framing.quotable(one):
            seen.setdefault(one.exact.lower(), one)
    # A phrase says more in quotation marks than a lone adjective.
    return sorted(seen.values(), key=lambda one: " " not in one.exact)


def _goal(primary: SpinType | None, tactic: str | None) -> Goal | None:
    word = table("mechanics")["tactic_goals"].get(tactic or "") or table("mechanics")["goals"].get(str(primary))
    return Goal(word) if word else None


def _believe(primary: SpinType | None, shown: tuple[str, ...]) -> str | None:
    if not shown:
        return None
    wording_of = shown[0]
    readings = {
        SpinType.CUSHION: f"That “{wording_of}” is all there is to the bad news.",
        SpinType.SHIELD: f"That “{wording_of}” settles who has to answer for it.",
        SpinType.HYPE: f"That “{wording_of}” states a finding rather than praise.",
        SpinType.HALO: f"That “{wording_of}” is a reason to approve of the rest.",
        SpinType.FOG: f"That “{wording_of}” says who did what, and how much.",
        SpinType.STAMPEDE: f"That “{wording_of}” leaves no choice and no time.",
    }
    return readings.get(SpinType(primary or "none"))


_ASKED: Final = {
    OmissionKind.NO_COMPARISON: "how others do",
    OmissionKind.NO_INDEPENDENT_SOURCE: "who else says so",
    OmissionKind.NO_COST_OR_PRICE: "what it costs",
    OmissionKind.NO_LIMITS_OR_TRADEOFFS: "where it falls short",
    OmissionKind.NO_METHOD: "how that is known",
    OmissionKind.NO_FIGURES: "how much that is",
    OmissionKind.NO_BASELINE: "compared with what",
    OmissionKind.NO_TIMELINE: "by when",
    OmissionKind.NO_AFFECTED_PARTY: "who bears it",
    OmissionKind.NO_COUNTERARGUMENT: "who disagrees",
}


def _harder(shown: tuple[str, ...], omissions: tuple[Omission, ...]) -> str | None:
    """Say which questions a wording leaves little room for: those the text does not come near."""
    questions = [_ASKED[one.kind] for one in omissions if one.kind in _ASKED][:2]
    if not shown or not questions:
        return None
    return f"“{shown[0]}” leaves little room to ask {' or '.join(questions)}."


def _how(doc: Document, terms: list[LoadedTerm], shown: tuple[str, ...]) -> str | None:
    """Quote two wordings, say where they stand and how many sentences carry such wording."""
    if len(shown) < 2:  # noqa: PLR2004 - one term shows no way of working
        return None
    touched = {doc.sentence_at(one.start).index for one in terms}
    front = any(one.start < doc.body_start for one in terms)
    lead = any(doc.sentence_at(one.start).lead for one in terms)
    where = "from the title on" if front else "from the opening on" if lead else "further down"
    count = wording.spelled(len(touched))
    return f"Speaks of “{shown[0]}” and “{shown[1]}” {where}; {count} sentences carry wording of that sort."


def _pairs(doc: Document, terms: list[LoadedTerm], loaded: tuple[LoadedTerm, ...]) -> tuple[SpinVsSubstance, ...]:
    """Pair a loaded wording with what its own sentence states without any."""
    found: list[SpinVsSubstance] = []
    voice = telling.Voice.of(doc, loaded)
    seen: set[int] = set()
    for one in terms:
        sentence = doc.sentence_at(one.start)
        if sentence.index in seen or len(found) == PAIRS:
            continue
        told = voice.soberly(sentence, SUBSTANCE_WORDS, one.exact)
        if told:
            seen.add(sentence.index)
            found.append(SpinVsSubstance(spin=one.exact, substance=told))
        elif one.plainer and " " in one.exact and framing.tells(one.plainer, one.exact):
            seen.add(sentence.index)
            found.append(SpinVsSubstance(spin=one.exact, substance=f"In plainer words: {one.plainer}"))
    return tuple(found)


def _questions(claims: tuple[Claim, ...], most: int) -> tuple[str, ...]:
    """Turn what the claims lack into questions, claim by claim."""
    lacking = [text for one in claims for text in one.missing_evidence[:1] if one.speaker is not Speaker.QUOTED]
    asked = [f"{text}?" for text in lacking if text.startswith(("What ", "How ", "Which "))]
    return tuple(dict.fromkeys(asked))[:most]


def _counter(
    primary: SpinType | None,
    shown: tuple[str, ...],
    pairs: tuple[SpinVsSubstance, ...],
    claims: tuple[Claim, ...],
    omissions: tuple[Omission, ...],
) -> tuple[CounterFrame, ...]:
    """Tell the facts from a critic's place, and from an affected party's where the text has one without a voice."""
    found: list[CounterFrame] = []
    stated = next((one for one in pairs if " " in one.substance and one.substance.endswith(".")), None)
    asked = [_ASKED[one.kind] for one in omissions if one.kind in _ASKED and one.kind is not OmissionKind.NO_FIGURES]
    if stated is not None:
        found.append(
            CounterFrame(teller="critic", text=f"Without “{stated.spin}”, what remains is this: {stated.substance}")
        )
    elif shown and asked:
        text = f"The text finds room for “{shown[0]}”, but not for {' or '.join(asked[:2])}."
        found.append(CounterFrame(teller="critic", text=text))
    affected = next((one for one in omissions if one.kind is OmissionKind.NO_AFFECTED_PARTY), None)
    touched = next(filter(None, (_people(one.exact) for one in claims)), None)
    if affected and touched is not None and primary in (SpinType.CUSHION, SpinType.SHIELD, SpinType.FOG):
        told = f"Those affected would begin with “{touched}” and ask what comes next for them."
        found.append(CounterFrame(teller="affected_party", text=told))
    return tuple(found)


def _people(text: str) -> str | None:
    """Return the counted people or jobs of a claim as they stand in it, or None."""
    cues = anchors.of(text)
    touched = f"{cues.figure} {cues.counted}"
    counts = cues.figure is not None and cues.counted is not None and touched in text
    return touched if counts and str(cues.counted).split()[-1].lower() in words("mechanics", "people") else None
