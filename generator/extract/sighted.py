"""Only what a sighted reader would see stays in a page. Changes the tree it is given; pure otherwise.

What goes in: the tree of a page. What comes out: the same tree without hidden elements, and how many went.
Inline styles, ``hidden``, the page's own ``<style>`` rules with one simple selector, and the usual class names for
screen-reader text are read; outside style sheets are not fetched.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml.html import HtmlElement

from generator.extract import wording

_NEVER_TEXT = frozenset(
    re.findall(
        r"\S+",
        "script style template noscript iframe object embed svg canvas audio video textarea select option "
        "datalist annotation annotation-xml",
    )
)
# Names used by Bootstrap, WordPress, Drupal, GOV.UK, Foundation, Tailwind and others for text read aloud only.
_ALOUD_ONLY = frozenset(
    re.findall(
        r"\S+",
        "sr-only visually-hidden visuallyhidden visually_hidden u-visually-hidden is-visually-hidden "
        "screen-reader-text screen-reader-only screenreader-only screen-reader screenreader sr-text sronly show-for-sr "
        "hidden-visually u-hidden-visually element-invisible assistive-text a11y-hidden a11y-only "
        "accessibly-hidden offscreen off-screen govuk-visually-hidden mw-a11y-hidden",
    )
)
_MAX_STYLE_CHARACTERS = 400_000
_MAX_RULES_PER_MARK = 40
# Rules without one of these neither hide an element nor color it.
_TELLING = frozenset(
    re.findall(
        r"\S+",
        "display visibility content-visibility opacity filter color font-size font overflow width height max-width "
        "max-height position left top right bottom inset-inline-start text-indent margin-left margin-top transform "
        "clip clip-path background background-color background-image background-clip -webkit-background-clip",
    )
)
_NEGLIGIBLE_OPACITY = 0.05
_SMALLEST_FONT_PX = 2.0
_ZERO_SIZE_PX = 1.0
_OFF_SCREEN_PX = -400.0
# Sum of the three channel differences of 255 below which text cannot be told from its ground.
_SAME_COLOR = 40
_PX_PER_UNIT = {"": 1.0, "px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "ch": 8.0, "vw": 12.0, "vh": 8.0, "%": 0.16}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"^(?P<tag>[a-z][a-z0-9]*)?(?P<marks>(?:[.#][\w-]+)+)$", re.IGNORECASE)
_MARK = re.compile(r"([.#])([\w-]+)")
_LENGTH = re.compile(r"^(-?\d*\.?\d+)(px|pt|em|rem|ch|vw|vh|%)?$")
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_RGB = re.compile(r"rgba?\(([^)]{1,60})\)")
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240)}
_WHITE = (255, 255, 255)
_MOVED_AWAY = re.compile(r"translate(?:x|y|3d)?\(\s*-\d{3,}(?:px|em|rem)|scale(?:x|y)?\(\s*0(?:\.0+)?\s*[,)]")
_CLIPPED = re.compile(
    r"rect\(\s*(?:0|1px)(?:px)?[\s,]+(?:0|1px)(?:px)?[\s,]+(?:0|1px)|inset\(\s*(?:5\d|[6-9]\d|100)%|circle\(\s*0"
)

Color = tuple[int, int, int]


class _Rule(NamedTuple):
    tag: str
    marks: frozenset[str]
    style: dict[str, str]


class _Paint(NamedTuple):
    color: Color | None
    ground: Color | None
    unknown_ground: bool


def keep_visible(root: HtmlElement) -> int:
    """Remove what no sighted reader sees; return how many elements went.

    ``aria-hidden`` alone hides nothing: it is the other way round, seen and not read aloud.
    """
    rules = _rules(root)
    hidden = list(_hidden(root, rules))
    for element in hidden:
        if element.getparent() is not None:
            element.drop_tree()
    for element in root.iter():
        _strip(element)
    return len(hidden)


def hides(style: Mapping[str, str]) -> bool:
    """Say whether these CSS declarations keep an element's text from being seen."""
    return (
        style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("content-visibility") == "hidden"
        or _faint(style)
        or _too_small(style)
        or _off_screen(style)
        or _clipped(style)
    )


def declarations(css: str) -> dict[str, str]:
    """Return the declarations of a style attribute, names and values in lower case."""
    pairs = (part.partition(":") for part in css.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, colon, value in pairs if colon}


def _hidden(root: HtmlElement, rules: dict[str, list[_Rule]]) -> Iterator[HtmlElement]:
    paints: dict[HtmlElement, _Paint] = {}
    plain = _Paint(None, _page_ground(rules), unknown_ground=False)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _NEVER_TEXT:
            yield element
            continue
        parent = element.getparent()
        paint = paints.get(parent, plain) if parent is not None else plain
        style = _style(element, rules)
        if style:
            paint = _painted(paint, style)
        if paint is not plain:
            paints[element] = paint
        # Pages that reveal themselves by script start with a hidden body: the body itself is no hiding place.
        if element.tag in {"html", "body", "head", "title", "meta", "link"}:
            continue
        if _frame(element) or _marked_hidden(element) or (style and (hides(style) or _same_as_ground(style, paint))):
            yield element


def _frame(element: HtmlElement) -> bool:
    """Say whether an element is navigation or the page's own footer: seen, and on every page of the site."""
    if element.tag == "nav" or element.get("role") == "navigation":
        return True
    parent = element.getparent()
    return element.tag == "footer" and parent is not None and parent.tag == "body"


def _marked_hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    if element.tag == "dialog" and "open" not in attributes:
        return True
    return any(name in _ALOUD_ONLY for name in attributes.get("class", "").lower().split())


def _strip(element: HtmlElement) -> None:
    """Drop attributes that make text (alt) or multiply it (spans of cells), and text split letter by letter."""
    # What is left is seen; extractors would take a style such as overflow:hidden for a hiding place.
    for name in ("alt", "colspan", "rowspan", "style"):
        element.attrib.pop(name, None)
    if element.text and not element.text.isascii() and wording.shredded(element.text):
        element.text = None
    if element.tail and not element.tail.isascii() and wording.shredded(element.tail):
        element.tail = " "


# --- style rules of the page ---------------------------------------------------------------------------------------


def _rules(root: HtmlElement) -> dict[str, list[_Rule]]:
    """Return the page's own rules by one of their marks; rules inside @media and the like are left out."""
    css = "\n".join(style.text or "" for style in root.iter("style"))[:_MAX_STYLE_CHARACTERS]
    found: dict[str, list[_Rule]] = {}
    for selectors, body in _top_level(_COMMENT.sub(" ", css)):
        style = declarations(body)
        if not style.keys() & _TELLING:
            continue
        for selector in selectors.split(","):
            name = selector.strip()
            parts = _SELECTOR.match(name)
            if parts:
                marks = frozenset(sign + text for sign, text in _MARK.findall(parts["marks"]))
                rule = _Rule((parts["tag"] or "").lower(), marks, style)
                rules = found.setdefault(min(marks), [])
                if len(rules) < _MAX_RULES_PER_MARK:
                    rules.append(rule)
            elif name.lower() == "body":
                found.setdefault("body", []).append(_Rule("body", frozenset(), style))
    return found


def _top_level(css: str) -> Iterator[tuple[str, str]]:
    depth = start = 0
    head = ""
    for brace in re.finditer(r"[{}]", css):
        if brace[0] == "{":
            if depth == 0:
                head, start = css[start : brace.start()].rpartition(";")[2].strip(), brace.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                if not head.startswith("@"):
                    yield head, css[start : brace.start()]
                start = brace.end()


def _style(element: HtmlElement, rules: dict[str, list[_Rule]]) -> dict[str, str]:
    own = element.get("style")
    marks = {"." + name for name in element.get("class", "").split()} | {"#" + element.get("id", "")}
    style: dict[str, str] = {}
    if (rules and len(marks) > 1) or "#" not in marks:
        matching = [
            rule
            for mark in marks
            for rule in rules.get(mark, ())
            if rule.marks <= marks and rule.tag in {"", element.tag}
        ]
        for rule in sorted(matching, key=lambda rule: len(rule.marks)):
            style |= rule.style
    if own:
        style |= declarations(own)
    for name in ("color", "bgcolor"):
        value = element.get(name)
        if value:
            style.setdefault("color" if name == "color" else "background-color", value.lower())
    return style


def _page_ground(rules: dict[str, list[_Rule]]) -> Color | None:
    for rule in rules.get("body", ()):
        ground = rule.style.get("background-color") or rule.style.get("background")
        if ground:
            return _color(ground)
    return _WHITE


# --- single properties ---------------------------------------------------------------------------------------------


def _px(value: str | None) -> float | None:
    match = _LENGTH.match((value or "").strip())
    return float(match[1]) * _PX_PER_UNIT[match[2] or ""] if match else None


def _faint(style: Mapping[str, str]) -> bool:
    opacity = style.get("opacity", "1")
    try:
        shown = float(opacity.rstrip("%")) / (100 if opacity.endswith("%") else 1)
    except ValueError:
        shown = 1.0
    if shown < _NEGLIGIBLE_OPACITY or "opacity(0" in style.get("filter", "").replace("opacity(0.", "(."):
        return True
    color = style.get("color", "").replace(" ", "")
    transparent = color == "transparent" or re.match(r"(?:rgba|hsla)\(.*,0(?:\.0+)?\)$", color) is not None
    # Transparent letters over a clipped gradient are how colored headings are made.
    clipped = "text" in style.get("background-clip", "") + style.get("-webkit-background-clip", "")
    return transparent and not clipped


def _too_small(style: Mapping[str, str]) -> bool:
    font = _px(style.get("font-size"))
    if font is not None and font < _SMALLEST_FONT_PX:
        return True
    if re.match(r"0(?:px)?/", style.get("font", "")):
        return True
    if style.get("overflow", "visible") not in {"hidden", "clip"}:
        return False
    sizes = (_px(style.get(name)) for name in ("width", "height", "max-width", "max-height"))
    return any(size is not None and size <= _ZERO_SIZE_PX for size in sizes)


def _off_screen(style: Mapping[str, str]) -> bool:
    moved = ["text-indent", "margin-left", "margin-top"]
    if style.get("position") in {"absolute", "fixed", "relative"}:
        moved += ["left", "top", "right", "bottom", "inset-inline-start"]
    places = (_px(style.get(name)) for name in moved)
    return any(place is not None and place <= _OFF_SCREEN_PX for place in places) or bool(
        _MOVED_AWAY.search(style.get("transform", ""))
    )


def _clipped(style: Mapping[str, str]) -> bool:
    return bool(_CLIPPED.search(style.get("clip", "")) or _CLIPPED.search(style.get("clip-path", "")))


# --- color on its ground -------------------------------------------------------------------------------------------


def _painted(paint: _Paint, style: Mapping[str, str]) -> _Paint:
    color = _color(style["color"]) if "color" in style else paint.color
    ground = style.get("background-color") or style.get("background")
    image = "url(" in style.get("background-image", "") or "gradient" in style.get("background-image", "")
    if not ground and not image:
        return paint._replace(color=color)
    seen = None if image else _color(ground or "")
    if seen is None and not image and (ground or "").split()[:1] in (["none"], ["transparent"], ["inherit"]):
        return paint._replace(color=color)
    return _Paint(color, seen, unknown_ground=seen is None)


def _same_as_ground(style: Mapping[str, str], paint: _Paint) -> bool:
    named_here = "color" in style or "background-color" in style or "background" in style
    if not named_here or paint.color is None or paint.ground is None or paint.unknown_ground:
        return False
    return sum(abs(one - other) for one, other in zip(paint.color, paint.ground, strict=True)) < _SAME_COLOR


def _color(value: str) -> Color | None:
    if "url(" in value or "gradient" in value:
        return None
    hexadecimal = _HEX.search(value)
    if hexadecimal:
        digits = hexadecimal[1]
        step = 1 if len(digits) < 6 else 2  # noqa: PLR2004 - #rgb or #rrggbb
        channels = [digits[place : place + step] * (3 - step) for place in range(0, 3 * step, step)]
        return int(channels[0], 16), int(channels[1], 16), int(channels[2], 16)
    numbers = _RGB.search(value)
    if numbers:
        parts = re.findall(r"[\d.]+%?", numbers[1])[:3]
        if len(parts) == 3:  # noqa: PLR2004 - red, green, blue
            red, green, blue = (
                round(float(part.rstrip("%")) * (2.55 if part.endswith("%") else 1)) for part in parts if part != "."
            )
            return red, green, blue
    return next((_NAMED[word] for word in re.findall(r"[a-z]+", value) if word in _NAMED), None)
