# ruff: noqa: E501 - a pattern keeps its line
"""Cue rules: what word lists cannot show, from the shape of a sentence.

What goes in: one sentence and whether it stands near a bad event. What comes out: cues with offsets within the
sentence. Pure.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.vocabulary import LoadedType

_I = re.IGNORECASE

BAD = re.compile(
    r"\b(?:lay-?offs?|laid off|layoffs|job (?:cuts|losses)|jobs? (?:will |will be |are )?(?:go|cut|lost)|lose their jobs|closures?|closes|redundanc\w+|severance|dismiss(?:ed|al\w*)"
    r"|workforce|headcount|roles? (?:will be |are |were )?(?:eliminated|impacted|affected|removed|cut)|positions? eliminated"
    r"|(?:net )?loss(?:es)?|declin(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)|fell|fall(?:en|s|ing)?|drop(?:ped|s)?|down \d|lower than"
    r"|shortfall|miss(?:ed|es)?|delay(?:ed|s|ing)?|postpone\w*|cancel\w*|clos(?:e|ed|ing|ure|ures) (?:of |our |the |\d+|its |all )"
    r"|shut(?:ting)? ?down|shutter\w*|discontinu\w+|outage|downtime|unavailab\w+|disrupt(?:ed|ion|ions)|breach\w*|leak(?:ed|s)?"
    r"|incident|intrusion|ransomware|unauthori[sz]ed|stolen|exposed|compromised|vulnerab\w+|hack\w*|attack\w*|fail(?:ed|ure|ures|s|ing)?"
    r"|error|errors|mistakes?|fault|faulty|defect\w*|recall(?:ed|s)?|injur\w+|died|deaths?|fire|crash\w*|spill\w*|fine[sd]|penalt\w+"
    r"|lawsuit|sued|investigat\w+|complain\w*|critici[sz]\w+|price (?:increase|rise|change)s?|(?:prices?|fees?|fares?|tariffs?|premiums?) (?:\w+ ){0,6}"
    r"(?:increase|rise|rises|go up|going up|change|changes)|rais(?:e|ing) (?:our |the )?(?:prices?|fees?|fares?)|cut(?:s|ting)? (?:\w+ ){0,2}(?:jobs|staff|routes|services?|benefits)"
    r"|end(?:ing)? (?:of )?(?:support|service)|withdraw\w*|suspend\w*|bankrupt\w*|insolven\w*|deficit|write-?downs?|impairments?|overcharg\w+"
    r"|late|backlog|stranded|sorry|apolog\w+|regret\w*|unfortunately|not (?:be )?renew\w*|no longer (?:be )?(?:offer|support|serve|operate)\w*)\b",
    _I,
)
_DIGIT = re.compile(
    r"\d|\b(?:half|twice|double|doubled|tripled|third|quarter of|percent|two|three|four|five|six|ten)\b", _I
)

OUTSIDE = (
    r"(?:regulators?|regulations?|ministr\w+|government\w*|commission|authorit\w+|lawmakers?|legislat\w+|rules?|tariffs?"
    r"|inflation\w*|interest rates?|econom\w+|macro\w*|market\w*|competitors?|competition|rivals?|suppliers?|vendors?"
    r"|third[- ]part\w+|contractors?|partners?|carriers?|manufacturers?|weather|storms?|winter|pandemic|covid\S*|currenc\w+"
    r"|exchange|criminals?|attackers?|hackers?|thieves|fraudsters?|actors?|users?|customers?|drivers?|operators?|supply"
    r"|shortages?|demand|geopolit\w+|war|conflict|fuel|energy|commodit\w+|freight|banks?|landlords?|unions?|strikes?)"
)
_AFFECTED = (
    r"(?:affected|impacted|disrupted|missed|delayed|compromised|exposed|omitted|miscalculated|overcharged|misstated|lost"
    r"|deleted|overlooked|withheld|misconfigured|discontinued|disclosed|misdirected|mishandled|misplaced|overstated"
    r"|understated|rejected|denied|declined|suspended|cancelled|canceled|interrupted|recorded|reported|identified|made|taken)"
)


class Cue(NamedTuple):
    """One cue: its place within the sentence, what it serves, how severe it is, a plainer wording."""

    start: int
    end: int
    type: LoadedType
    tactic: str
    weight: int
    plainer: str | None


class Rule(NamedTuple):
    """One construction: what it serves, how severe it is, a plainer wording, what its sentence must be."""

    pattern: re.Pattern[str]
    type: LoadedType
    tactic: str
    weight: int
    plainer: str | None
    needs: str = ""


_T = LoadedType
_COMPANY = r"(?:compan(?:y|ies)|business(?:es)?|organi[sz]ations?|enterprises?|teams?|leaders?|firms?|industr(?:y|ies)|brands?|retailers?|carriers?|banks?|hospitals?|schools?|developers?|one|body)"

RULES = (
    Rule(
        re.compile(
            r"\bthe (?:most|least) [\w-]+(?: [\w-]+){0,3} (?:ever|in the world|in history|on earth|on the planet|on the market|in the industry|of all time)\b",
            _I,
        ),
        _T.HYPE,
        "superlative praise",
        3,
        "a notable one",
    ),
    Rule(
        re.compile(
            r"\b(?:best|fastest|biggest|smartest|safest|greatest|finest|strongest|boldest|smallest|cleanest|easiest|richest)(?: [\w-]+){0,3} (?:ever|in the world|in history|on earth|on the planet|on the market|in the industry|of all time|since the \w+)\b",
            _I,
        ),
        _T.HYPE,
        "superlative praise",
        3,
        "a good one",
    ),
    Rule(
        re.compile(
            r"\b(?:the )?world['’]s (?:first|only|most|best|fastest|smartest|safest|greatest|leading)\b(?: [\w-]+)?", _I
        ),
        _T.HYPE,
        "category creation",
        3,
        "a new",
    ),
    Rule(
        re.compile(r"\bimagine (?:a|an|if|what|being|having|never|your|the|every)\b[^.,;!?\n]{0,40}", _I),
        _T.HYPE,
        "moonshot framing",
        2,
        "suppose",
        "start",
    ),
    Rule(
        re.compile(
            r"\b(?:not|isn['’]t|more than)(?: just| merely| simply)? an? (?:product|tool|app|upgrade|device|platform|service|update|car|machine|feature|company|bank|store|phone)\b",
            _I,
        ),
        _T.HYPE,
        "category creation",
        2,
        "also a product",
        "own",
    ),
    Rule(
        re.compile(r"\bfor the (?:very )?first time (?:ever|in history)\b", _I),
        _T.HYPE,
        "breakthrough framing",
        3,
        "for the first time",
    ),
    Rule(
        re.compile(
            r"\bwill (?:soon |one day |forever )(?:be|change|replace|make|transform|let|become|give|free)\b", _I
        ),
        _T.HYPE,
        "moonshot framing",
        1,
        "may",
        "own",
    ),
    Rule(
        re.compile(
            rf"\b(?:every|all|any|no) {_COMPANY} (?:must|will|needs? to|has to|have to|should|can afford|cannot)\b", _I
        ),
        _T.STAMPEDE,
        "inevitability framing",
        3,
        "some may",
    ),
    Rule(
        re.compile(
            r"\b(?:if you (?:are not|aren['’]t|have not|haven['’]t|don['’]t|do not|wait)|those who (?:wait|delay|hesitate|do not|don['’]t|fail to))\b[^.,;!?\n]{0,40}\b(?:behind|late|lose|losing|risk|miss|lost)\b",
            _I,
        ),
        _T.STAMPEDE,
        "FOMO framing",
        3,
        "later users",
    ),
    Rule(
        re.compile(
            r"\b(?:what are you waiting for|will you be (?:ready|left|one of)|can you afford (?:to|not)|are you ready|how long can you|why wait|who will be left)\b[^?\n]{0,60}\?",
            _I,
        ),
        _T.STAMPEDE,
        "FOMO framing",
        3,
        "the offer is open",
    ),
    Rule(
        re.compile(r"\b(?:is|are|has|have) (?:now |already )?(?:everywhere|arrived|taken over|overtaken)\b", _I),
        _T.STAMPEDE,
        "future-is-here framing",
        2,
        "is in use",
        "own",
    ),
    Rule(
        re.compile(
            r"\b(?:most|half|nine in ten|nine out of ten|\d+ of the (?:top|largest|biggest) \d+)[^.,;!?\n]{0,40}\b(?:have )?already\b",
            _I,
        ),
        _T.STAMPEDE,
        "adoption momentum",
        2,
        "some",
        "own",
    ),
    Rule(
        re.compile(
            r"\b(?:everyone|everybody|every (?:child|family|person|patient|student|rider|worker|human|community|citizen)|all (?:children|families|people|of us)|people|families|children|patients) (?:truly |really )?deserves?\b",
            _I,
        ),
        _T.HALO,
        "public good",
        3,
        "people may want",
    ),
    Rule(
        re.compile(
            r"\bwe (?:have )?(?:always |firmly |strongly |truly |deeply |passionately )?believe(?:d)? (?:that )?(?:everyone|every|all|no one|nobody|technology|in a world|access|in doing|people)\b",
            _I,
        ),
        _T.HALO,
        "mission-first framing",
        3,
        "we think",
    ),
    Rule(
        re.compile(
            r"\b(?:because|so that) (?:every|no)(?: \w+)? (?:child|family|person|patient|student|rider|worker|community|neighbou?rhood|one|village)\b",
            _I,
        ),
        _T.HALO,
        "altruistic reframing",
        2,
        "for buyers",
    ),
    Rule(
        re.compile(
            r"\b(?:is|are|was) (?:never|not) (?:just |only |really )?about (?:profits?|money|revenue|margins?|sales|shareholders)\b",
            _I,
        ),
        _T.HALO,
        "altruistic reframing",
        3,
        "is also about sales",
    ),
    Rule(
        re.compile(
            rf"\b(?:because of|due to|caused by|as a result of|a result of|owing to|blamed on|stemm?(?:ed|ing) from|in the face of|in response to|brought on by|thanks to|a consequence of)(?: [\w'’-]+){{0,5}}? {OUTSIDE}\b",
            _I,
        ),
        _T.SHIELD,
        "",
        2,
        "at the same time as events outside",
        "own bad",
    ),
    Rule(
        re.compile(
            rf"\b{OUTSIDE}(?: \w+){{0,3}} (?:forced|forces|left us|leaves us|has left us|have left us|have forced|has forced|compel\w*|oblig\w+|required us|requires us|failed to|did not|let us down|dictat\w+)\b",
            _I,
        ),
        _T.SHIELD,
        "",
        3,
        "we decided, in view of others",
        "own",
    ),
    Rule(
        re.compile(
            r"\b(?:while|although|though|despite|in spite of|even as)\b[^.;\n]{3,90}\b(?:confident|excited|optimistic|proud|stronger|opportunit\w+|well[- ]positioned|encouraged|pleased)\b",
            _I,
        ),
        _T.CUSHION,
        "temporary headwinds",
        2,
        "it went badly",
        "own bad",
    ),
    Rule(
        re.compile(
            rf"\b(?:was|were|has been|have been|had been|being) (?:\w+ly |inadvertently |not )?{_AFFECTED}\b(?! by\b)",
            _I,
        ),
        _T.FOG,
        "passive voice distancing",
        1,
        "someone did it",
        "own bad noagent",
    ),
    Rule(
        re.compile(
            r"\b(?:significantly|substantially|considerably|markedly|meaningfully|noticeably|measurably|materially) (?:\w+(?:er|ed|ing)|more|less|better|worse)\b",
            _I,
        ),
        _T.FOG,
        "undefined metrics",
        2,
        "changed by an amount not given",
        "nofigure",
    ),
)

_SHIELD_TACTICS = (
    (
        re.compile(r"regulat|ministr|government|commission|authorit|lawmaker|legislat|rule|forced by law", _I),
        "regulatory blame shift",
    ),
    (re.compile(r"criminal|attacker|hacker|thie|fraud|actor", _I), "bad-actor framing"),
    (
        re.compile(
            r"supplier|vendor|third|contractor|partner|carrier|manufacturer|user|customer|driver|operator|landlord|bank",
            _I,
        ),
        "third-party blame",
    ),
    (re.compile(r"competitor|competition|rival|market", _I), "market-pressure framing"),
)


def shield_tactic(words: str) -> str:
    """Return the tactic that fits the outside actor named last in a piece of text."""
    found = [(match.end(), tactic) for pattern, tactic in _SHIELD_TACTICS for match in pattern.finditer(words)]
    return max(found)[1] if found else "macroeconomic headwinds"


def find(sentence: str, rules: tuple[Rule, ...] = RULES, *, own: bool, bad: bool) -> Iterator[Cue]:
    """Yield the cues of one sentence.

    Args:
        sentence: its words.
        rules: what to look for.
        own: whether the text speaks for an organization.
        bad: whether the sentence tells of something bad or stands beside one that does.
    """
    for rule in rules:
        if ("own" in rule.needs and not own) or ("bad" in rule.needs and not bad):
            continue
        if "nofigure" in rule.needs and has_figure(sentence):
            continue
        if "noagent" in rule.needs and re.search(r"\b(?:we|our|us|I)\b", sentence, _I):
            continue
        for match in rule.pattern.finditer(sentence):
            if rule.needs == "start" and match.start() > 1:
                continue
            yield Cue(
                match.start(),
                match.end(),
                rule.type,
                rule.tactic or shield_tactic(match[0]),
                rule.weight,
                rule.plainer,
            )


def has_figure(sentence: str) -> bool:
    """Say whether a sentence carries a figure."""
    return _DIGIT.search(sentence) is not None
