"""The closed words of a spin report, in one place. Pure.

What goes in: nothing. What comes out: one enumeration per closed list, and the tables that tie tactics to types.
Every label and definition that a reader sees is written here once; code, schemas, theme and prompts take it from here.
"""

from enum import StrEnum
from typing import NamedTuple


class SpinType(StrEnum):
    """Name a way of steering; ``none`` is a verdict of its own."""

    CUSHION = "cushion"
    SHIELD = "shield"
    HYPE = "hype"
    HALO = "halo"
    FOG = "fog"
    STAMPEDE = "stampede"
    NONE = "none"


class LoadedType(StrEnum):
    """Name what a loaded term serves: one of the six types, or ``other`` (hostile, mocking or colorful wording)."""

    CUSHION = "cushion"
    SHIELD = "shield"
    HYPE = "hype"
    HALO = "halo"
    FOG = "fog"
    STAMPEDE = "stampede"
    OTHER = "other"


class Status(StrEnum):
    """Say what state a report is in."""

    PROCESSED = "processed"
    LIMITED = "limited"
    WITHDRAWN = "withdrawn"


class ReviewState(StrEnum):
    """Say who has looked at a report."""

    MACHINE_CHECKED = "machine_checked"
    HUMAN_REVIEWED = "human_reviewed"


class Role(StrEnum):
    """Name what kind of source a publisher is. An aggregator is never a source."""

    COMPANY_BLOG = "company_blog"
    PROJECT_BLOG = "project_blog"
    NEWS_MEDIA = "news_media"
    WIRE = "wire"
    GOVERNMENT = "government"
    RESEARCH = "research"
    NONPROFIT = "nonprofit"
    FORUM = "forum"
    INDIVIDUAL = "individual"
    PRESS_RELEASE_SERVICE = "press_release_service"


class Topic(StrEnum):
    """Name what a story is about."""

    AI = "ai"
    SOFTWARE = "software"
    HARDWARE = "hardware"
    SECURITY = "security"
    SCIENCE = "science"
    HEALTH = "health"
    BUSINESS = "business"
    FINANCE = "finance"
    POLICY_AND_LAW = "policy_and_law"
    POLITICS_AND_WORLD = "politics_and_world"
    TRANSPORT = "transport"
    ENERGY_AND_CLIMATE = "energy_and_climate"
    CONSUMER = "consumer"
    MEDIA = "media"
    SOCIETY = "society"
    SPORT_AND_CULTURE = "sport_and_culture"
    OTHER = "other"


class Kind(StrEnum):
    """Name the kind of text."""

    ANNOUNCEMENT = "announcement"
    RELEASE_NOTES = "release_notes"
    NEWS_REPORT = "news_report"
    OPINION = "opinion"
    RESEARCH = "research"
    HOW_TO = "how_to"
    CASE_STUDY = "case_study"
    OFFICIAL_NOTICE = "official_notice"
    INTERVIEW = "interview"
    REVIEW = "review"
    FACT_CHECK = "fact_check"
    OTHER = "other"


class Goal(StrEnum):
    """Name what the framing works toward."""

    INFORM = "inform"
    INFLATE_IMPORTANCE = "inflate_importance"
    FRAME_AS_PUBLIC_GOOD = "frame_as_public_good"
    DEFLECT_SCRUTINY = "deflect_scrutiny"
    LEGITIMIZE = "legitimize"
    SOFTEN_BAD_NEWS = "soften_bad_news"
    MANUFACTURE_URGENCY = "manufacture_urgency"
    CREATE_CATEGORY_LEADERSHIP = "create_category_leadership"
    SHIFT_RESPONSIBILITY = "shift_responsibility"


class IntentWord(StrEnum):
    """Name what the text was published for."""

    EDITORIAL_REPORTING = "editorial_reporting"
    PROMOTIONAL_DISTRIBUTION = "promotional_distribution"
    WIRE_REPRINT = "wire_reprint"
    RESEARCH_PUBLICATION = "research_publication"
    PUBLIC_NOTICE = "public_notice"
    ADVOCACY = "advocacy"
    INSTRUCTION = "instruction"
    COMMUNITY_DISCUSSION = "community_discussion"


class Level(StrEnum):
    """Grade independence or confidence."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Strength(StrEnum):
    """Grade the evidence inside a text."""

    WEAK = "weak"
    MEDIUM = "medium"
    STRONG = "strong"


class Risk(StrEnum):
    """Grade a risk."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Verification(StrEnum):
    """Say how far the text itself backs a claim."""

    SUPPORTED = "supported_in_source"
    PARTLY_SUPPORTED = "partly_supported_in_source"
    UNVERIFIED = "unverified_in_source"
    ATTRIBUTED = "attributed"
    CONTRADICTED = "contradicted_in_source"


class ClaimKind(StrEnum):
    """Name what a claim is about."""

    TECHNICAL = "technical"
    PERFORMANCE = "performance"
    SCIENTIFIC = "scientific"
    BUSINESS = "business"
    FINANCIAL = "financial"
    LEGAL_OR_POLICY = "legal_or_policy"
    SOCIAL = "social"
    FORECAST = "forecast"
    OTHER = "other"


class Rank(StrEnum):
    """Order claims; a report has at most one primary claim."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    SUPPORTING = "supporting"


class Speaker(StrEnum):
    """Say whose voice a span is in."""

    AUTHOR = "author"
    HEADLINE = "headline"
    PUBLISHER = "publisher"
    QUOTED = "quoted"


class OmissionKind(StrEnum):
    """Name what a text leaves out although its own claims call for it."""

    NO_COMPARISON = "no_comparison"
    NO_INDEPENDENT_SOURCE = "no_independent_source"
    NO_COST_OR_PRICE = "no_cost_or_price"
    NO_LIMITS_OR_TRADEOFFS = "no_limits_or_tradeoffs"
    NO_METHOD = "no_method"
    NO_FIGURES = "no_figures"
    NO_BASELINE = "no_baseline"
    NO_TIMELINE = "no_timeline"
    NO_AFFECTED_PARTY = "no_affected_party"
    NO_COUNTERARGUMENT = "no_counterargument"
    NO_INTEREST_DISCLOSED = "no_interest_disclosed"
    NO_FAILURE_HISTORY = "no_failure_history"


class Stakeholder(StrEnum):
    """Name a group whose voice may be missing."""

    USERS_OR_CUSTOMERS = "users_or_customers"
    WORKERS = "workers"
    COMPETITORS = "competitors"
    INDEPENDENT_EXPERTS = "independent_experts"
    CRITICS = "critics"
    REGULATORS = "regulators"
    AFFECTED_COMMUNITY = "affected_community"
    RESEARCHERS = "researchers"
    INVESTORS = "investors"
    MAINTAINERS_OR_DEVELOPERS = "maintainers_or_developers"
    SUPPLIERS_OR_PARTNERS = "suppliers_or_partners"
    GOVERNMENT = "government"
    OPPOSING_PARTY = "opposing_party"
    PATIENTS_OR_PUBLIC = "patients_or_public"


class EntityKind(StrEnum):
    """Name what an entity is."""

    ORGANIZATION = "organization"
    PERSON = "person"
    PRODUCT = "product"
    PLACE = "place"
    LAW = "law"
    WORK = "work"


class Reason(StrEnum):
    """Name why the gate refused an entry."""

    EMPTY = "empty"
    HEADLINE_ONLY = "headline_only"
    PAYWALL_OR_CONSENT = "paywall_or_consent"
    NOT_A_STORY = "not_a_story"
    STALE = "stale"
    DUPLICATE = "duplicate"
    UNRESOLVED_AGGREGATOR = "unresolved_aggregator"
    UNKNOWN_PUBLISHER = "unknown_publisher"
    LANGUAGE = "language"
    ROBOTS_DENIED = "robots_denied"
    NOINDEX = "noindex"


class TypeInfo(NamedTuple):
    """Hold what readers are told about one spin type."""

    label: str
    gist: str
    definition: str
    tactics: tuple[str, ...]
    extensions: tuple[str, ...]


TYPES: dict[SpinType, TypeInfo] = {
    SpinType.CUSHION: TypeInfo(
        "The Cushion",
        "softens bad news",
        "A loss, cut, delay or failure is renamed, shrunk or wrapped in talk of transition, so that it lands softly. "
        "The facts may all be there; the words around them take the weight out.",
        ("job-loss softening", "restructuring framing", "efficiency framing", "strategic reset", "temporary headwinds"),
        ("harm minimizing",),
    ),
    SpinType.SHIELD: TypeInfo(
        "The Shield",
        "moves the blame elsewhere",
        "Responsibility travels from the side that speaks to regulators, markets, suppliers, users or attackers. "
        "The subject of the story only reacts, and only for good reasons.",
        (
            "regulatory blame shift",
            "macroeconomic headwinds",
            "safety framing",
            "bad-actor framing",
            "market-pressure framing",
        ),
        ("third-party blame",),
    ),
    SpinType.HYPE: TypeInfo(
        "The Hype",
        "enlarges the upside",
        "Promise, greatness and novelty are turned up while cost, limits, doubt and dates are turned down. "
        "What might come is told as if it were here.",
        (
            "innovation framing",
            "democratization",
            "breakthrough framing",
            "category creation",
            "moonshot framing",
        ),
        ("superlative praise", "performance framing"),
    ),
    SpinType.HALO: TypeInfo(
        "The Halo",
        "borrows virtue",
        "The subject is placed next to something good: safety, access, inclusion, planet, mission. "
        "Whoever doubts the product then seems to doubt the virtue.",
        (
            "altruistic reframing",
            "public good",
            "responsible AI framing",
            "inclusion framing",
            "mission-first framing",
        ),
        (),
    ),
    SpinType.FOG: TypeInfo(
        "The Fog",
        "hides who, what and how much",
        "Jargon, passives and unmeasured words stand where a name, a cause or a number should be. "
        "After reading, it is hard to say who decided what, what failed, or what it costs.",
        (
            "strategic ambiguity",
            "jargon saturation",
            "passive voice distancing",
            "accountability blur",
            "undefined metrics",
        ),
        (),
    ),
    SpinType.STAMPEDE: TypeInfo(
        "The Stampede",
        "makes it look inevitable",
        "It is already happening, everyone is doing it, and waiting is dangerous. Urgency takes the place of a reason.",
        (
            "arms-race framing",
            "inevitability framing",
            "FOMO framing",
            "adoption momentum",
            "future-is-here framing",
        ),
        ("alarm framing",),
    ),
}

TACTIC_TYPE: dict[str, SpinType] = {
    tactic: spin_type for spin_type, info in TYPES.items() for tactic in (*info.tactics, *info.extensions)
}

NONE_LABEL = "No material spin"
NONE_GIST = "told plainly"

# `none` ends below 25. A record may carry a type from 20 on; the formula gives one only from `score.TYPE_SUM` on.
NONE_BELOW = 25
TYPE_FROM = 20
SCORE_BANDS: tuple[tuple[int, str], ...] = (
    (0, "plain"),
    (10, "slight"),
    (25, "noticeable"),
    (50, "marked"),
    (75, "heavy"),
)

# Words whose label is not the key with its underscores turned into spaces.
LABELS: dict[str, str] = {
    "ai": "AI",
    "how_to": "how-to",
    "policy_and_law": "policy and law",
    "legal_or_policy": "legal or policy",
    "limits": "limits",
    "likely_ai_summary": "likely AI summary",
    "tldr": "in short",
    # Where something comes from (``origins``).
    "embedded": "embedded analyzer",
    "llm": "a model",
    "mixed": "both",
}


def label(word: str) -> str:
    """Return the reader's form of a closed word: the spin type's name, or the key with spaces."""
    if word == SpinType.NONE:
        return NONE_LABEL
    if word in set(TYPES):
        return TYPES[SpinType(word)].label
    return LABELS.get(word, word.replace("_", " "))


def score_word(score: int) -> str:
    """Return the word of the anchor range a score of 0-100 falls into."""
    return next(word for edge, word in reversed(SCORE_BANDS) if score >= edge)


def anchor(words: str) -> str:
    """Return the fragment id of a tactic or another name of ours: lower case, hyphens for everything else."""
    return "-".join("".join(one if one.isalnum() else " " for one in words.lower()).split())
