"""What a person should look at before anything is merged. Pure."""

from collections import Counter
from collections.abc import Sequence

from generator import vocabulary as v
from generator.models import FeedOutcome, Outcome, Story
from generator.pipeline import again
from generator.pipeline.library import Library, similarity
from generator.story import making

# Two reports are taken to be of one event when their titles share this much and their dates are this near.
SAME_EVENT = 0.6
SAME_EVENT_DAYS = 2
# Reports of one event that far apart, or with different types, contradict each other.
SCORES_APART = 35
# An analyzer that says the same of nearly everything is broken (design, analyzers B 3.3).
SAME_TYPE_SHARE = 0.8
ENOUGH_TO_JUDGE = 20
FEW_SCORES = 3
# More reports than these whose readers lie apart are told in one line.
APART_MOST = 5


def alarms(library: Library, feeds: Sequence[FeedOutcome], entries: Sequence[Outcome]) -> tuple[str, ...]:
    """Return one sentence per thing a person should look at, what concerns the whole night first."""
    written = [entry.story for entry in entries if entry.result.is_report and entry.story]
    made = [library.stories[path] for path in written]
    flags = [(path, flag) for path in written for flag in library.stories[path].review.flags]
    apart = [f"{path}: {flag}" for path, flag in flags if flag.startswith(making.APART)]
    lines = _without_models(made, entries)
    lines += _sameness(made)
    lines += [f"{path}: {flag}" for path, flag in flags if not flag.startswith(making.APART)]
    lines += _copies(library, written)
    lines += _contradictions(library, written)
    lines += [feed.detail for feed in feeds if feed.moved_to]
    lines += apart if len(apart) <= APART_MOST else [_many_apart(apart, made)]
    return tuple(line[:600] for line in lines)


def _without_models(made: list[Story], entries: Sequence[Outcome]) -> list[str]:
    """Say of how many reports no model had part in although one was to be asked, and why."""
    reasons = Counter(one.provenance.fallback for one in made if again.lost(one))
    waiting = [one.detail for one in entries if one.reason == again.WITHOUT]
    reasons.update(waiting)
    if not reasons:
        return []
    reason, _ = reasons.most_common(1)[0]
    told = (
        f"{reasons.total()} of {len(made) + len(waiting)} reports were made or stay without the model that was to read "
        f"along, most of them because of: {reason}. Once that is mended, run --again has it read them"
    )
    return [told]


def _many_apart(apart: list[str], made: list[Story]) -> str:
    """Tell in one line what would bury everything else: it says more of a model than of the texts."""
    read = sum(one.provenance.model is not None for one in made)
    return (
        f"In {len(apart)} of {read} reports that models read, readers lie more than {making.SCORES_APART} "
        f"points apart; each says so where it tells how it was made. The first: {apart[0]}"
    )


def _copies(library: Library, written: list[str]) -> list[str]:
    """Name each new report whose text another publisher has word for word."""
    holders: dict[str, list[str]] = {}
    for path, one in library.stories.items():
        if one.provenance.body_digest:
            holders.setdefault(one.provenance.body_digest, []).append(path)
    new = set(written)
    return [
        f"{' and '.join(sorted(paths))} hold the same text: see who wrote it"
        for paths in holders.values()
        if len(paths) > 1 and new.intersection(paths)
    ]


def _contradictions(library: Library, written: list[str]) -> list[str]:
    """Compare each new report with its neighbors: same event, other publisher."""
    lines = []
    for path in written:
        for other in library.stories:
            # Two new reports are compared once.
            if other in written and other >= path:
                continue
            if problem := _contradiction(library.stories[path], library.stories[other]):
                lines.append(f"{path} and {other} report one event and disagree: {problem}")
    return lines


def _same_event(one: Story, other: Story) -> bool:
    near = abs((one.date - other.date).days) <= SAME_EVENT_DAYS
    return near and similarity(one.original.title, other.original.title) >= SAME_EVENT


def _contradiction(one: Story, other: Story) -> str | None:
    """Say how two reports of one event contradict each other; None for reports of different events."""
    a, b = one.verdict, other.verdict
    if a.score is None or b.score is None or one.publisher.slug == other.publisher.slug or not _same_event(one, other):
        return None
    if abs(a.score - b.score) >= SCORES_APART:
        return f"scores {a.score} and {b.score}"
    if a.primary != b.primary and v.SpinType.NONE not in (a.primary, b.primary):
        return f"types {a.primary} and {b.primary}"
    return None


def _sameness(stories: list[Story]) -> list[str]:
    scored = [one for one in stories if one.verdict.score is not None]
    if len(scored) < ENOUGH_TO_JUDGE:
        return []
    distinct = len({one.verdict.score for one in scored})
    if distinct <= FEW_SCORES:
        return [f"{len(scored)} new reports have {distinct} different scores between them: look at the analyzer"]
    counts = Counter(one.verdict.primary for one in scored)
    spin_type, count = counts.most_common(1)[0]
    if spin_type is not v.SpinType.NONE and count / len(scored) > SAME_TYPE_SHARE:
        return [f"{count} of {len(scored)} new reports have the type {spin_type}: look at the analyzer"]
    return []
