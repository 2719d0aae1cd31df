"""What the analyzer tests share: articles and publishers of invented organizations."""

import hashlib

from generator.models import Article, Publisher
from generator.vocabulary import Level, Role


def article(title: str, body: str, url: str = "https://brackwater.example/news/one", **more: str) -> Article:
    text = f"{title}\n\n{body}"
    digest = "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article.model_validate(
        {"url": url, "title": title, "text": text, "digest": digest, "words": len(body.split()), **more}
    )


def publisher(role: Role = Role.COMPANY_BLOG, name: str = "Brackwater Systems") -> Publisher:
    return Publisher(
        slug="brackwater",
        name=name,
        homepage="https://brackwater.example/",
        hosts=("brackwater.example",),
        role=role,
        independence=Level.LOW,
    )


NEWS = publisher(Role.NEWS_MEDIA, "The Tarn Courier")
OWN = publisher()

PLAIN = (
    "The town council of Tarnholm voted 7 to 4 on Tuesday to repair the north bridge. Work starts on 3 May and takes "
    "eleven weeks. The contract is worth 2.1 million crowns and went to the lowest of five bidders.\n"
    "Buses 4 and 9 will use the ring road during the work. Cyclists can use the footbridge at the mill. Councillor "
    "Ines Fairlock said the bridge was last repaired in 1988. The council published the bids on its website.\n"
    "The next meeting is on 14 April at 18:00 in the town hall. Questions can be sent to the roads office by 10 April."
)
HYPE = (
    "Today Brackwater unveils Lumen, a groundbreaking breakthrough that will revolutionize how the world stores heat. "
    "Lumen is a game-changing, best-in-class battery, and nothing else comes close.\n"
    "Our cutting-edge chemistry delivers unparalleled performance and unlocks limitless possibilities. We are thrilled "
    "to redefine what is possible and to usher in a new era of clean heat.\n"
    "Lumen is the most advanced heat store ever. The future is bright, and this is only the beginning."
)
