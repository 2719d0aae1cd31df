# ruff: noqa: E501 - a pattern keeps its line
"""Say what kind of text this is, what it is about, and what it was published for.

What goes in: a Document. What comes out: kind, topic, keywords, and an Intent with the spans that show it. Pure.
"""

import re
from collections import Counter
from functools import cache

from generator.analyze.embedded import grammar, lexicon, tone
from generator.analyze.embedded.document import Document
from generator.analyze.embedded.tables import words
from generator.models import Intent, Span
from generator.vocabulary import IntentWord, Kind, Level, Role, SpinType, Topic

MOST_KEYWORDS = 8
LEAST_KEYWORDS = 2
MOST_SPANS = 4
TITLE_FACTOR = 3
TOPIC_LEAST = 3.0
HINT_SHARE = 0.25
_SHORT = 4
_NAME_WORDS = 3
# Longer runs of letters are no words but somebody's test of our patience.
_MOST_LETTERS = 60

_I = re.IGNORECASE
_VERSION_TITLE = re.compile(r"\b(?:v?\d+\.\d+(?:\.\d+)*(?:[-.]?(?:rc|beta|alpha)\.?\d*)?)\b", _I)
_RELEASE = re.compile(r"\b(?:release(?:d|s)?|changelog|what['’]s new|release notes|announcing)\b", _I)
_CHANGES = re.compile(r"\b(?:stabili[sz]ed|deprecat\w+|bug ?fix\w*|changelog|commits?|semver|breaking changes?)\b", _I)
_HOW_TO = re.compile(
    r"^(?:how (?:to|do)|a guide to|guide to|getting started|tutorial|tips|\d+ (?:ways|tips|steps))\b|\b(?:tutorial|step[- ]by[- ]step|walkthrough|how to)\b",
    _I,
)
_IMPERATIVE = re.compile(
    r"^(?:\d+\.\s+)?(?:run|install|open|click|add|create|use|set|make sure|choose|select|copy|download|go to|type|place|mix|heat|press|check|enter|turn|put)\b",
    _I,
)
_NOTICE = re.compile(
    r"\b(?:notice of|public notice|notice to|data (?:security )?(?:incident|breach)|advisory|post-?mortem|incident report|service (?:disruption|event|interruption)|root cause|outage|recall notice|notice is hereby|notification|cve-\d|summary of the|scheduled maintenance|security (?:update|release|bulletin|incident)s?|office hours|timetable)\b",
    _I,
)
_INTERVIEW = re.compile(r"\b(?:interview(?:ed)?|q&a|in conversation|we (?:spoke|talked|sat down) (?:with|to))\b", _I)
_QUESTION_LINE = re.compile(r"(?m)^(?:Q[:.]|[^\n]{8,160}\?$)")
_LABEL_LINE = re.compile(r"(?m)^[A-Z][\w .’'-]{1,30}:\s")
_REVIEW = re.compile(
    r"\b(?:review|hands[- ]on|verdict|out of (?:five|ten|5|10) stars?|\d(?:\.\d)?/10|\bstars\b|we tested|rating)\b", _I
)
_OPINION = re.compile(
    r"\b(?:opinion|op-ed|editorial|commentary|column(?:ist)?|open letter|why (?:i|we)|in defense of|the case (?:for|against)|i (?:think|believe|argue|feel|suspect|have come to|remember))\b",
    _I,
)
# A title that names its own kind is believed.
_LABELLED = re.compile(r"(?:fact[- ]check|review|opinion|op-ed|editorial|interview|case study)\b\s*[:|–—-]", _I)
_OPINION_PATH = re.compile(r"/(?:opinions?|op-eds?|editorials?|columns?|columnists?|commentary)(?:/|$)", _I)
_FACT_CHECK = re.compile(r"\b(?:fact[- ]check\w*|we rate this|pants on fire|false claim)\b", _I)
_CASE_STUDY = re.compile(r"\b(?:case study|customer story|success story|how \w+ (?:uses|cut|saved|built|scaled))\b", _I)
_RESEARCH = re.compile(
    r"\b(?:abstract|we propose|our method|our results show|et al|dataset|participants|p ?< ?0|arxiv|methodology|hypothesis|baseline|ablation|sample of|preprint)\b",
    _I,
)
_WIRE = re.compile(
    r"\((?:AP|Reuters|AFP|UPI|PA|ANI|PTI|IANS|Xinhua|dpa)\)|\b(?:Associated Press|Agence France-Presse|contributed to this report|Reuters)\b"
)
_ADVOCACY = re.compile(
    r"\b(?:we (?:call on|urge|demand|stand with|condemn|oppose|must)|sign (?:the|our) (?:petition|letter)|open letter|join us in|take action|donate|boycott|petition|we the undersigned|we reject)\b",
    _I,
)
_CALL = re.compile(
    r"\b(?:sign up(?: (?:now|today|for|here))?|contact us|contact (?:our|the) \w+(?: team)?|get in touch(?: with)?|we(?: would|['’]d) (?:love|like) to hear (?:from|about)|book a (?:demo|call|meeting)|request a (?:demo|quote)|start (?:your|a) free trial|free trial|try it (?:now|today|out|free|yourself)|get started(?: (?:now|today|with))?|learn more (?:at|about|here)|download (?:it )?(?:now|today|here)|order (?:now|today|yours)|pre-?order (?:now|today|yours)|buy (?:now|yours|tickets)|register (?:now|today|here|for)|subscribe (?:now|today|to)|join (?:us|our|the waitlist|the beta)|apply (?:now|today|here)|talk to (?:us|our (?:team|experts|sales))|reach out to us|visit (?:us|our)|give it a try|check (?:it )?out (?:our|the)|shop now|come and see|come join|we(?:['’]re| are) hiring)\b",
    _I,
)
_READER = re.compile(r"\b(?:you|your|please|us|our|we)\b", _I)
_INTENT_OF_KIND = {
    Kind.HOW_TO: IntentWord.INSTRUCTION,
    Kind.OFFICIAL_NOTICE: IntentWord.PUBLIC_NOTICE,
    Kind.RESEARCH: IntentWord.RESEARCH_PUBLICATION,
}
_TELLING = frozenset({SpinType.CUSHION, SpinType.SHIELD, SpinType.FOG})
_NOTICE_ROLES = frozenset({Role.NONPROFIT, Role.GOVERNMENT})
_RESULTS = re.compile(r"\b(?:quarter|fiscal|earnings|guidance|shareholders|year[- ]over[- ]year)\b", _I)
_RESULTS_LEAST = 3
_PLAIN_ROLES = frozenset({Role.NEWS_MEDIA, Role.WIRE})
_WORD = re.compile(r"[A-Za-z][\w’'+#-]*")
_NAME = re.compile(r"\b[A-Z][\w’'&-]+(?:[ -][A-Z0-9][\w’'&.-]*\b){0,2}")


def kind(document: Document) -> Kind:
    """Return the kind of text, by title, shape, who publishes, and how it sounds."""
    ruled = ruled_kind(document)
    return ruled if _LABELLED.match(document.title) else Kind(tone.weighed(document, "kind", ruled))


def ruled_kind(document: Document) -> Kind:
    """Return the kind that title, shape and publisher show."""
    title, body = document.title, document.text[document.body_start :]
    lead = body[:600]
    own = document.own_side or document.publisher.role not in _PLAIN_ROLES
    if _FACT_CHECK.search(title):
        return Kind.FACT_CHECK
    if own and _CASE_STUDY.search(title):
        return Kind.CASE_STUDY
    special = _special(document, title, lead, body, own=own)
    if special is not None:
        return special
    if not own:
        reporting = document.publisher.role in _PLAIN_ROLES
        return Kind.NEWS_REPORT if reporting else Kind.OPINION
    return Kind.ANNOUNCEMENT


def _special(document: Document, title: str, lead: str, body: str, *, own: bool) -> Kind | None:  # noqa: PLR0911 - one line per kind
    if own and _VERSION_TITLE.search(title) and (_RELEASE.search(title + lead) or _CHANGES.search(body)):
        return Kind.RELEASE_NOTES
    if _is_interview(title, lead, body):
        return Kind.INTERVIEW
    imperative = sum(bool(_IMPERATIVE.match(one.text)) for one in document.body)
    if _HOW_TO.search(title) or imperative * 4 > len(document.body) > _SHORT:
        return Kind.HOW_TO
    if own and (_NOTICE.search(title) or len(_NOTICE.findall(body)) * 300 > max(document.words, 300)):
        return Kind.OFFICIAL_NOTICE
    if document.publisher.role is Role.RESEARCH or len(_RESEARCH.findall(body)) * 120 > max(document.words, 240):
        return Kind.RESEARCH if _RESEARCH.search(body) else None
    if not own and _REVIEW.search(title):
        return Kind.REVIEW
    return Kind.OPINION if _is_opinion(document, title, body, own=own) else None


def _is_interview(title: str, lead: str, body: str) -> bool:
    questions = len(_QUESTION_LINE.findall(body))
    labels = Counter(match[0] for match in _LABEL_LINE.finditer(body))
    speakers = [one for one, times in labels.items() if times >= _NAME_WORDS]
    return questions >= _SHORT and (_INTERVIEW.search(title + " " + lead) is not None or len(speakers) > 1)


def _is_opinion(document: Document, title: str, body: str, *, own: bool) -> bool:
    if _OPINION.search(title) or _OPINION_PATH.search(document.article.url):
        return True
    if own and document.publisher.role is not Role.INDIVIDUAL:
        return False
    outside = [one.text for one in document.body if one.speaker.value == "author"]
    first_person = sum(bool(re.search(r"\b(?:I|my|we should|should)\b", one)) for one in outside)
    return first_person * 4 > max(len(outside), _SHORT) and _OPINION.search(body) is not None


@cache
def _topic_words() -> dict[str, tuple[Topic, ...]]:
    words: dict[str, list[Topic]] = {}
    for topic, line in lexicon.read("topics").items():
        for word in str(line).split():
            words.setdefault(word.replace("-", " "), []).append(Topic(topic))
    return {word: tuple(topics) for word, topics in words.items()}


def topic(document: Document) -> Topic:
    """Return the topic whose words are most frequent, weighed with what the whole is like."""
    return Topic(tone.weighed(document, "topic", ruled_topic(document)))


def ruled_topic(document: Document) -> Topic:
    """Return the topic whose words are most frequent; the publisher's usual topic breaks near ties."""
    table = _topic_words()
    points: dict[Topic, float] = dict.fromkeys(Topic, 0.0)
    seen: Counter[str] = Counter()
    words = lexicon.tokens(document.text)
    for at, token in enumerate(words):
        pair = f"{token.word} {words[at + 1].word}" if at + 1 < len(words) else ""
        for word in (token.word, pair):
            for one in table.get(word, ()):
                seen[word] += 1
                weight = TITLE_FACTOR if token.start < len(document.title) else 1
                # The fifth mention of one word says less than the first of another.
                points[one] += weight / min(seen[word], _SHORT)
    if document.publisher.topic is not Topic.OTHER:
        points[document.publisher.topic] += 1 + HINT_SHARE * max(points.values())
    order = list(Topic)
    best = min(points, key=lambda one: (-points[one], order.index(one)))
    return best if points[best] >= TOPIC_LEAST else Topic.OTHER


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(str(lexicon.read("stopwords")["words"]).split())


def keywords(document: Document) -> tuple[str, ...]:
    """Return two to eight names and words that recur in the text, as they stand in it; fewer than two give none."""
    points: Counter[str] = Counter()
    form: dict[str, str] = {}
    stop = _stopwords()
    for sentence in document.sentences:
        weight = TITLE_FACTOR if sentence.index == 0 else 1
        for match in _NAME.finditer(sentence.text):
            name = re.sub(r"['’]s?$", "", match[0])
            if "'" in name or "’" in name or len(name) > _MOST_LETTERS:
                continue
            if match.start() and name.lower() not in stop and name.split()[0].lower() not in stop and sentence.index:
                _count(points, form, name, weight + (" " in name))
        for match in _WORD.finditer(sentence.text):
            word = re.sub(r"['’]s$", "", match[0])
            if _SHORT < len(word) <= _MOST_LETTERS and word.islower() and word not in stop and not _says_little(word):
                _count(points, form, word, weight)
    ranked = sorted((one for one in points if points[one] > 1), key=lambda one: (-points[one], one))
    kept: list[str] = []
    for one in ranked:
        stem = one.rstrip("s")
        if not any(stem in other.lower() or other.lower().rstrip("s") in one for other in kept):
            kept.append(form[one])
        if len(kept) == MOST_KEYWORDS:
            break
    return tuple(kept) if len(kept) >= LEAST_KEYWORDS else ()


def _says_little(word: str) -> bool:
    """Say whether a word is an adverb, a contraction, a bare address or a mere verb form."""
    if word.endswith("ly") or "'" in word or "’" in word or word.startswith("http"):
        return True
    readings = {one.form for one in grammar.forms(word)}
    return bool(readings & {"past", "participle", "base", "s"}) and word not in words("grammar", "plain_nouns")


def _count(points: Counter[str], form: dict[str, str], word: str, weight: int) -> None:
    points[word.lower()] += weight
    form.setdefault(word.lower(), word)


def intent(document: Document, found: Kind, primary: SpinType) -> Intent:
    """Return what the text was published for, how independent it is, and the spans that show it."""
    calls = tuple(one for one in _spans(document, _CALL) if _speaks_to_reader(document, one))
    word = ruled_intent(document, found, primary, calls)
    # An agency's credit or an agency itself leaves nothing to weigh.
    settled = word is IntentWord.WIRE_REPRINT or document.publisher.role is Role.WIRE
    if not settled:
        word = IntentWord(tone.weighed(document, "intent", word))
    level = _independence(document, word)
    left_open = not settled and tone.doubtful(document, "intent", word)
    return Intent(
        intent=None if left_open else word,
        independence=level,
        reason=None if left_open else _reason(document, word, level, calls),
        spans=calls + _own_names(document),
    )


def _spans(document: Document, pattern: re.Pattern[str]) -> tuple[Span, ...]:
    matches = list(pattern.finditer(document.text))[:MOST_SPANS]
    return tuple(
        Span(
            exact=document.article.text[one.start() : one.end()],
            start=one.start(),
            end=one.end(),
            speaker=document.speaker_at(one.start()),
        )
        for one in matches
        if "\n" not in one[0]
    )


def _speaks_to_reader(document: Document, call: Span) -> bool:
    """Say whether a call opens its sentence, or its sentence speaks to "you" or of "us"."""
    sentence = document.sentence_at(call.start).text
    return call.exact[0].isupper() or _READER.search(sentence) is not None


def _own_names(document: Document) -> tuple[Span, ...]:
    """Return the first mention of the side that speaks, where it speaks of itself."""
    if not document.own_side:
        return ()
    for name in document.speaker_names:
        at = document.text.find(name, document.body_start)
        if at >= 0:
            return (Span(exact=name, start=at, end=at + len(name), speaker=document.speaker_at(at)),)
    return ()


def ruled_intent(  # noqa: PLR0911 - one line per rule reads best
    document: Document, found: Kind, primary: SpinType, calls: tuple[Span, ...]
) -> IntentWord:
    """Return the intent that role, kind, verdict and calls to action show."""
    role = document.publisher.role
    if role is Role.WIRE:
        return IntentWord.EDITORIAL_REPORTING
    if role is Role.NEWS_MEDIA and _WIRE.search(document.text[:400] + document.text[-400:]):
        return IntentWord.WIRE_REPRINT
    if found in _INTENT_OF_KIND:
        return _INTENT_OF_KIND[found]
    if _is_advocacy(document, found):
        return IntentWord.ADVOCACY
    if role in _PLAIN_ROLES and not document.own_side:
        return IntentWord.EDITORIAL_REPORTING
    if role in {Role.FORUM, Role.INDIVIDUAL}:
        return IntentWord.COMMUNITY_DISCUSSION
    return (
        IntentWord.PUBLIC_NOTICE
        if _gives_notice(document, found, primary, calls)
        else IntentWord.PROMOTIONAL_DISTRIBUTION
    )


def _gives_notice(document: Document, found: Kind, primary: SpinType, calls: tuple[Span, ...]) -> bool:
    """Say whether an organization breaks bad news, or tells plain facts and asks for nothing."""
    if len(_RESULTS.findall(document.text)) >= _RESULTS_LEAST:
        return False
    plain = primary is SpinType.NONE and document.publisher.role in _NOTICE_ROLES
    return primary in _TELLING or (not calls and (plain or found is Kind.RELEASE_NOTES))


def _is_advocacy(document: Document, found: Kind) -> bool:
    hits = len(_ADVOCACY.findall(document.text))
    if document.publisher.role is Role.NONPROFIT:
        return hits > 0
    return hits > 1 and found is Kind.OPINION and document.own_side


def _independence(document: Document, word: IntentWord) -> Level:
    if document.own_side and word is not IntentWord.COMMUNITY_DISCUSSION:
        return Level.LOW
    if document.publisher.role in _PLAIN_ROLES:
        return Level.HIGH
    return Level.MEDIUM


def _reason(document: Document, word: IntentWord, level: Level, calls: tuple[Span, ...]) -> str | None:
    """Say what shows the intent, in the text's own words; None where only the publisher's role shows it."""
    who = document.speaker_names[0] if document.speaker_names else document.publisher.name
    if word is IntentWord.WIRE_REPRINT:
        agency = _WIRE.search(document.text)
        return f"An agency is credited: “{agency[0]}”." if agency else None
    if calls:
        opening = f"{who} speaks of its own work" if level is Level.LOW else "The text speaks to its readers"
        return (
            f"{opening} and calls on them: “{_with_object(document, calls[-1])}”."
            if level is not Level.LOW
            else (f"{opening} and calls on readers: “{_with_object(document, calls[-1])}”.")
        )
    return None


def _with_object(document: Document, call: Span) -> str:
    """Return a call to action with up to four words behind it, ending before any mark."""
    rest = re.match(r"(?: [A-Za-z][A-Za-z’'-]*(?=[ .,!?;:)\n]|$)){0,4}", document.article.text[call.end :])
    words_after = (rest[0] if rest else "").split()
    while words_after and grammar.tag(" ".join(words_after))[-1].tag not in ("NOUN", "NAME", "PRON"):
        words_after.pop()
    return " ".join((call.exact, *words_after))
