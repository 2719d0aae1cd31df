"""The words of our own that the twins use where schema.org, PROV-O and Web Annotation have none. Pure.

What comes out is a document that stands at ``schemas/vocabulary.jsonld`` of the site, so that each word leads to its
meaning. Ids in it are relative: the same bytes stand on every site.
"""

from generator.jsonld.site import Node, Site

FILE = "schemas/vocabulary.jsonld"

# Word -> what it means; with a capital letter a class, else a property.
CLASSES = {
    "NormalizedText": "The text of an article as it was analyzed: title, blank line, body; never published.",
    "Beneficiary": "Somebody who gains by the framing, as the text gives it.",
    "MissingVoice": "A group the story concerns and does not let speak.",
    "CounterFrame": "Another way to tell the same facts, written by the analyzer; nobody said it.",
    "KeyFigure": "A number that stands in the text; nobody checked it.",
}
PROPERTIES = {
    "role": "What kind of source a publisher is: a closed word.",
    "independence": "How far a publisher, or the speaker of a text, is from the subject: low, medium or high.",
    "status": "What state a report is in: processed, limited or withdrawn.",
    "kind": "What kind of text an article is: a closed word.",
    "goal": "What the framing works toward: a closed word.",
    "intent": "What a text was published for: a closed word.",
    "likelySummary": "The line a machine summary gives, or would likely give: basis says which of the two.",
    "basis": "How the likely summary and the risk of repetition are known: predicted, or measured by asking models.",
    "beneficiary": "Who gains by the framing.",
    "gain": "What a beneficiary gains.",
    "missingVoice": "Who is not heard in the text.",
    "stakeholder": "Which group a missing voice belongs to: a closed word.",
    "counterFrame": "How the same facts would be told from elsewhere.",
    "teller": "Who would tell it so: critic or affected_party.",
    "keyFigure": "A number of the text.",
    "value": "A number as it stands in the text, unit included.",
    "label": "What a number counts.",
    "question": "A question a careful reader would ask.",
    "verification": "How far the text itself backs a claim, or its claims together: a closed word.",
    "confidence": "How sure the analyzer is of its verdict: low, medium or high.",
    "bandLow": "Lower end of the range the score stays in when its spans are resampled, 0-100.",
    "bandHigh": "Upper end of the range the score stays in when its spans are resampled, 0-100.",
    "quotedScore": "The score of the words of others alone, by the same formula, 0-100.",
    "formula": "Version of the formula that gave the score.",
    "serves": "What loaded wording serves: one of the six types, or other.",
    "tactic": "The tactic that loaded wording points at.",
    "weight": "Severity of loaded wording: 1 slight, 2 clear, 3 strong.",
    "speaker": "Whose voice a span is in: author, headline, publisher or quoted.",
    "plainer": "A plainer wording, in our words.",
    "rank": "Rank of a claim: primary, secondary or supporting.",
    "risk": "Harm if a claim is wrong and believed: low, moderate or high.",
    "missingEvidence": "What would settle a claim and is not in the text.",
    "fullEnd": "Where the whole claim ends in the analyzed text, if its quotation was shortened.",
    "omission": "Kind of what the text's own claims call for and do not get: a closed word.",
    "mentions": "How often a name occurs in the text.",
    "inText": "The analyzed text that positions are counted in, in Unicode code points.",
    "digest": "SHA-256 of the analyzed text in UTF-8.",
    "bodyDigest": "SHA-256 of the body of the analyzed text alone.",
    "words": "Words of the body.",
    "foundBy": "What found it, where a model had part: llm (a model alone) or mixed (it and the embedded analyzer).",
    "engine": "What the report as a whole comes from: embedded, llm or mixed.",
    "fallback": "Why no model had part in the analysis, though one was to be asked.",
    "model": "Model that took part in the analysis; several with commas between.",
    "promptDigest": "SHA-256 of the prompt of a model.",
    "runs": "Runs behind the verdict.",
}


def prefix(site: Site) -> str:
    """Return what the words begin with on a site."""
    return f"{site.url}{FILE}#"


def vocabulary() -> Node:
    """Return the document that says what each word means."""
    rows = [(name, "rdfs:Class", text) for name, text in CLASSES.items()]
    rows += [(name, "rdf:Property", text) for name, text in PROPERTIES.items()]
    return {
        "@context": {
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        },
        "@graph": [
            {"@id": f"#{name}", "@type": kind, "rdfs:label": name, "rdfs:comment": text} for name, kind, text in rows
        ],
    }
