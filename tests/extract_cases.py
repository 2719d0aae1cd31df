"""Invented pages for the tests of extraction."""

from generator import extract
from generator import vocabulary as v
from generator.models import Article, FeedEntry, Publisher

URL = "https://news.orlund.example/2026/11/harbor-cranes"
TITLE = "Orlund harbor replaces two cranes"
BODY = (
    "The harbor of Orlund will replace two of its five cranes in spring, the port office said on Tuesday.",
    "The work costs 4.1 million crowns and takes eleven weeks, during which ships over 90 meters unload in Weddel.",
    "Dock workers had asked for the change since a cable broke in 2023. Nobody was hurt then, the office said.",
    "A second step, the renewal of the eastern quay, depends on a vote of the town council in June.",
)


def page_of(*paragraphs: str, head: str = "", title: str = TITLE, extra: str = "") -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><main><article><h1>{title}</h1>{body}{extra}"
        "</article></main></body></html>"
    ).encode()


def read(
    html: bytes, entry: FeedEntry | None = None, publisher: Publisher | None = None, url: str = URL, **headers: str
) -> Article:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return extract.article(html, url=url, headers=named, entry=entry, publisher=publisher)


def publisher(**changes: object) -> Publisher:
    values: dict[str, object] = {
        "slug": "orlund-post",
        "name": "Orlund Post",
        "homepage": "https://news.orlund.example/",
        "hosts": ("news.orlund.example",),
        "role": v.Role.NEWS_MEDIA,
        "independence": v.Level.HIGH,
    }
    return Publisher.model_validate(values | changes)


def entry(**changes: object) -> FeedEntry:
    values: dict[str, object] = {"feed_url": "https://news.orlund.example/feed", "url": URL, "title": TITLE}
    return FeedEntry.model_validate(values | changes)
