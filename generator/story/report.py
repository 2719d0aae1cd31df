"""Story -> the readable report in Markdown: body of the story file and Markdown twin of its page. Pure.

Everything from a feed or an article goes through ``escape``; the headings and labels are ours.
"""

import re
from collections.abc import Iterable, Iterator

from generator import vocabulary as v
from generator.models import Claim, Judged, Omission, Story
from generator.origins import Engine
from generator.story import making

# What could open a tag, link, entity or template becomes a character reference; the rest of Markdown gets a backslash.
# Controls are dropped, and marks that turn the order of letters around (UAX 9): an open one would turn the rest of a
# line.
_REFERENCES: dict[int, str | None] = {
    **{ord(character): f"&#{ord(character)};" for character in "<>&[]{}|~!"},
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
}
_SPECIAL = re.compile(r"([\\`*_])")
_LINE_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=:#])")
NOT_DETERMINED = "not determined"
_SOURCES = {Engine.EMBEDDED: "the embedded analyzer", Engine.LLM: "a model", Engine.MIXED: "both"}


def escape(text: object) -> str:
    """Return one line of Markdown that shows the text literally, whatever it holds."""
    line = _SPECIAL.sub(r"\\\1", " ".join(str(text).split()).translate(_REFERENCES))
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)


def report(story: Story) -> str:
    """Return the report as Markdown, the same for the same record."""
    by = making.written(story)
    sections = (
        _head(story, by.get("framing")),
        _verdict(story),
        _section("In short", (f"- {escape(line)}" for line in story.tldr), by.get("tldr")),
        _section("Summary", [escape(story.summary)] if story.summary else [], by.get("summary")),
        _section("Key figures", (f"- {escape(stat.value)}: {escape(stat.label)}" for stat in story.key_stats)),
        _section("Loaded terms", _terms(story)),
        _section("What got left out", map(_omission, story.omissions)),
        _section(
            "Who benefits",
            (f"- {escape(one.name)}: {escape(one.gain)}" for one in story.beneficiaries),
            by.get("beneficiaries"),
        ),
        _section("How the framing works", _mechanics(story), by.get("mechanics")),
        _section("Integrity and risk", _integrity(story)),
        _section("Claims", _claims(story.claims)),
        _section("Source role and intent", _intent(story)),
        _section("Missing voices", _voices(story)),
        _section("Key entities", _entities(story)),
        _section("The same facts, told by others", _counter_frames(story), by.get("counter_frames")),
        _section(
            "Text addressed to AI systems", (f"- “{escape(s.exact)}”" for s in story.planted_instructions), show=False
        ),
        _section("Corrections and replies", _history(story), show=False),
        _section("What made this report", _making(story), show=False),
        _made_by(story),
    )
    return "\n\n".join(part for part in sections if part) + "\n"


def _section(title: str, lines: Iterable[str], by: str | None = None, *, show: bool = True) -> str:
    """Return a section; an empty one says so, or is left out where only its presence would be news.

    Args:
        title: its heading.
        lines: its body.
        by: who wrote it, where that is told.
        show: whether it stands also without a line.
    """
    body = list(lines)
    if not body and not show:
        return ""
    written = f"*{by.capitalize()}.*\n\n" if by and body else ""
    return f"## {title}\n\n{written}" + ("\n".join(body) if body else "None found.")


def _head(story: Story, framed_by: str | None) -> str:
    original, publisher = story.original, story.publisher
    names = [original.author, original.author_organization]
    # An author's line may name the organization already.
    if names[0] and names[1] and names[1] in names[0]:
        names.pop()
    by = ", ".join(escape(one) for one in names if one)
    facts = [
        f"- Publisher: {escape(publisher.name)} ({escape(publisher.domain)}), {v.label(publisher.role)}",
        f"- By: {by}" if by else "",
        f"- Published: {original.published.date().isoformat()}"
        if original.published
        else "- Published: not determined",
        f"- Original: <{original.url}>",
        f"- Kind: {_word(story.kind)}; topic: {_word(story.topic)}"
        + (f"; the feed's category: {escape(original.category)}" if original.category else ""),
        f"- Keywords: {', '.join(escape(word) for word in story.keywords)}" if story.keywords else "",
        f"- Status: {v.label(story.status)}" + (f" ({escape(story.status_reason)})" if story.status_reason else ""),
    ]
    lines = [f"# {escape(original.title)}", "\n".join(filter(None, facts))]
    if story.framing:
        lines.insert(1, f"*{escape(story.framing)}*" + (f" ({framed_by})" if framed_by else ""))
    if story.editor_note:
        lines.append(f"Editor's note: {escape(story.editor_note)}")
    return "\n\n".join(lines)


def _word(word: str | None) -> str:
    return v.label(word) if word else NOT_DETERMINED


def _verdict(story: Story) -> str:
    verdict = story.verdict
    if verdict.score is None or verdict.band is None:
        return f"## Spin verdict\n\nNo score: {escape(story.status_reason or 'the report is limited')}."
    tactic = f", {verdict.tactic}" if verdict.tactic else ""
    also = f"; also {v.label(verdict.secondary)}" if verdict.secondary else ""
    lines = [
        f"**{_word(verdict.primary)}{tactic}{also}**",
        (
            f"Spin score {verdict.score} of 100 ({v.score_word(verdict.score)}), "
            f"band {verdict.band.low} to {verdict.band.high}; confidence {_word(verdict.confidence)}."
        ),
    ]
    if verdict.explanation:
        lines.append(escape(verdict.explanation))
    if verdict.quoted_score is not None:
        lines.append(f"Words of others, scored apart: {verdict.quoted_score} of 100.")
    lines.append(
        "\n".join(
            f"- {escape(part.name)}: {part.points:g} of {part.most:g} ({escape(part.reason)})" for part in verdict.parts
        )
    )
    return "## Spin verdict\n\n" + "\n\n".join((*lines, *_opinions(story)))


def _opinions(story: Story) -> Iterator[str]:
    """Yield what each reader says, where they disagree."""
    if differ := making.differing(story):
        told = story.provenance.opinions
        yield f"{differ} {making.ALONE}"
        yield "\n".join(
            f"- {escape(making.reader(one))}: {making.opinion_type(one)}, {one.score} of 100" for one in told
        )


def _terms(story: Story) -> Iterator[str]:
    for term in story.loaded_terms:
        plainer = f"; plainer: {escape(term.plainer)}" if term.plainer else ""
        mark = f", {making.MARK}" if term.found_by is Engine.LLM else ""
        yield f"- “{escape(term.exact)}” ({v.label(term.type)}, {v.label(term.speaker)}{mark}){plainer}"


def _omission(one: Omission) -> str:
    more = (escape(one.why), making.left_out(one))
    return " ".join(filter(None, (f"- {v.label(one.kind).capitalize()}: {escape(one.text)}", *more)))


def _mechanics(story: Story) -> Iterator[str]:
    mechanics = story.mechanics
    rows = (
        ("Goal", v.label(mechanics.goal) if mechanics.goal else None),
        ("Easy to believe", mechanics.believe),
        ("Harder to question", mechanics.harder_to_question),
        ("How it works", mechanics.how),
    )
    yield from (f"- {name}: {escape(text)}" for name, text in rows if text)
    yield from (
        f"- “{escape(pair.spin)}”; what the text states: {escape(pair.substance)}"
        for pair in mechanics.spin_vs_substance
    )
    yield from (f"- Question: {escape(question)}" for question in mechanics.questions)


def _integrity(story: Story) -> Iterator[str]:
    integrity = story.integrity
    rows: tuple[tuple[str, Judged], ...] = (
        ("Evidence strength", "evidence_strength"),
        ("Verification", "verification"),
        ("Narrative risk", "narrative_risk"),
        (f"AI repetition risk ({integrity.basis})", "repetition_risk"),
    )
    for name, field in rows:
        reason = integrity.reasons.get(field)
        yield f"- {name}: {_word(getattr(integrity, field))}" + (f". {escape(reason)}" if reason else "")
    line = f"“{escape(integrity.likely_ai_summary)}”" if integrity.likely_ai_summary else NOT_DETERMINED
    yield f"- Likely AI summary ({integrity.basis}): {line}"


def _claims(claims: tuple[Claim, ...]) -> Iterator[str]:
    for number, claim in enumerate(claims, start=1):
        more = " …" if claim.full_end else ""
        words = (claim.rank, claim.kind, claim.verification, claim.speaker)
        yield f"{number}. “{escape(claim.exact)}{more}”  "
        yield f"   {', '.join(v.label(word) for word in words)}; risk {claim.risk}"
        yield from (f"    - Missing evidence: {escape(line)}" for line in claim.missing_evidence)


def _intent(story: Story) -> Iterator[str]:
    intent = story.intent
    yield f"- Intent: {_word(intent.intent)}; independence: {_word(intent.independence)}"
    if intent.reason:
        yield f"- {escape(intent.reason)}"
    yield from (f"- “{escape(span.exact)}”" for span in intent.spans)


def _voices(story: Story) -> Iterator[str]:
    for voice in story.missing_voices:
        yield f"- {v.label(voice.stakeholder)}" + (f": {escape(voice.name)}" if voice.name else "")


def _entities(story: Story) -> Iterator[str]:
    for entity in story.entities:
        yield f"- {escape(entity.name)} ({v.label(entity.kind)}, {entity.mentions})"


def _counter_frames(story: Story) -> Iterator[str]:
    for frame in story.counter_frames:
        yield f"- {v.label(frame.teller)}: {escape(frame.text)}"


def _history(story: Story) -> Iterator[str]:
    for one in story.corrections:
        yield f"- {one.date.isoformat()}: “{escape(one.before)}” became “{escape(one.after)}”. {escape(one.reason)}"
    if story.dispute:
        yield f"- {story.dispute.date.isoformat()}: the publisher replies: {escape(story.dispute.reply)}"


def _making(story: Story) -> Iterator[str]:
    """Yield what each part comes from, where a model was asked or was to be."""
    made = story.provenance
    if made.fallback:
        yield f"- No model had part in it: {escape(made.fallback)}"
    for source, group in ((source, group) for source, groups in making.sources(story) for group in groups):
        names = "; ".join(one.name + (f" ({one.readers})" if one.readers else "") for one in group.parts)
        reason = f". {escape(group.reason)}" if group.reason else ""
        yield f"- From {_SOURCES[source]}: {escape(names)}{reason}"
    if agreed := making.agreeing(story):
        yield f"- Readers: {escape(agreed)} {making.ALONE}"
    if read := making.samples(story):
        yield f"- Readings: {read}"
    if made.cost is not None:
        yield f"- Cost of model calls: {making.money(made.cost)}, in the operator's currency"


def _made_by(story: Story) -> str:
    made = story.provenance
    review = story.review
    seen = (
        f"reviewed by {escape(review.reviewer)}"
        if review.state is v.ReviewState.HUMAN_REVIEWED and review.reviewer
        else "not reviewed by a person"
    )
    return (
        "---\n\n"
        f"Automated analysis by the {escape(made.credit)}, "
        f"{made.analyzed.date().isoformat()}, {seen}. "
        "It is about how the text is worded and what it selects, never about truth or motives."
    )
