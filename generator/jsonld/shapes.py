"""The shapes that nodes of a story's JSON-LD are held against, one for each type. Pure.

Every object is closed, every text has a longest length, and a pattern stands beside each format: checkers that know
no formats, or do not check them, refuse the same documents.
"""

from typing import Any

from generator.jsonld import own
from generator.jsonld.report import MODEL_SOURCE, RULES_SOURCE
from generator.jsonld.site import LICENSE

Shape = dict[str, Any]

DATE_TIME: Shape = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$",
    "maxLength": 30,
}
DATE: Shape = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$", "maxLength": 10}
# `uri`, not `iri`: the checker of `iri` is an Earley parser and takes seconds a story.
URL: Shape = {"type": "string", "format": "uri", "pattern": r"^https?://", "maxLength": 8000}
# The words of a quotation stand in it percent-encoded: up to twelve characters for one.
OPENED: Shape = {**URL, "pattern": r"^https?://[^#]*#:~:text=.", "maxLength": 24000}
TEXT: Shape = {"type": "string", "minLength": 1, "maxLength": 4000}
WORD: Shape = {"type": "string", "minLength": 1, "maxLength": 600}
LANGUAGE: Shape = {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "maxLength": 35}
MEDIA_TYPE: Shape = {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$", "maxLength": 60}
LENGTH: Shape = {"type": "string", "pattern": "^[1-9][0-9]* px$", "maxLength": 12}
POSITION: Shape = {"type": "integer", "minimum": 1}
LICENSES: Shape = {"const": LICENSE}


def ending(fragment: str) -> Shape:
    """Return the shape of an id with a fragment, given as a regular expression."""
    return {**URL, "pattern": f"^https?://[^#]+#{fragment}$"}


def ref(identifier: Shape | None = None) -> Shape:
    """Return the shape of a link to a node."""
    return closed({"@id": identifier or URL}, "@id")


def closed(properties: Shape, *required: str) -> Shape:
    """Return an object that holds these properties and no other."""
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


def several(items: Shape, most: int = 500) -> Shape:
    """Return a list with at least one item."""
    return {"type": "array", "minItems": 1, "maxItems": most, "items": items}


def node(kind: str, identifier: Shape, properties: Shape, *optional: str) -> Shape:
    """Return a node of one type; all its properties are required but the optional ones."""
    required = ["@type", "@id", *(key for key in properties if key not in optional)]
    return closed({"@type": {"const": kind}, "@id": identifier, **properties}, *required)


_ITEM = node("ListItem", ending("breadcrumb-[0-9]+"), {"position": POSITION, "name": TEXT, "item": ref()})
_GAP = node(
    "ListItem", ending("left-out-[0-9]+"), {"position": POSITION, "name": TEXT, "description": TEXT}, "description"
)
_MEDIA = node("MediaObject", URL, {"encodingFormat": MEDIA_TYPE, "contentUrl": URL})
_NAMED = closed({"@type": {"const": "Organization"}, "@id": URL, "name": TEXT}, "@type", "@id", "name")
_LOGO = node("ImageObject", ending("logo"), {"url": URL, "contentUrl": URL, "encodingFormat": MEDIA_TYPE})
_CONTACT = node("ContactPoint", ending("contact"), {"url": URL, "email": WORD}, "url", "email")
_MENTION = closed(
    {
        "@type": {"enum": ["Organization", "Person", "Thing", "Place", "Legislation", "CreativeWork"]},
        "@id": ending("entity-[0-9]+"),
        "name": TEXT,
    },
    *("@type", "@id", "name"),
)
_CORRECTION = node("CorrectionComment", ending("correction-[0-9]+"), {"text": TEXT, "datePublished": DATE})
_COMMENT = node(
    "Comment",
    ending("(note|reply)"),
    {"text": TEXT, "author": ref(), "datePublished": DATE, "url": URL},
    *("datePublished", "url"),
)
_STEP = node(
    "Rating",
    ending("(evidence|narrative-risk|repetition-risk)"),
    {
        "reviewAspect": WORD,
        "ratingValue": {"type": "integer", "minimum": 1, "maximum": 3},
        "worstRating": {"const": 1},
        "bestRating": {"const": 3},
        "alternateName": WORD,
        "ratingExplanation": TEXT,
    },
    "ratingExplanation",
)
# Only the spin score runs to 100; the other ratings have three steps.
_SCORE = node(
    "Rating",
    ending("spin-score"),
    {
        "reviewAspect": WORD,
        "ratingValue": {"type": "integer", "minimum": 0, "maximum": 100},
        "worstRating": {"const": 0},
        "bestRating": {"const": 100},
        "ratingExplanation": TEXT,
    },
)
_OF_SCORE: Shape = {"type": "object", "properties": {"@id": ending("spin-score")}}
_RATINGS: Shape = several({"if": _OF_SCORE, "then": _SCORE, "else": _STEP}, 4) | {"uniqueItems": True}

_WEBSITE = node(
    "WebSite", ending("website"), {"url": URL, "name": TEXT, "inLanguage": {"const": "en"}, "publisher": ref()}
)
_OURS = node(
    "Organization",
    ending("organization"),
    {
        "name": TEXT,
        "url": URL,
        "logo": _LOGO,
        "publishingPrinciples": URL,
        "ethicsPolicy": URL,
        "correctionsPolicy": URL,
        "actionableFeedbackPolicy": URL,
        "contactPoint": _CONTACT,
    },
    "contactPoint",
)
_SOURCE = node(
    "Organization",
    ending("source"),
    {"name": TEXT, "url": URL, "subjectOf": node("CollectionPage", URL, {"url": URL})},
)

NODES: dict[str, Shape] = {
    "WebSite": _WEBSITE,
    "Organization": {
        "type": "object",
        "if": {"type": "object", "properties": {"@id": ending("source")}},
        "then": _SOURCE,
        "else": _OURS,
    },
    "WebPage": node(
        "WebPage",
        {**URL, "pattern": "^https?://[^#]+/$"},
        {
            "url": URL,
            "name": TEXT,
            "inLanguage": {"const": "en"},
            "isPartOf": ref(),
            "breadcrumb": ref(),
            "mainEntity": ref(),
            "primaryImageOfPage": ref(),
            "datePublished": DATE_TIME,
            "dateModified": DATE_TIME,
        },
    ),
    "BreadcrumbList": node("BreadcrumbList", ending("breadcrumb"), {"itemListElement": several(_ITEM, 6)}),
    "AnalysisNewsArticle": node(
        "AnalysisNewsArticle",
        ending("report"),
        {
            "url": URL,
            "mainEntityOfPage": ref(),
            "headline": TEXT,
            "alternativeHeadline": TEXT,
            "abstract": TEXT,
            "articleSection": WORD,
            "keywords": several(WORD, 50),
            "image": ref(),
            "datePublished": DATE_TIME,
            "dateModified": DATE_TIME,
            "inLanguage": {"const": "en"},
            "author": ref(),
            "publisher": ref(),
            "creditText": TEXT,
            "license": LICENSES,
            "usageInfo": URL,
            "backstory": TEXT,
            "digitalSourceType": ref({"enum": [RULES_SOURCE, MODEL_SOURCE]}),
            "isAccessibleForFree": {"const": True},
            "creativeWorkStatus": several(WORD, 4),
            "isBasedOn": ref(),
            "about": ref(),
            "citation": ref(),
            "isPartOf": ref(),
            "review": ref(),
            "mentions": several(_MENTION),
            "correction": several(_CORRECTION),
            "comment": several(_COMMENT, 2),
            "hasPart": several(ref(ending("(claim|term)-[0-9]+"))),
            "encoding": several(_MEDIA, 3),
        },
        *("alternativeHeadline", "abstract", "articleSection", "keywords", "mentions", "correction", "comment"),
        "hasPart",
    ),
    "Article": node(
        "Article",
        URL,
        {
            "url": URL,
            "headline": TEXT,
            "publisher": ref(),
            "datePublished": DATE,
            "inLanguage": LANGUAGE,
            "author": _NAMED,
        },
        *("datePublished", "inLanguage", "author"),
    ),
    # A verdict that is about a type has a score, unless all ratings are left out.
    "Review": {
        "dependentSchemas": {
            "about": {
                "type": "object",
                "properties": {
                    "reviewRating": {"type": "array", "contains": _OF_SCORE, "minContains": 1, "maxContains": 1}
                },
            }
        },
        **node(
            "Review",
            ending("verdict"),
            {
                "name": TEXT,
                "author": _NAMED,
                "datePublished": DATE_TIME,
                "itemReviewed": node("Article", URL, {"name": TEXT}),
                "reviewAspect": WORD,
                "reviewBody": TEXT,
                "about": ref(ending("term")),
                "mentions": several(ref(ending("[a-z0-9-]+")), 2),
                "reviewRating": _RATINGS,
                "negativeNotes": node(
                    "ItemList", ending("left-out"), {"name": WORD, "itemListElement": several(_GAP, 50)}
                ),
            },
            *("about", "mentions", "reviewRating", "negativeNotes"),
        ),
    },
    "DefinedTermSet": node("DefinedTermSet", ending("(set|tactics)"), {"name": WORD, "url": URL}),
    "DefinedTerm": node(
        "DefinedTerm",
        ending("[a-z0-9-]+"),
        {"name": WORD, "termCode": WORD, "description": TEXT, "url": URL, "inDefinedTermSet": ref()},
        *("description", "inDefinedTermSet"),
    ),
    "Claim": node(
        "Claim",
        ending("claim-[0-9]+"),
        {
            "position": POSITION,
            "text": TEXT,
            "appearance": ref(),
            "creativeWorkStatus": WORD,
            "genre": WORD,
            "isPartOf": ref(),
            "url": OPENED,
            "author": ref(),
        },
        "author",
    ),
    "Quotation": node(
        "Quotation",
        ending("term-[0-9]+"),
        {"text": TEXT, "isPartOf": ref(), "url": OPENED, "about": ref()},
        "about",
    ),
    "ImageObject": node(
        "ImageObject",
        ending("card"),
        {
            "url": URL,
            "contentUrl": URL,
            "encodingFormat": MEDIA_TYPE,
            "width": LENGTH,
            "height": LENGTH,
            "creator": ref(),
            "creditText": TEXT,
            "copyrightNotice": WORD,
            "license": LICENSES,
            "acquireLicensePage": URL,
        },
    ),
}

_DIGEST: Shape = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$", "maxLength": 71}
_OFFSET: Shape = {"type": "integer", "minimum": 0}
_KINDS = [
    *("prov:Activity", "prov:Entity", "prov:SoftwareAgent", "SoftwareApplication"),
    *("oa:Annotation", "oa:SpecificResource", "oa:TextQuoteSelector", "oa:TextPositionSelector"),
    *(f"spin:{name}" for name in own.CLASSES),
]
_LINK: Shape = {"$ref": "#/$defs/link"}
_LINKS = ("beneficiary", "missingVoice", "counterFrame", "keyFigure", "inText")
_TEXTS = ("question", "missingEvidence")
_NUMBERS = ("bandLow", "bandHigh", "quotedScore", "weight", "fullEnd", "mentions", "words", "runs")
_DIGESTS = ("digest", "bodyDigest", "promptDigest")
# What the twin adds to nodes of the page, and nodes of its own: no word that has no meaning somewhere.
ADDITION: Shape = {
    "type": "object",
    "required": ["@id"],
    "minProperties": 2,
    "properties": {
        "@id": URL,
        "@type": {
            "anyOf": [{"enum": _KINDS}, {"type": "array", "minItems": 2, "maxItems": 2, "items": {"enum": _KINDS}}]
        },
        "name": TEXT,
        "text": TEXT,
        "softwareVersion": WORD,
        "prov:wasDerivedFrom": ref(),
        "prov:wasGeneratedBy": ref(),
        "prov:used": _LINK,
        "prov:wasAssociatedWith": _LINK,
        "prov:endedAtTime": DATE_TIME,
        "oa:motivatedBy": closed(
            {"@id": {"enum": [f"oa:{word}" for word in ("assessing", "classifying", "identifying", "linking")]}}, "@id"
        ),
        "oa:hasBody": ref(),
        "oa:hasTarget": _LINK,
        "oa:hasSource": ref(),
        "oa:hasSelector": _LINK,
        "oa:exact": TEXT,
        "oa:prefix": WORD,
        "oa:suffix": WORD,
        "oa:start": _OFFSET,
        "oa:end": _OFFSET,
        **{f"spin:{name}": TEXT for name in own.PROPERTIES},
        **{f"spin:{name}": _LINK for name in _LINKS},
        **{f"spin:{name}": several(TEXT) for name in _TEXTS},
        **{f"spin:{name}": _OFFSET for name in _NUMBERS},
        **{f"spin:{name}": _DIGEST for name in _DIGESTS},
    },
    "additionalProperties": False,
}
# A link is a node with its id alone, or one that is told in place.
LINK: Shape = {
    "type": ["object", "array"],
    "minItems": 1,
    "maxItems": 500,
    "required": ["@id"],
    "properties": ADDITION["properties"],
    "additionalProperties": False,
    "items": {"$ref": "#/$defs/link"},
}
