"""Story -> the graph in the head of its page: schema.org alone, and nothing the page does not show. Pure."""

from generator import vocabulary as v
from generator.jsonld import sayings, verdict
from generator.jsonld.fragments import fragment_url
from generator.jsonld.site import LICENSE, Node, Site, breadcrumb, organization, ref, website, whole
from generator.models import Claim, Entity, LoadedTerm, Story
from generator.origins import Engine

# schema.org/IPTCDigitalSourceEnumeration: rules alone, or a trained model.
RULES_SOURCE = "https://schema.org/AlgorithmicMediaDigitalSource"
MODEL_SOURCE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
TWINS = (("text/markdown", "index.md"), ("application/ld+json", "index.json"), ("application/json", "record.json"))
# A product is a Thing: what checkers want of a Product (offers, reviews) no report has.
_KINDS = {
    v.EntityKind.ORGANIZATION: "Organization",
    v.EntityKind.PERSON: "Person",
    v.EntityKind.PRODUCT: "Thing",
    v.EntityKind.PLACE: "Place",
    v.EntityKind.LAW: "Legislation",
    v.EntityKind.WORK: "CreativeWork",
}


def graph(story: Story, site: Site) -> Node:
    """Return the graph for the head of the story's page."""
    url = site.url + story.path
    return whole(
        [
            website(site),
            organization(site),
            _page(story, url, site),
            breadcrumb(url, trail(story, site)),
            _report(story, url, site),
            _original(story, site),
            _publisher(story, site),
            verdict.review(story, url, site, ratings=site.embed_ratings),
            *verdict.terms(story, site),
            *(_claim(one, n, story, site) for n, one in enumerate(story.claims, start=1)),
            *(_quotation(one, n, story, site) for n, one in enumerate(story.loaded_terms, start=1)),
            _card(url, site),
        ]
    )


def trail(story: Story, site: Site) -> tuple[tuple[str, str], ...]:
    """Return the way to the report, as the page shows it."""
    return (
        ("Publishers", f"{site.url}publishers/"),
        (story.publisher.name, f"{site.url}publishers/{story.publisher.slug}/"),
        (sayings.title(story), site.url + story.path),
    )


def _page(story: Story, url: str, site: Site) -> Node:
    return {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": sayings.title(story),
        "inLanguage": "en",
        "isPartOf": ref(f"{site.url}#website"),
        "breadcrumb": ref(f"{url}#breadcrumb"),
        "mainEntity": ref(f"{url}#report"),
        "primaryImageOfPage": ref(f"{url}#card"),
        "datePublished": _time(story),
        "dateModified": _time(story, updated=True),
    }


def _card(url: str, site: Site) -> Node:
    """Name the picture that stands for the page where it is shared."""
    return {
        "@type": "ImageObject",
        "@id": f"{url}#card",
        "url": f"{url}card.png",
        "contentUrl": f"{url}card.png",
        "encodingFormat": "image/png",
        "width": "1200 px",
        "height": "630 px",
        "creator": ref(f"{site.url}#organization"),
        "creditText": site.name,
        "copyrightNotice": "CC BY 4.0",
        "license": LICENSE,
        "acquireLicensePage": f"{site.url}methodology/#reuse",
    }


def _report(story: Story, url: str, site: Site) -> Node:
    source = ref(story.original.url)
    node: Node = {
        "@type": "AnalysisNewsArticle",
        "@id": f"{url}#report",
        "url": url,
        "mainEntityOfPage": ref(url),
        "headline": sayings.title(story),
        "image": ref(f"{url}#card"),
        "datePublished": _time(story),
        "dateModified": _time(story, updated=True),
        "inLanguage": "en",
        "author": ref(f"{site.url}#organization"),
        "publisher": ref(f"{site.url}#organization"),
        "creditText": sayings.credit(story, site),
        "license": LICENSE,
        "usageInfo": f"{site.url}methodology/#reuse",
        "backstory": sayings.disclosure(story),
        "digitalSourceType": ref(RULES_SOURCE if story.provenance.engine is Engine.EMBEDDED else MODEL_SOURCE),
        "isAccessibleForFree": True,
        "creativeWorkStatus": sayings.standing(story),
        "isBasedOn": source,
        "about": source,
        "citation": source,
        "isPartOf": ref(f"{site.url}#website"),
        "review": ref(f"{url}#verdict"),
        "encoding": [
            {"@type": "MediaObject", "@id": f"{url}{name}", "encodingFormat": kind, "contentUrl": f"{url}{name}"}
            for kind, name in TWINS
        ],
    }
    optional = {
        "alternativeHeadline": story.framing,
        "abstract": story.summary,
        "articleSection": sayings.sentence(v.label(story.topic)) if story.topic else None,
        "keywords": list(story.keywords),
        "mentions": [_entity(one, f"{url}#entity-{n}") for n, one in enumerate(story.entities, start=1)],
        "correction": _corrections(story, url),
        "comment": _comments(story, url, site),
        "hasPart": [
            *(ref(f"{url}#claim-{n}") for n, _ in enumerate(story.claims, start=1)),
            *(ref(f"{url}#term-{n}") for n, _ in enumerate(story.loaded_terms, start=1)),
        ],
    }
    return node | {key: value for key, value in optional.items() if value}


def _corrections(story: Story, url: str) -> list[Node]:
    return [
        {
            "@type": "CorrectionComment",
            "@id": f"{url}#correction-{n}",
            "text": sayings.corrected(one),
            "datePublished": one.date.isoformat(),
        }
        for n, one in enumerate(story.corrections, start=1)
    ]


def _comments(story: Story, url: str, site: Site) -> list[Node]:
    """Return what a person says to the report: the editor's note, and the reply of the publisher."""
    found: list[Node] = []
    if story.editor_note:
        author = ref(f"{site.url}#organization")
        found.append({"@type": "Comment", "@id": f"{url}#note", "text": story.editor_note, "author": author})
    if story.dispute:
        reply: Node = {
            "@type": "Comment",
            "@id": f"{url}#reply",
            "text": story.dispute.reply,
            "author": ref(_source(story, site)),
            "datePublished": story.dispute.date.isoformat(),
        }
        found.append(reply | ({"url": story.dispute.url} if story.dispute.url else {}))
    return found


def _entity(one: Entity, identifier: str) -> Node:
    return {"@type": _KINDS[one.kind], "@id": identifier, "name": one.name}


def _original(story: Story, site: Site) -> Node:
    original = story.original
    node: Node = {
        "@type": "Article",
        "@id": original.url,
        "url": original.url,
        "headline": sayings.title(story),
        "publisher": ref(_source(story, site)),
    }
    if original.published:
        node["datePublished"] = original.published.date().isoformat()
    if original.language:
        node["inLanguage"] = original.language
    if original.author_organization:
        url = f"{site.url}{story.path}#speaker"
        node["author"] = {"@type": "Organization", "@id": url, "name": original.author_organization}
    return node


def _source(story: Story, site: Site) -> str:
    return f"{site.url}publishers/{story.publisher.slug}/#source"


def _publisher(story: Story, site: Site) -> Node:
    page = f"{site.url}publishers/{story.publisher.slug}/"
    return {
        "@type": "Organization",
        "@id": _source(story, site),
        "name": story.publisher.name,
        "url": f"https://{story.publisher.domain}/",
        "subjectOf": {"@type": "CollectionPage", "@id": page, "url": page},
    }


def _claim(claim: Claim, number: int, story: Story, site: Site) -> Node:
    url = site.url + story.path
    node: Node = {
        "@type": "Claim",
        "@id": f"{url}#claim-{number}",
        "position": number,
        "text": claim.exact,
        "appearance": ref(story.original.url),
        "creativeWorkStatus": v.label(claim.verification),
        "genre": sayings.sentence(v.label(claim.kind)),
        "isPartOf": ref(f"{url}#report"),
        "url": fragment_url(story, claim),
    }
    if claim.speaker is v.Speaker.PUBLISHER:
        node["author"] = ref(_source(story, site))
    return node


def _quotation(term: LoadedTerm, number: int, story: Story, site: Site) -> Node:
    node: Node = {
        "@type": "Quotation",
        "@id": f"{site.url}{story.path}#term-{number}",
        "text": term.exact,
        "isPartOf": ref(story.original.url),
        "url": fragment_url(story, term),
    }
    if term.type is not v.LoadedType.OTHER:
        node["about"] = ref(verdict.type_id(v.SpinType(term.type), site))
    return node


def _time(story: Story, *, updated: bool = False) -> str:
    return (story.updated if updated else story.created).isoformat().replace("+00:00", "Z")
