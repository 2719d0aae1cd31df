"""The invented story as models had part in it: what each said, and what became of it."""

from generator import score
from generator import vocabulary as v
from generator.models import Opinion, Story
from generator.origins import Basis, Engine
from tests.stories import make_story, signals

SMALL, LARGE = "openai/gpt-small", "anthropic/claude-large"
NOT_ASKED = "No model is asked for it."
COMES_FROM = {
    **dict.fromkeys(("framing", "summary", "tldr", "counter_frames", "tactic"), Engine.LLM),
    **dict.fromkeys(("primary", "kind", "topic", "loaded_terms", "omissions", "claims", "integrity"), Engine.MIXED),
    **dict.fromkeys(
        ("secondary", "key_stats", "entities", "intent", "mechanics", "beneficiaries", "keywords", "missing_voices"),
        Engine.EMBEDDED,
    ),
}
REASONS = {
    **dict.fromkeys(("key_stats", "entities", "intent"), NOT_ASKED),
    **dict.fromkeys(("beneficiaries", "mechanics"), "What a model wrote did not pass the verifier."),
    "secondary": "No model gave any.",
    "keywords": "Nothing a model quoted stood in the text.",
    "missing_voices": "No model gave any.",
}


def opinions(*told: tuple[str, v.SpinType | None, int]) -> tuple[Opinion, ...]:
    """Return what readers say: name, type, score."""
    return tuple(Opinion(reader=reader, primary=primary, score=points) for reader, primary, points in told)


APART = opinions(("embedded", v.SpinType.CUSHION, 58), (SMALL, v.SpinType.FOG, 22), (LARGE, v.SpinType.CUSHION, 49))
ALIKE = opinions(("embedded", v.SpinType.CUSHION, 58), (SMALL, v.SpinType.CUSHION, 44), (LARGE, v.SpinType.CUSHION, 49))


def make_mixed(said: tuple[Opinion, ...] = APART, story: Story | None = None, **provenance: object) -> Story:
    """Return a story as two models read it beside the embedded analyzer.

    Args:
        said: what each reader says.
        story: the story; the invented one where none is given.
        provenance: what else of its provenance differs.
    """
    story = story or make_story()
    primary = story.verdict.primary
    found_by = (Engine.MIXED, Engine.MIXED, Engine.EMBEDDED, Engine.LLM, Engine.EMBEDDED, Engine.EMBEDDED)
    terms = zip(story.loaded_terms, found_by, strict=True)
    gaps = (
        story.omissions[0].model_copy(update={"found_by": Engine.MIXED}),
        story.omissions[1].model_copy(update={"found_by": Engine.LLM}),
    )
    counted = signals().model_copy(update={"samples": (50, 57, 72)})
    told: dict[str, object] = {
        "analyzer": "ensemble",
        "engine": Engine.MIXED,
        "model": f"{SMALL}, {LARGE}",
        "prompt_digest": f"sha256:{'0' * 64}",
        "runs": 3,
        "fields": COMES_FROM,
        "reasons": REASONS,
        "agreement": {"primary": sum(one.primary is primary for one in said), "kind": 3, "topic": 3, "tactic": 2},
        "opinions": said,
        "cost": 0.0123,
    }
    return story.model_copy(
        update={
            "loaded_terms": tuple(term.model_copy(update={"found_by": by}) for term, by in terms),
            "omissions": gaps,
            "signals": counted,
            "verdict": score.verdict(counted, gaps, score.Proposal.of(story.verdict)),
            "integrity": story.integrity.model_copy(
                update={
                    "basis": Basis.MEASURED,
                    "repetition_risk": v.Risk.MODERATE,
                    "reasons": {
                        **story.integrity.reasons,
                        "repetition_risk": "One of two models that gave a line repeats “adjusted presence”.",
                    },
                }
            ),
            "provenance": story.provenance.model_copy(update=told | provenance),
        }
    )


def make_fallback(reason: str = f"{SMALL}: no answer within 120 s") -> Story:
    """Return the story as it is made where the model that was to be asked gave no answer."""
    story = make_story()
    told = {"analyzer": "llm", "fallback": reason}
    return story.model_copy(update={"provenance": story.provenance.model_copy(update=told)})
