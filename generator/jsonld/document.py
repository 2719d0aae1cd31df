"""Story -> its twin: the embedded graph with its ratings, and what schema.org has no honest property for. Pure.

Provenance is told in PROV-O, places in the text in Web Annotation, the rest in words of our own (``own``). Every node
has an id, so that the embedded graph is part of the twin triple by triple.
"""

from generator.jsonld import annotations, own
from generator.jsonld.report import graph
from generator.jsonld.site import CONTEXT, Node, Site, ref
from generator.models import Story
from generator.origins import Engine

PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def document(story: Story, site: Site) -> Node:
    """Return the twin."""
    nodes: list[Node] = graph(story, site._replace(embed_ratings=True))["@graph"]
    url = site.url + story.path
    nodes += [
        *_provenance(story, site),
        *_findings(story, site),
        *_terms(story, url),
        *_claims(story, url),
        *annotations.annotations(story, url),
    ]
    return {"@context": context(site), "@graph": nodes}


def context(site: Site) -> list[str | Node]:
    """Return the context of a twin."""
    return [
        CONTEXT,
        {
            "prov": PROV,
            "oa": OA,
            "xsd": XSD,
            "spin": own.prefix(site),
            "prov:endedAtTime": {"@type": "xsd:dateTime"},
        },
    ]


def _provenance(story: Story, site: Site) -> list[Node]:
    """Return what the report was derived from, by which run, of which program."""
    url, made = site.url + story.path, story.provenance
    source, text = ref(story.original.url), annotations.text_id(url)
    return [
        {
            "@id": f"{url}#report",
            "prov:wasDerivedFrom": source,
            "prov:wasGeneratedBy": ref(f"{url}#run"),
        },
        _known(
            {
                "@id": text,
                "@type": ["prov:Entity", "spin:NormalizedText"],
                "prov:wasDerivedFrom": source,
                "spin:digest": made.input_digest,
                "spin:bodyDigest": made.body_digest,
                "spin:words": story.original.words,
            }
        ),
        _known(
            {
                "@id": f"{url}#run",
                "@type": "prov:Activity",
                "prov:used": [source, ref(text)],
                "prov:endedAtTime": made.analyzed.isoformat().replace("+00:00", "Z"),
                "prov:wasAssociatedWith": _agents(story, site),
                "spin:engine": made.engine,
                "spin:fallback": made.fallback,
                "spin:model": made.model,
                "spin:promptDigest": made.prompt_digest,
                "spin:runs": made.runs,
            }
        ),
    ]


def _agents(story: Story, site: Site) -> Node | list[Node]:
    """Return the program that made a report, and the models that answered it."""
    made = story.provenance
    software = ["prov:SoftwareAgent", "SoftwareApplication"]
    analyzer = {
        "@type": software,
        "@id": f"{site.url}methodology/#{made.analyzer}-{made.version}",
        "name": f"{site.name} {made.analyzer} analyzer",
        "softwareVersion": made.version,
    }
    models = [
        {"@type": software, "@id": f"{site.url}{story.path}index.json#model-{n}", "name": name}
        for n, name in enumerate(made.models, start=1)
    ]
    return [analyzer, *models] if models else analyzer


def _found_by(source: Engine) -> Node:
    """Say what found something, where a model had part in it."""
    return {} if source is Engine.EMBEDDED else {"spin:foundBy": source}


def _findings(story: Story, site: Site) -> list[Node]:
    """Return what is found about source, report and verdict."""
    url, verdict = site.url + story.path, story.verdict
    found = [
        {
            "@id": f"{site.url}publishers/{story.publisher.slug}/#source",
            "spin:role": story.publisher.role,
            "spin:independence": story.publisher.independence,
        },
        _known({"@id": story.original.url, "spin:kind": story.kind}),
        _known(
            {
                "@id": f"{url}#report",
                "spin:status": story.status,
                "spin:intent": story.intent.intent,
                "spin:independence": story.intent.independence,
                "spin:goal": story.mechanics.goal,
                "spin:question": list(story.mechanics.questions),
                "spin:likelySummary": story.integrity.likely_ai_summary,
                "spin:basis": story.integrity.basis,
                "spin:beneficiary": _beneficiaries(story, url),
                "spin:missingVoice": _voices(story, url),
                "spin:counterFrame": _frames(story, url),
                "spin:keyFigure": _figures(story, url),
            }
        ),
        _known(
            {
                "@id": f"{url}#verdict",
                "spin:confidence": verdict.confidence,
                "spin:quotedScore": verdict.quoted_score,
                "spin:formula": verdict.formula,
                "spin:verification": story.integrity.verification,
            }
        ),
    ]
    if verdict.band:
        low, high = verdict.band.low, verdict.band.high
        found.append({"@id": f"{url}#spin-score", "spin:bandLow": low, "spin:bandHigh": high})
    found += [
        {"@id": f"{url}#left-out-{n}", "spin:omission": one.kind} | _found_by(one.found_by)
        for n, one in enumerate(story.omissions, start=1)
    ]
    found += [
        {"@id": f"{url}#entity-{n}", "spin:mentions": one.mentions} for n, one in enumerate(story.entities, start=1)
    ]
    return [node for node in found if len(node) > 1]


def _beneficiaries(story: Story, url: str) -> list[Node]:
    return [
        {
            "@type": "spin:Beneficiary",
            "@id": f"{url}index.json#beneficiary-{n}",
            "name": one.name,
            "spin:gain": one.gain,
        }
        for n, one in enumerate(story.beneficiaries, start=1)
    ]


def _voices(story: Story, url: str) -> list[Node]:
    return [
        _known(
            {
                "@type": "spin:MissingVoice",
                "@id": f"{url}index.json#missing-voice-{n}",
                "spin:stakeholder": one.stakeholder,
                "name": one.name,
            }
        )
        for n, one in enumerate(story.missing_voices, start=1)
    ]


def _frames(story: Story, url: str) -> list[Node]:
    return [
        {
            "@type": "spin:CounterFrame",
            "@id": f"{url}index.json#counter-frame-{n}",
            "spin:teller": one.teller,
            "text": one.text,
        }
        for n, one in enumerate(story.counter_frames, start=1)
    ]


def _figures(story: Story, url: str) -> list[Node]:
    return [
        {
            "@type": "spin:KeyFigure",
            "@id": f"{url}index.json#figure-{n}",
            "spin:value": one.value,
            "spin:label": one.label,
        }
        for n, one in enumerate(story.key_stats, start=1)
    ]


def _terms(story: Story, url: str) -> list[Node]:
    return [
        _known(
            {
                "@id": f"{url}#term-{n}",
                "spin:serves": one.type,
                "spin:tactic": one.tactic,
                "spin:weight": one.weight,
                "spin:speaker": one.speaker,
                "spin:plainer": one.plainer,
            }
            | _found_by(one.found_by)
        )
        for n, one in enumerate(story.loaded_terms, start=1)
    ]


def _claims(story: Story, url: str) -> list[Node]:
    return [
        _known(
            {
                "@id": f"{url}#claim-{n}",
                "spin:rank": one.rank,
                "spin:verification": one.verification,
                "spin:risk": one.risk,
                "spin:speaker": one.speaker,
                "spin:missingEvidence": list(one.missing_evidence),
                "spin:fullEnd": one.full_end,
            }
        )
        for n, one in enumerate(story.claims, start=1)
    ]


def _known(node: Node) -> Node:
    """Return the node without what is not determined."""
    return {key: value for key, value in node.items() if value not in (None, [])}
