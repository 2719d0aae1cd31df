"""What Chromium highlights in an original when a link with a text fragment is followed, read from painted pixels."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Saved pages lack their styles, so what hovers there may lie above the text: nothing but the target is painted.
PAINT = """
* { background: none !important; color: transparent !important; text-decoration: none !important; }
img, picture, svg, video, canvas, iframe { visibility: hidden !important; }
::target-text { background: rgb(255, 0, 255) !important; color: rgb(255, 0, 255) !important; }
"""
# Keeps the picture and returns the box around all that is lit, or null.
LIT = """
async picture => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
  const ink = new OffscreenCanvas(image.width, image.height).getContext("2d", {willReadFrequently: true});
  ink.drawImage(image, 0, 0);
  const {data, width, height} = ink.getImageData(0, 0, image.width, image.height);
  window.lit = (x, y) => {
    const at = 4 * (Math.floor(y) * width + Math.floor(x));
    return x >= 0 && y >= 0 && x < width && y < height && data[at] > 240 && data[at + 1] < 15 && data[at + 2] > 240;
  };
  const box = [width, height, -1, -1];
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (window.lit(x, y)) {
    box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
  }
  return box[2] < 0 ? null : box;
}
"""
# Every character near the box with the middle of its own, and whether nothing lies above it.
CHARACTERS = """
([left, top, right, bottom]) => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const near = box => box.width && box.right >= left && box.left <= right && box.bottom >= top && box.top <= bottom;
  const shown = (parent, x, y) => {
    const top = document.elementFromPoint(x, y);
    return top && (parent.contains(top) || top.contains(parent));
  };
  const seen = [];
  while (walk.nextNode()) {
    const node = walk.currentNode;
    range.selectNodeContents(node);
    if (!near(range.getBoundingClientRect())) continue;
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at); range.setEnd(node, at + 1);
      const one = range.getClientRects()[0];
      if (!one || !near(one)) continue;
      const [x, y] = [one.left + one.width / 2, one.top + one.height / 2];
      seen.push([node.data[at], x, y, shown(node.parentElement, x, y)]);
    }
  }
  return seen;
}
"""
READ = """
([characters, buried]) => characters
  .filter(([, x, y, shown]) => (shown || buried) && window.lit(x, y)).map(([one]) => one).join("")
"""


# Pixels to scroll by, one step after the other: up to three screens down, then up, and a wait at the start again.
AWAY = (500, 500, 500, 500, -2500, -500, -500, -500, 2000, *[0] * 20)

# A letter of a long quotation may lie below a picture or a drop cap, where no pixel of it can be read.
SLACK = 2


class Directive(NamedTuple):
    """The parts of ``text=[prefix-,]start[,end][,-suffix]``."""

    start: str
    end: str

    @classmethod
    def of(cls, href: str) -> Directive:
        """Return start and end of the first directive of an address."""
        parts = href.partition(":~:text=")[2].split("&")[0].split(",")
        own = [unquote(part) for part in parts if not part.endswith("-") and not part.startswith("-")]
        return cls(own[0], own[1] if len(own) > 1 else "")

    def is_met_by(self, text: str) -> bool:
        """Say whether the highlighted text is what the link quotes."""
        found, start, end = folded(text), folded(self.start), folded(self.end)
        # A name is looked for with its possessives, and several of its mentions may be lit.
        name = bare(start)
        if name and bare(found) == name * max(1, bare(found).count(name)):
            return True
        if end:
            return start[SLACK:] in found and end[: -SLACK or None] in found and len(found) > len(start)
        return found in start and len(found) >= len(start) - SLACK if len(start) > 10 * SLACK else found == start


def bare(text: str) -> str:
    """Return the text without the endings of possessives."""
    return re.sub("[’']s", "", text)


def folded(text: str) -> str:
    """Return the text without blanks and soft hyphens, which are painted in their own ways."""
    return "".join(text.replace("\u00ad", "").split())


def highlighted(page: Page, eye: Page) -> tuple[str, str]:
    """Return the text that the open page paints as the target of its address; pixels are counted in ``eye``.

    Chromium looks for the text after the page has loaded: pictures are taken until something is lit. What a saved page
    loads besides is missing, and its empty boxes may fall together after the browser has scrolled: then the target is
    looked for some screens above and below. Two readings: without and with text below other elements. Saved pages lack
    their styles, so a layer that is empty there may lie above the text, and texts may lie above each other.
    """
    page.evaluate(
        "text => document.head.append(Object.assign(document.createElement('style'), {textContent: text}))", PAINT
    )
    for away in (*[0] * 10, *AWAY):
        page.evaluate("away => away && scrollBy(0, away)", away)
        box = eye.evaluate(LIT, base64.b64encode(page.screenshot(animations="disabled")).decode())
        if box:
            characters = page.evaluate(CHARACTERS, box)
            return eye.evaluate(READ, [characters, False]), eye.evaluate(READ, [characters, True])
        page.wait_for_timeout(200)
    return "", ""
