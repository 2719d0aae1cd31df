"""Story -> the report as HTML for feed readers: every fact of its page, in plain elements, every address whole. Pure.

Readers throw out scripts, styles and classes, so there are none; quotations keep their language and direction. Each
value is escaped as it is put in, by ``Markup.format``.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup

from generator import jsonld
from generator import vocabulary as v
from generator.models import Claim, Judged, Story
from generator.origins import Engine
from generator.pages import words
from generator.pages.syndication import characters
from generator.story import making

NOT_DETERMINED: Final = "not determined"
NONE_FOUND: Final = Markup("<p>None found.</p>")


def html(story: Story, url: str, original: str | None, site: jsonld.Site) -> str:
    """Return the report.

    Args:
        story: the record; not withdrawn.
        url: address of its page.
        original: address of the article, where one can be written.
        site: whose disclosure and license stand below.
    """
    by = making.written(story)
    parts = (
        _opening(story, original),
        *_standing(story),
        _disclosure(story, site),
        _verdict(story, site),
        _section("In short", _list(_each(story.tldr)), by.get("tldr")),
        _section("Loaded terms", _list(_terms(story)) or NONE_FOUND),
        _section("What got left out", _list(_left_out(story)) or NONE_FOUND),
        _section("Claims", _list(_claims(story), "ol") or NONE_FOUND),
        _section("Missing voices", _list(_voices(story)) or NONE_FOUND),
        _section("Integrity and risk", _list(_integrity(story))),
        _section(
            "Who benefits",
            _list(_format("<li>{}: {}</li>", one.name, one.gain) for one in story.beneficiaries),
            by.get("beneficiaries"),
        ),
        _section("How the framing works", _list(_mechanics(story)), by.get("mechanics")),
        _section("Key figures", _list(_format("<li>{}: {}</li>", one.value, one.label) for one in story.key_stats)),
        _section("Source role and intent", _list(_intent(story))),
        _section("The same facts, told by others", _list(_counter_frames(story)), by.get("counter_frames")),
        _section("Text addressed to AI systems", _list(_planted(story))),
        _section("Corrections and replies", _list(_history(story))),
        _closing(url, original, site),
    )
    return characters.allowed("\n".join(part for part in parts if part))


def _format(template: str, *values: object) -> Markup:
    """Return a template of ours with the values escaped."""
    return Markup(template).format(*values)  # noqa: S704 - templates are literals of this module


def _section(title: str, body: Markup, by: str | None = None) -> Markup:
    """Return a section, told who wrote it where that is said; without a body there is none."""
    written = _format("<p>{}.</p>\n", words.sentence(by)) if by else ""
    return _format("<h2>{}</h2>\n{}{}", title, written, body) if body else Markup()


def _list(items: Iterable[Markup], kind: str = "ul") -> Markup:
    found = Markup("\n").join(items)
    return _format("<{0}>\n{1}\n</{0}>", Markup(kind), found) if found else Markup()  # noqa: S704 - ul or ol


def _each(lines: Iterable[str]) -> Iterator[Markup]:
    return (_format("<li>{}</li>", line) for line in lines)


def _quoted(text: str, story: Story, more: str = "") -> Markup:
    language = story.original.language
    marked = _format(' lang="{}"', language) if language else Markup()
    return _format('<q dir="auto"{}>{}{}</q>', marked, text, more)


def _word(word: str | None) -> str:
    return v.label(word) if word else NOT_DETERMINED


def _opening(story: Story, original: str | None) -> Markup:
    source = story.original
    by = ", ".join(dict.fromkeys(one for one in (source.author, source.author_organization) if one))
    facts = (
        f"{story.publisher.name} ({story.publisher.domain}), {v.label(story.publisher.role)}",
        f"by {by}" if by else "",
        f"published {words.day(source.published)}" if source.published else f"publication date {NOT_DETERMINED}",
        f"topic: {_word(story.topic)}",
        f"kind: {_word(story.kind)}",
    )
    link = _format('<a href="{}">Read the original</a>: ', original) if original else Markup()
    return _format("<p>{}{}.</p>", link, "; ".join(filter(None, facts)))


def _standing(story: Story) -> Iterator[Markup]:
    """Yield what a reader must know before the verdict: note, correction, dispute."""
    if story.editor_note:
        yield _format("<p><b>Editor’s note:</b> {}</p>", story.editor_note)
    if story.corrections:
        last = story.corrections[-1]
        yield _format("<p><b>Corrected</b> on {}: {}</p>", words.day(last.date), last.reason)
    if story.dispute:
        yield _format(
            "<p><b>Disputed</b> by the publisher on {}; the reply stands below.</p>", words.day(story.dispute.date)
        )


def _disclosure(story: Story, site: jsonld.Site) -> Markup:
    return _format('<p>{} <a href="{}methodology/">How this works</a></p>', jsonld.disclosure(story), site.url)


def _verdict(story: Story, site: jsonld.Site) -> Markup:
    verdict = story.verdict
    lines = []
    if verdict.score is None or verdict.band is None:
        lines.append(
            _format("<p><b>No score</b>: {}.</p>", (story.status_reason or "the report is limited").rstrip("."))
        )
    else:
        kind = verdict.primary or v.SpinType.NONE
        lines += [
            _format(
                "<p><b>{}</b>{}{}</p>",
                words.sentence(verdict.tactic or v.label(kind)),
                _format(' (<a href="{}spin-types/{}/">{}</a>)', site.url, kind, v.label(kind))
                if verdict.tactic
                else "",
                f"; also {v.label(verdict.secondary)}" if verdict.secondary else "",
            ),
            _format(
                "<p>Spin score <b>{}</b> of 100 ({}), band {} to {}; confidence {}.{}</p>",
                verdict.score,
                v.score_word(verdict.score),
                verdict.band.low,
                verdict.band.high,
                _word(verdict.confidence),
                ""
                if verdict.quoted_score is None
                else f" Words of others, scored apart: {verdict.quoted_score} of 100.",
            ),
        ]
    by = making.written(story)
    lines += [_format("<p>{}</p>", verdict.explanation)] if verdict.explanation else []
    for name, text in (("framing", story.framing), ("summary", story.summary)):
        if text:
            lines.append(_format("<p>{}{}</p>", text, f" ({by[name]})" if name in by else ""))
    return _section("Verdict", Markup("\n").join((*lines, *_opinions(story))))


def _opinions(story: Story) -> Iterator[Markup]:
    """Yield what each reader says, where they disagree."""
    if differ := making.differing(story):
        yield _format("<p>{} {}</p>", differ, making.ALONE)
        yield _list(
            _format("<li>{}: {}, {} of 100</li>", making.reader(one), making.opinion_type(one), one.score)
            for one in story.provenance.opinions
        )


def _terms(story: Story) -> Iterator[Markup]:
    for one in story.loaded_terms:
        plainer = _format("; plainer: {}", one.plainer) if one.plainer else ""
        kind = v.label(one.type) if one.type != v.LoadedType.OTHER else "other wording"
        told = ", ".join((kind, words.VOICES[one.speaker], *([making.MARK] if one.found_by is Engine.LLM else [])))
        yield _format("<li>{} ({}){}</li>", _quoted(one.exact, story), told, plainer)


def _left_out(story: Story) -> Iterator[Markup]:
    for one in story.omissions:
        said = " ".join(filter(None, (one.why, making.left_out(one))))
        yield _format("<li><b>{}</b>: {} {}</li>", words.sentence(v.label(one.kind)), one.text, said)


def _claims(story: Story) -> Iterator[Markup]:
    for one in story.claims:
        yield _format(
            "<li>{} {}{}</li>", _quoted(one.exact, story, " …" if one.full_end else ""), _graded(one), _missing(one)
        )


def _graded(claim: Claim) -> str:
    """Return how far a claim is backed, and what kind of claim it is."""
    kind = f"{v.label(claim.rank)}, {v.label(claim.kind)}, {words.VOICES[claim.speaker]}"
    return f"{words.sentence(v.label(claim.verification))}; {kind}; risk {v.label(claim.risk)}."


def _missing(claim: Claim) -> Markup:
    found = _list(_each(claim.missing_evidence))
    return _format("\n<p>Missing evidence:</p>\n{}", found) if found else Markup()


def _voices(story: Story) -> Iterator[Markup]:
    for one in story.missing_voices:
        name = v.label(one.stakeholder)
        yield _format("<li>{}</li>", words.sentence(f"{name}: {one.name}" if one.name else name))


def _integrity(story: Story) -> Iterator[Markup]:
    integrity = story.integrity
    rows: tuple[tuple[str, Judged], ...] = (
        ("Evidence strength", "evidence_strength"),
        ("Verification", "verification"),
        ("Narrative risk", "narrative_risk"),
        (f"AI repetition risk ({integrity.basis})", "repetition_risk"),
    )
    for name, field in rows:
        reason = integrity.reasons.get(field)
        yield _format(
            "<li>{}: <b>{}</b>{}</li>", name, _word(getattr(integrity, field)), f". {reason}" if reason else ""
        )
    if integrity.likely_ai_summary:
        yield _format("<li>Likely AI summary ({}): <q>{}</q></li>", integrity.basis, integrity.likely_ai_summary)


def _mechanics(story: Story) -> Iterator[Markup]:
    mechanics = story.mechanics
    rows = (
        ("Goal", v.label(mechanics.goal) if mechanics.goal else None),
        ("Easy to believe", mechanics.believe),
        ("Harder to question", mechanics.harder_to_question),
        ("How it works", mechanics.how),
    )
    yield from (_format("<li>{}: {}</li>", name, text) for name, text in rows if text)
    for pair in mechanics.spin_vs_substance:
        yield _format("<li>{}; what the text states: {}</li>", _quoted(pair.spin, story), pair.substance)
    yield from (_format("<li>Question: {}</li>", question) for question in mechanics.questions)


def _intent(story: Story) -> Iterator[Markup]:
    intent = story.intent
    yield _format("<li>Intent: {}; independence: {}.</li>", _word(intent.intent), _word(intent.independence))
    yield from _each([intent.reason] if intent.reason else [])
    yield from (_format("<li>{}</li>", _quoted(span.exact, story)) for span in intent.spans)


def _counter_frames(story: Story) -> Iterator[Markup]:
    return (_format("<li>{}: {}</li>", words.sentence(v.label(one.teller)), one.text) for one in story.counter_frames)


def _planted(story: Story) -> Iterator[Markup]:
    return (_format("<li>{}</li>", _quoted(span.exact, story)) for span in story.planted_instructions)


def _history(story: Story) -> Iterator[Markup]:
    for one in story.corrections:
        yield _format("<li>{}: “{}” became “{}”. {}</li>", words.day(one.date), one.before, one.after, one.reason)
    dispute = story.dispute
    if dispute:
        link = characters.address(dispute.url) if dispute.url else None
        where = _format(' <a href="{}">Where it was published</a>', link) if link else ""
        yield _format("<li>{}: the publisher replies: {}{}</li>", words.day(dispute.date), dispute.reply, where)


def _closing(url: str, original: str | None, site: jsonld.Site) -> Markup:
    links = [("The whole report", url), *([("the original", original)] if original else [])]
    links += [
        ("Markdown", f"{url}index.md"),
        ("JSON", f"{url}record.json"),
        ("report an error", f"{site.url}corrections/"),
    ]
    listed = Markup(" · ").join(_format('<a href="{}">{}</a>', address, name) for name, address in links)
    return _format(
        '<p>{}</p>\n<p>{}: <a href="{}">CC BY 4.0</a>. Quoted words belong to their authors.</p>',
        listed,
        site.name,
        jsonld.LICENSE,
    )
