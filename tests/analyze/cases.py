"""Invented texts that more than one test of the embedded analyzer reads."""

from generator import vocabulary as v
from generator.analyze.embedded.document import Document
from generator.models import LoadedTerm
from tests.articles import make_article, make_publisher

LAUNCH_TITLE = "Introducing Tarn, the fastest way to sort parcels"
LAUNCH = (
    "Today we are thrilled to introduce Tarn, a revolutionary sorting engine for parcel depots. "
    "Tarn reduces sorting time by 40% and makes depots more efficient. "
    "Our engine is the fastest parcel sorter on the market, and it works seamlessly with every conveyor.\n"
    "We will bring Tarn to depots everywhere. "
    "Our engineers built the sorting engine with incredible care, using cameras that read labels in the dark. "
    "Depot teams love the effortless setup, and sorting lines start within an afternoon.\n"
    "Contact our sales team to see the engine in your depot."
)
CUTS_TITLE = "Sharpening our focus at Veldry"
CUTS = (
    "We are right-sizing two locations so that every team can do meaningful work. "
    "This restructuring of our packaging division is a necessary step toward a stronger company. "
    "Our leadership believes the new structure will let our plants ship twice as fast.\n"
    "We thank everyone who leaves for their contribution. "
    "The packaging division has been part of Veldry since the early days, and this transition is not easy. "
    "We remain committed to a bright future for the packaging division."
)
BREACH_TITLE = "Notice of data incident"
BREACH = (
    "Harrow Clinics takes the privacy of your information seriously. "
    "On May 4, 2025, we learned that an unauthorized party had accessed a mail account of our billing office. "
    "The account contained names and billing codes. "
    "We have no evidence that any information was misused. "
    "We have since reset passwords and trained our billing office on new rules. "
    "We take this matter seriously and are reviewing our mail system."
)
WIRE_TITLE = "Ellerby council votes to repair harbor bridge"
WIRE = (
    "Ellerby’s council voted on Tuesday to repair the harbor bridge, which was closed in March after a barge hit it. "
    "The repair will cost $4.2 million, according to council documents. "
    "“The bridge is the only way to the market,” said Mara Voss, who runs a shop at the harbor. "
    "Jonas Pell, a councilor who voted against the plan, said the money should go to a new ferry. "
    "Work begins in June 2026 and takes 14 months, the council said. "
    "About 3,000 drivers used the bridge each day in 2024, a survey by the county found."
)
HOW_TO_TITLE = "How to oil a wooden bench"
HOW_TO = (
    "You need a brush, a cloth and linseed oil. "
    "Step 1: clean the bench with a dry cloth. "
    "Step 2: put a thin coat of oil on the wood with the brush. "
    "You can repeat this after 24 hours. "
    "Step 3: wipe off what the wood does not take. "
    "Let the bench dry for two days before you sit on it."
)


def document(title: str, body: str, **publisher: object) -> Document:
    """Read an invented text as an own publisher's, unless told otherwise."""
    return Document.of(make_article(title, body), make_publisher(**publisher))


def company(title: str, body: str, name: str) -> Document:
    """Read a text as the blog of an invented company."""
    return document(title, body, name=f"{name} Blog", slug=name.lower().replace(" ", "-"))


def newspaper(title: str, body: str) -> Document:
    """Read a text as a report of an invented newspaper."""
    return document(
        title,
        body,
        name="Ellerby Gazette",
        role=v.Role.NEWS_MEDIA,
        independence=v.Level.HIGH,
        hosts=("gazette.example",),
    )


def term(doc: Document, exact: str, kind: v.LoadedType = v.LoadedType.HYPE, **changes: object) -> LoadedTerm:
    """Return a loaded term at its first place in a document."""
    start = doc.text.index(exact)
    data: dict[str, object] = {
        "exact": exact,
        "start": start,
        "end": start + len(exact),
        "type": kind,
        "weight": 2,
        "speaker": v.Speaker.PUBLISHER,
    }
    return LoadedTerm.model_validate(data | changes)


def launch_terms(doc: Document) -> tuple[LoadedTerm, ...]:
    """Return the loaded wording of the launch text."""
    wordings = (
        "revolutionary sorting engine",
        "fastest parcel sorter",
        "seamlessly",
        "incredible care",
        "effortless setup",
    )
    return tuple(term(doc, one, plainer=None) for one in wordings)
