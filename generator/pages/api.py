"""Catalog -> the static API below /api/v1/: lists of reports that programs read. Pure.

Lists are cut by the date of the story, so that a night changes the lists its reports stand in, the documents that
count them, and nothing else. Newest story first, but for the latest. Every address is whole, since a program may
come from anywhere.
"""

from collections.abc import Iterable, Iterator

from generator import jsonld, schemas
from generator import vocabulary as v
from generator.models import (
    Counts,
    Link,
    ListedPublisher,
    ListedStory,
    ListedType,
    Publisher,
    PublisherList,
    PublisherStories,
    SiteIndex,
    Story,
    StoryList,
    TypeList,
    TypeStories,
)
from generator.pages import sheets, spin_types, syndication, taxonomy, words
from generator.pages.catalog import Catalog
from generator.pages.sheets import Sheet

FOLDER = "api/v1/"
MEDIA_TYPE = "application/json"


def files(catalog: Catalog, site: jsonld.Site, data: Iterable[Link]) -> Iterator[tuple[str, str]]:
    """Yield path below the site and text of every document.

    Args:
        catalog: all stories; withdrawn ones stand in no document.
        site: the site the addresses belong to.
        data: what leads to the data set.
    """
    api = _Api(catalog, site)
    yield from api.months()
    yield from api.publishers()
    yield from api.types()
    yield f"{FOLDER}latest.json", api.latest()
    yield f"{FOLDER}index.json", api.index(tuple(data))


def brief(story: Story, site: jsonld.Site) -> ListedStory:
    """Return a report in brief."""
    url, verdict = f"{site.url}{story.path}", story.verdict
    return ListedStory(
        id=story.id,
        url=url,
        record_url=f"{url}record.json",
        title=story.original.title,
        original_url=story.original.url,
        publisher=story.publisher.slug,
        date=story.date,
        status=story.status,
        topic=story.topic,
        primary=verdict.primary,
        secondary=verdict.secondary,
        tactic=verdict.tactic,
        score=verdict.score,
        band=verdict.band,
        evidence_strength=story.integrity.evidence_strength,
        updated=story.updated,
    )


class _Api:
    """The documents of one site."""

    def __init__(self, catalog: Catalog, site: jsonld.Site) -> None:
        self._catalog = catalog
        self._site = site
        # As the feed of the whole site: what was written or changed last, whatever the date of its story.
        self._news = syndication.groups(catalog).site
        self._newest = tuple(self._news.newest())

    def months(self) -> Iterator[tuple[str, str]]:
        """Yield the lists of each month."""
        for sheet in sheets.by_month(self._catalog.shown):
            page = f"archive/{sheet.period}/"
            yield f"{FOLDER}stories/{sheet.key}.json", self._list(sheet.name, page, "index", reversed(sheet.stories))

    def publishers(self) -> Iterator[tuple[str, str]]:
        """Yield the list of publishers; for each of them what names its lists, and its lists by year."""
        for publisher in self._catalog.publishers.values():
            folder = f"publishers/{publisher.slug}"
            pages = sheets.by_year(self._catalog.by_publisher.get(publisher.slug, ()))
            document = PublisherStories(
                schema_href=self._schema("publisher-stories"),
                up=self._href("publishers"),
                publisher=self._publisher(publisher),
                pages=self._links(folder, pages),
            )
            yield f"{FOLDER}{folder}.json", document.text()
            for sheet in pages:
                name = f"{words.plain(publisher.name, words.TITLE_MOST)}, {sheet.name}"
                yield (
                    f"{FOLDER}{folder}/{sheet.key}.json",
                    self._list(name, f"{folder}/", folder, reversed(sheet.stories)),
                )
        yield f"{FOLDER}publishers.json", self._publisher_list().text()

    def types(self) -> Iterator[tuple[str, str]]:
        """Yield the list of types; for each of them what names its lists, and its lists by month."""
        for key in v.SpinType:
            folder = f"types/{key}"
            pages = sheets.by_month(self._catalog.by_type.get(key, ()))
            listed = self._type(key)
            document = TypeStories(
                schema_href=self._schema("type-stories"),
                up=self._href("types"),
                type=listed,
                pages=self._links(folder, pages),
            )
            yield f"{FOLDER}{folder}.json", document.text()
            for sheet in pages:
                name = f"{listed.name}, {sheet.name}"
                page = f"spin-types/{key}/"
                yield f"{FOLDER}{folder}/{sheet.key}.json", self._list(name, page, folder, reversed(sheet.stories))
        yield f"{FOLDER}types.json", self._type_list().text()

    def latest(self) -> str:
        """Return the reports that were written or changed last."""
        return self._list("Written or changed last", "", "index", self._newest)

    def index(self, data: tuple[Link, ...]) -> str:
        """Return the document that leads to all others."""
        shown = self._catalog.shown
        document = SiteIndex(
            schema_href=self._schema("site-index"),
            name=self._site.name,
            url=self._site.url,
            license=jsonld.LICENSE,
            updated=sheets.updated(shown),
            counts=Counts(
                reports=len(shown), publishers=len(self._catalog.by_publisher), months=len(self._catalog.by_month)
            ),
            latest=self._link("latest", "Written or changed last", "latest", "story-list", self._newest),
            months=self._links("stories", sheets.by_month(shown)),
            publishers=tuple(
                self._link(slug, one.name, f"publishers/{slug}", "publisher-stories", self._of(slug))
                for slug, one in self._catalog.publishers.items()
            ),
            types=tuple(
                self._link(key, v.label(key), f"types/{key}", "type-stories", self._catalog.by_type.get(key, ()))
                for key in v.SpinType
            ),
            data=data,
            feeds=tuple(self._feeds()),
            schemas=tuple(self._schema_links()),
        )
        return document.text()

    def _list(self, name: str, page: str, up: str, stories: Iterable[Story]) -> str:
        listed = tuple(brief(story, self._site) for story in stories)
        return StoryList(
            schema_href=self._schema("story-list"),
            name=name,
            url=f"{self._site.url}{page}",
            up=self._href(up),
            count=len(listed),
            updated=max((one.updated for one in listed), default=None),
            stories=listed,
        ).text()

    def _publisher_list(self) -> PublisherList:
        listed = tuple(map(self._publisher, self._catalog.publishers.values()))
        return PublisherList(
            schema_href=self._schema("publisher-list"),
            url=f"{self._site.url}publishers/",
            up=self._href("index"),
            count=len(listed),
            updated=sheets.updated(self._catalog.shown),
            publishers=listed,
        )

    def _publisher(self, publisher: Publisher) -> ListedPublisher:
        stories = self._of(publisher.slug)
        return ListedPublisher(
            slug=publisher.slug,
            name=publisher.name,
            homepage=publisher.homepage,
            role=publisher.role,
            independence=publisher.independence,
            url=f"{self._site.url}publishers/{publisher.slug}/",
            href=self._href(f"publishers/{publisher.slug}"),
            count=len(stories),
            updated=sheets.updated(stories),
        )

    def _type_list(self) -> TypeList:
        listed = tuple(map(self._type, v.SpinType))
        return TypeList(
            schema_href=self._schema("type-list"),
            url=f"{self._site.url}spin-types/",
            up=self._href("index"),
            count=sum(one.count for one in listed),
            updated=max((one.updated for one in listed if one.updated), default=None),
            types=listed,
        )

    def _type(self, key: v.SpinType) -> ListedType:
        info, stories = v.TYPES.get(key, spin_types.NONE_INFO), self._catalog.by_type.get(key, ())
        return ListedType(
            key=key,
            name=info.label,
            definition=info.definition,
            url=f"{self._site.url}spin-types/{key}/",
            href=self._href(f"types/{key}"),
            count=len(stories),
            updated=sheets.updated(stories),
        )

    def _of(self, slug: str) -> tuple[Story, ...]:
        return self._catalog.by_publisher.get(slug, ())

    def _links(self, folder: str, pages: tuple[Sheet, ...]) -> tuple[Link, ...]:
        return tuple(
            self._link(sheet.key, sheet.name, f"{folder}/{sheet.key}", "story-list", sheet.stories)
            for sheet in reversed(pages)
        )

    def _link(self, key: str, name: str, to: str, schema: str, stories: tuple[Story, ...]) -> Link:
        return Link(
            key=key,
            name=name,
            href=self._href(to),
            media_type=MEDIA_TYPE,
            count=len(stories),
            updated=sheets.updated(stories),
            schema_href=self._schema(schema),
        )

    def _feeds(self) -> Iterator[Link]:
        url, opml = self._site.url, syndication.OPML
        for form in syndication.FORMS:
            yield Link(key=form.file, name=form.name, href=f"{url}{self._news.folder}{form.file}", media_type=form.type)
        yield Link(key=opml, name="All feeds (OPML)", href=f"{url}{opml}", media_type="text/x-opml")

    def _schema_links(self) -> Iterator[Link]:
        for name in schemas.generate():
            key = name.removesuffix(".schema.json")
            yield Link(key=key, name=f"Schema: {key}", href=self._schema(key), media_type="application/schema+json")
        yield Link(
            key=taxonomy.FILE,
            name="Taxonomy",
            href=f"{self._site.url}{taxonomy.FILE}",
            media_type=MEDIA_TYPE,
            schema_href=self._schema("taxonomy"),
        )

    def _schema(self, name: str) -> str:
        return schemas.address(name, self._site.url)

    def _href(self, to: str) -> str:
        return f"{self._site.url}{FOLDER}{to}.json"
