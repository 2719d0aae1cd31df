"""The formula: anchors, monotony, band, and the same verdict from the record alone."""

import random

import pytest

from generator import score
from generator import vocabulary as v
from generator.models import Hit, Omission, Signals

OMISSIONS = tuple(Omission(kind=kind, text="x") for kind in list(v.OmissionKind)[:3])


def hit(
    sentence: int, spin_type: str = "hype", weight: int = 2, speaker: str = "author", tactic: str | None = None
) -> Hit:
    start = sentence * 100
    return Hit.model_validate(
        {
            "start": start, "end": start + 10, "type": spin_type, "tactic": tactic,
            "weight": weight, "speaker": speaker, "sentence": sentence,
        }
    )  # fmt: skip


def signals(*hits: Hit, sentences: int = 20, quoted: int = 0, voices: int = 0) -> Signals:
    return Signals(
        words=400, own_words=400, sentences=sentences, quoted_sentences=quoted, lead_end=3, voices=voices, hits=hits
    )


def of(given: Signals, *omissions: Omission, proposal: score.Proposal | None = None) -> score.Verdict:
    return score.verdict(given, tuple(omissions), proposal or score.Proposal())


def test_a_text_without_loaded_wording_is_plain_and_has_no_type() -> None:
    verdict = of(signals(), *OMISSIONS)
    assert (verdict.score, verdict.primary, verdict.tactic) == (0, "none", None)


def test_a_launch_post_full_of_wording_is_marked_and_typed() -> None:
    hits = [hit(0), hit(1), hit(2, weight=3), *(hit(i) for i in range(4, 18))]
    verdict = of(signals(*hits), *OMISSIONS)
    assert verdict.score is not None
    assert 50 <= verdict.score <= 90
    assert verdict.primary == "hype"


def test_the_parts_add_up_to_the_score() -> None:
    verdict = of(signals(hit(0), hit(2), hit(5), hit(9)), *OMISSIONS)
    assert verdict.score == round(sum(part.points for part in verdict.parts))
    assert [part.name for part in verdict.parts] == [part.name for part in score.PARTS]


@pytest.mark.parametrize("found", [1, 2])
def test_a_second_type_needs_wording_twice_like_the_first(found: int) -> None:
    hits = [hit(i, weight=3) for i in range(8)] + [hit(8 + i, "stampede") for i in range(found)]
    proposal = score.Proposal(v.SpinType("hype"), v.SpinType("stampede"))
    verdict = of(signals(*hits), proposal=proposal)
    assert (verdict.primary, verdict.secondary) == ("hype", "stampede" if found == score.SPANS_NEEDED else None)


def test_the_most_points_add_up_to_one_hundred() -> None:
    assert sum(part.most for part in score.PARTS) == 100


@pytest.mark.parametrize("seed", range(30))
def test_taking_a_hit_away_never_raises_the_score(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - cases, not secrets
    hits = [
        hit(draw.randrange(20), draw.choice(["hype", "halo", "other"]), draw.randint(1, 3))
        for _ in range(draw.randrange(1, 15))
    ]
    whole = of(signals(*hits), *OMISSIONS).score
    taken = draw.randrange(len(hits))
    less = of(signals(*hits[:taken], *hits[taken + 1 :]), *OMISSIONS).score
    assert whole is not None
    assert less is not None
    assert less <= whole


@pytest.mark.parametrize("seed", range(10))
def test_a_quoted_critic_never_raises_the_authors_score(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - cases, not secrets
    hits = [hit(draw.randrange(20)) for _ in range(6)]
    alone = of(signals(*hits), *OMISSIONS).score
    critic = hit(21, "other", 3, "quoted")
    heard = of(signals(*hits, critic, sentences=22, quoted=2, voices=1), *OMISSIONS)
    assert alone is not None
    assert heard.score is not None
    assert heard.score <= alone
    assert heard.quoted_score is not None


def test_the_score_lies_in_its_band_and_the_band_is_never_a_point() -> None:
    for count in range(12):
        verdict = of(signals(*(hit(i) for i in range(count))))
        assert verdict.band is not None
        assert verdict.score is not None
        assert verdict.band.low <= verdict.score <= verdict.band.high
        assert verdict.band.high - verdict.band.low >= score.BAND_FLOOR


@pytest.mark.parametrize("count", range(1, 16))
def test_the_same_record_gives_the_same_verdict_again(count: int) -> None:
    types = ("hype", "halo", "hype", "fog", "halo")
    hits = [
        hit(n * 2 % 19, types[n % 5], 1 + n % 3, tactic="moonshot framing" if n == 0 else None) for n in range(count)
    ]
    for proposal in (
        score.Proposal(),
        score.Proposal(v.SpinType.HALO, v.SpinType.HYPE, "public good", v.Level.LOW),
        score.Proposal(v.SpinType.NONE),
    ):
        first = score.verdict(signals(*hits), OMISSIONS, proposal)
        assert score.verdict(signals(*hits), OMISSIONS, score.Proposal.of(first)) == first


def test_one_span_carries_no_type_however_strong_it_is() -> None:
    verdict = of(signals(hit(0, weight=3), hit(1, "halo", 3), hit(2, "fog", 3), hit(3, "other", 3)), *OMISSIONS)
    assert verdict.primary == "none"
    assert verdict.score is not None
    assert verdict.score < v.NONE_BELOW


def test_a_proposal_of_none_keeps_the_score_below_a_type() -> None:
    verdict = of(signals(*(hit(i) for i in range(12))), proposal=score.Proposal(v.SpinType.NONE))
    assert verdict.primary == "none"
    assert verdict.score is not None
    assert verdict.score < v.NONE_BELOW


def test_hostile_wording_alone_never_gives_a_type() -> None:
    verdict = of(signals(*(hit(i, "other", 3) for i in range(15))))
    assert verdict.primary == "none"


def test_a_proposed_type_without_spans_is_not_taken() -> None:
    verdict = of(signals(*(hit(i, weight=3) for i in range(16))), proposal=score.Proposal(v.SpinType.FOG))
    assert verdict.primary == "hype"


def test_a_tactic_of_another_type_is_not_taken() -> None:
    hits = [hit(i, weight=3, tactic="moonshot framing") for i in range(16)]
    verdict = of(signals(*hits), proposal=score.Proposal(v.SpinType.HYPE, None, "public good"))
    assert verdict.tactic == "moonshot framing"


def test_the_explanation_tells_the_counts() -> None:
    verdict = of(signals(hit(0), hit(0), hit(4), voices=1), OMISSIONS[0])
    assert verdict.explanation == (
        "2 of 20 sentences carry loaded wording, title among them; one other voice is heard; "
        "one thing its claims call for is left out."
    )
