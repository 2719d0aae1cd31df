"""Build the graph of one story. Pure."""

import json
from typing import Any, NamedTuple
from urllib.parse import quote

from generator import vocabulary as v
from generator.models import Claim, Span, Story

Node = dict[str, Any]

CONTEXT = "https://schema.org"
# schema.org/IPTCDigitalSourceEnumeration: rules alone, or a trained model.
RULES_SOURCE = "https://schema.org/AlgorithmicMediaDigitalSource"
MODEL_SOURCE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
BACKSTORY = "Made by an automated analyzer from the text of the original article."
_STEPS: dict[str, int] = {
    str(word): number for scale in (v.Strength, v.Risk) for number, word in enumerate(scale, start=1)
}


class Site(NamedTuple):
    """What a graph needs to know about the site; ``url`` ends with a slash."""

    url: str
    name: str = "Spin Reports"
    embed_ratings: bool = True


def graph(story: Story, site: Site) -> Node:
    """Return the graph for the head of the story's page."""
    url = site.url + story.path
    nodes = [
        _site(site),
        _organization(site),
        _page(story, url, site),
        _breadcrumb(story, url, site),
        _report(story, url, site),
        _original(story, site),
        _publisher(story, site),
        *([_review(story, url, site, ratings=site.embed_ratings)] if story.verdict.score is not None else []),
        *_terms(story, site),
        *(_claim(claim, n, story, url, site) for n, claim in enumerate(story.claims, start=1)),
        *(_quotation(term, n, story, url) for n, term in enumerate(story.loaded_terms, start=1)),
        _card(url),
    ]
    return {"@context": CONTEXT, "@graph": nodes}


def document(story: Story, site: Site) -> Node:
    """Return the twin: the embedded graph with its ratings, plus provenance and annotations."""
    url = site.url + story.path
    nodes = graph(story, site._replace(embed_ratings=True))["@graph"]
    agent = f"{site.url}methodology/#{story.provenance.analyzer}-{story.provenance.version}"
    nodes += [
        {
            "@id": f"{url}#report",
            "prov:wasDerivedFrom": _ref(story.original.url),
            "prov:wasGeneratedBy": _ref(f"{url}#run"),
        },
        {
            "@type": "prov:Activity",
            "@id": f"{url}#run",
            "prov:used": _ref(story.original.url),
            "prov:endedAtTime": story.provenance.analyzed.isoformat().replace("+00:00", "Z"),
            "prov:wasAssociatedWith": {
                "@type": ["prov:SoftwareAgent", "SoftwareApplication"],
                "@id": agent,
                "name": f"{site.name} {story.provenance.analyzer} analyzer",
                "softwareVersion": story.provenance.version,
            },
        },
        *(_annotation(term, n, story, url) for n, term in enumerate(story.loaded_terms, start=1)),
    ]
    context = [CONTEXT, {"prov": "http://www.w3.org/ns/prov#", "oa": "http://www.w3.org/ns/oa#"}]
    return {"@context": context, "@graph": nodes}


def embed(data: Node) -> str:
    """Return JSON that can stand inside a script element: nothing in it can end the element or the line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def fragment_url(story: Story, span: Span) -> str:
    """Return the original's address with a text directive that opens the quotation (WICG text fragments)."""
    if isinstance(span, Claim) and span.fragment:
        directive = span.fragment
    else:
        before = f"{_directive(span.prefix)}-," if span.prefix else ""
        after = f",-{_directive(span.suffix)}" if span.suffix else ""
        directive = f"{before}{_directive(span.exact)}{after}"
    return _opened(story, directive)


def mention_url(story: Story, words: str) -> str:
    """Return the original's address with a text directive that opens the first mention of a name or number."""
    return _opened(story, _directive(words))


def _opened(story: Story, directive: str) -> str:
    return f"{story.original.url.partition('#')[0]}#:~:text={directive}"


def _directive(text: str) -> str:
    # `-`, `,` and `&` are syntax of the directive, so they are encoded although they are legal in a fragment.
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")


def _ref(identifier: str) -> Node:
    return {"@id": identifier}


def _time(story: Story, *, updated: bool = False) -> str:
    return (story.updated if updated else story.created).isoformat().replace("+00:00", "Z")


def _site(site: Site) -> Node:
    return {
        "@type": "WebSite",
        "@id": f"{site.url}#website",
        "url": site.url,
        "name": site.name,
        "inLanguage": "en",
        "publisher": _ref(f"{site.url}#organization"),
    }


def _organization(site: Site) -> Node:
    return {
        "@type": "Organization",
        "@id": f"{site.url}#organization",
        "name": site.name,
        "url": site.url,
        "publishingPrinciples": f"{site.url}methodology/",
        "correctionsPolicy": f"{site.url}corrections/",
    }


def _page(story: Story, url: str, site: Site) -> Node:
    return {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": f"{story.original.title}: spin report",
        "inLanguage": "en",
        "isPartOf": _ref(f"{site.url}#website"),
        "breadcrumb": _ref(f"{url}#breadcrumb"),
        "mainEntity": _ref(f"{url}#report"),
        "primaryImageOfPage": _ref(f"{url}#card"),
        "datePublished": _time(story),
        "dateModified": _time(story, updated=True),
    }


def _card(url: str) -> Node:
    """Name the picture that stands for the page where it is shared."""
    return {
        "@type": "ImageObject",
        "@id": f"{url}#card",
        "contentUrl": f"{url}card.png",
        "encodingFormat": "image/png",
        "width": 1200,
        "height": 630,
    }


def _breadcrumb(story: Story, url: str, site: Site) -> Node:
    trail = (
        ("Home", site.url),
        ("Publishers", f"{site.url}publishers/"),
        (story.publisher.name, f"{site.url}publishers/{story.publisher.slug}/"),
        (story.original.title, url),
    )
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": _ref(target)}
        for position, (name, target) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{url}#breadcrumb", "itemListElement": items}


def _report(story: Story, url: str, site: Site) -> Node:
    made = story.provenance
    source = _ref(story.original.url)
    node: Node = {
        "@type": "AnalysisNewsArticle",
        "@id": f"{url}#report",
        "url": url,
        "mainEntityOfPage": _ref(url),
        "headline": story.original.title,
        "image": _ref(f"{url}#card"),
        "datePublished": _time(story),
        "dateModified": _time(story, updated=True),
        "inLanguage": "en",
        "author": _ref(f"{site.url}#organization"),
        "publisher": _ref(f"{site.url}#organization"),
        "license": LICENSE,
        "usageInfo": f"{site.url}methodology/#reuse",
        "digitalSourceType": _ref(MODEL_SOURCE if made.model else RULES_SOURCE),
        "isAccessibleForFree": True,
        "isBasedOn": source,
        "about": source,
        "citation": source,
        "isPartOf": _ref(f"{site.url}#website"),
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": "text/markdown", "contentUrl": f"{url}index.md"},
            {"@type": "MediaObject", "encodingFormat": "application/ld+json", "contentUrl": f"{url}index.json"},
            {"@type": "MediaObject", "encodingFormat": "application/json", "contentUrl": f"{url}record.json"},
        ],
    }
    optional = {
        "alternativeHeadline": story.framing,
        "abstract": story.summary,
        "articleSection": v.label(story.topic) if story.topic else None,
        "keywords": list(story.keywords),
        "review": _ref(f"{url}#verdict") if story.verdict.score is not None else None,
        "hasPart": [
            *(_ref(f"{url}#claim-{n}") for n, _ in enumerate(story.claims, start=1)),
            *(_ref(f"{url}#term-{n}") for n, _ in enumerate(story.loaded_terms, start=1)),
        ],
    }
    return node | {key: value for key, value in optional.items() if value}


def _original(story: Story, site: Site) -> Node:
    original = story.original
    node: Node = {
        "@type": "Article",
        "@id": original.url,
        "url": original.url,
        "headline": original.title,
        "publisher": _ref(f"{site.url}publishers/{story.publisher.slug}/#source"),
    }
    if original.published:
        node["datePublished"] = original.published.date().isoformat()
    if original.language:
        node["inLanguage"] = original.language
    if original.author_organization:
        node["author"] = {"@type": "Organization", "name": original.author_organization}
    return node


def _publisher(story: Story, site: Site) -> Node:
    page = f"{site.url}publishers/{story.publisher.slug}/"
    return {
        "@type": "Organization",
        "@id": f"{page}#source",
        "name": story.publisher.name,
        "url": f"https://{story.publisher.domain}/",
        "subjectOf": {"@type": "CollectionPage", "@id": page, "url": page},
    }


def _review(story: Story, url: str, site: Site, *, ratings: bool) -> Node:
    verdict = story.verdict
    name = verdict.tactic or v.label(verdict.primary or v.SpinType.NONE)
    node: Node = {
        "@type": "Review",
        "@id": f"{url}#verdict",
        "name": f"Spin verdict: {name}",
        "author": _ref(f"{site.url}#organization"),
        "datePublished": _time(story),
        "itemReviewed": {"@type": "Article", "@id": story.original.url, "name": story.original.title},
        "reviewAspect": "Spin",
        "reviewBody": verdict.explanation or "",
    }
    if verdict.primary and verdict.primary is not v.SpinType.NONE:
        node["about"] = _ref(f"{site.url}spin-types/{verdict.primary}/#term")
    if ratings:
        node["reviewRating"] = _ratings(story, url)
    if story.omissions:
        node["negativeNotes"] = {
            "@type": "ItemList",
            "name": "What got left out",
            "itemListElement": [
                {"@type": "ListItem", "position": n, "name": one.text} for n, one in enumerate(story.omissions, start=1)
            ],
        }
    return node


def _ratings(story: Story, url: str) -> list[Node]:
    score: Node = {
        "@type": "Rating",
        "@id": f"{url}#spin-score",
        "reviewAspect": "Spin score (higher means more spin)",
        "ratingValue": story.verdict.score,
        "worstRating": 0,
        "bestRating": 100,
    }
    rows = (
        ("evidence", "Evidence strength", story.integrity.evidence_strength),
        ("narrative-risk", "Narrative risk", story.integrity.narrative_risk),
        ("repetition-risk", "AI repetition risk", story.integrity.repetition_risk),
    )
    graded = [
        {
            "@type": "Rating",
            "@id": f"{url}#{key}",
            "reviewAspect": aspect,
            "ratingValue": _STEPS[word],
            "worstRating": 1,
            "bestRating": 3,
            "alternateName": v.label(word),
        }
        for key, aspect, word in rows
        if word
    ]
    return [score, *graded]


def _terms(story: Story, site: Site) -> list[Node]:
    """Define the spin type of the verdict and its set; tactics are terms of their type's page."""
    verdict = story.verdict
    if verdict.primary in (None, v.SpinType.NONE):
        return []
    spin_type = v.SpinType(verdict.primary)
    info = v.TYPES[spin_type]
    base = f"{site.url}spin-types/"
    set_id = f"{base}#set"
    return [
        {"@type": "DefinedTermSet", "@id": set_id, "name": "Spin types", "url": base},
        {
            "@type": "DefinedTerm",
            "@id": f"{base}{spin_type}/#term",
            "name": info.label,
            "termCode": spin_type.value,
            "description": info.gist,
            "url": f"{base}{spin_type}/",
            "inDefinedTermSet": _ref(set_id),
        },
    ]


def _claim(claim: Claim, number: int, story: Story, url: str, site: Site) -> Node:
    speaker = f"{site.url}publishers/{story.publisher.slug}/#source"
    node: Node = {
        "@type": "Claim",
        "@id": f"{url}#claim-{number}",
        "position": number,
        "text": claim.exact,
        "appearance": _ref(story.original.url),
        "creativeWorkStatus": v.label(claim.verification),
        "genre": v.label(claim.kind),
        "isPartOf": _ref(f"{url}#report"),
        "url": fragment_url(story, claim),
    }
    if claim.speaker is v.Speaker.PUBLISHER:
        node["author"] = _ref(speaker)
    return node


def _quotation(term: Span, number: int, story: Story, url: str) -> Node:
    return {
        "@type": "Quotation",
        "@id": f"{url}#term-{number}",
        "text": term.exact,
        "isPartOf": _ref(story.original.url),
        "url": fragment_url(story, term),
    }


def _annotation(term: Span, number: int, story: Story, url: str) -> Node:
    return {
        "@type": "oa:Annotation",
        "@id": f"{url}#annotation-{number}",
        "oa:motivatedBy": _ref("oa:assessing"),
        "oa:hasBody": _ref(f"{url}#term-{number}"),
        "oa:hasTarget": {
            "oa:hasSource": _ref(story.original.url),
            "oa:hasSelector": [
                {
                    "@type": "oa:TextQuoteSelector",
                    "oa:exact": term.exact,
                    "oa:prefix": term.prefix,
                    "oa:suffix": term.suffix,
                },
                {"@type": "oa:TextPositionSelector", "oa:start": term.start, "oa:end": term.end},
            ],
        },
    }
