"""Lines that stand around an article and are no part of it. Pure.

What goes in: paragraphs in page order. What comes out: the paragraphs without bylines at the top and without what
follows the end of the story. Rules look at whole lines only, so a sentence of the story is never cut in two.
"""

import re

# A line at least this long is prose; shorter ones may be labels.
_LABEL_WORDS = 6
_BYLINE_WORDS = 14
_NOTICE_WORDS = 45
_LEAD_LINES = 5
# What follows a label is cut only while more than this share of the words stands before it.
_STORY_SHARE = 0.45
_LATE_SHARE = 0.75
# The line before an end label is the story's last sentence; in a table of terms it is another short cell.
_LAST_LINE_WORDS = 8
_LEAST_STORY_WORDS = 40

# Headings of what follows a story: related stories, comments, newsletters, tags. Several languages, whole line.
_END_LABEL = re.compile(
    r"(?:"
    r"top stories|latest (?:news|stories|posts|articles)|most (?:read|popular|viewed|shared)|trending(?: now)?|"
    r"(?:more|other|related|recommended|similar|popular|recent|further) (?:posts?|stories|articles?|news|reading|"
    r"content|topics|coverage|videos?|links)|recommended(?: for you)?|you (?:may|might) (?:also )?(?:like|enjoy)"
    r"(?: this)?|more (?:from|on|in|about) .{2,40}|more great .{2,30}|"
    r"up next|don.t miss|what to read next|partner news|sponsored(?: content)?|promoted(?: stories)?|"
    r"around the web|from the web|editors?.{0,2} (?:picks|choice)|"
    r"(?:\d+ )?comments(?: \(\d+\))?|1 comment|leave a (?:comment|reply)|post a comment|"
    r"join the (?:conversation|discussion)|"
    r"add (?:a )?comment|view comments|\d+ responses|filed under|share this(?: (?:post|article|story|page))?|follow us|"
    r"sign up|newsletters?|.{2,30} newsletter|"
    r"comentarios?|comentar|coment[aá]rios?|noticias relacionadas|m[aá]s (?:noticias|informaci[oó]n)|"
    r"lo m[aá]s (?:le[ií]do|visto)|"
    r"kommentare?|kommentare? \(\d+\)|mehr zum thema|das k[oö]nnte sie auch interessieren|weitere (?:artikel|themen|"
    r"nachrichten|beitr[aä]ge)|auch interessant|meistgelesen|"
    r"commentaires?|(?:\d+ )?commentaires?|sur le m[eê]me (?:sujet|th[eè]me)|"
    r"articoli correlati|"
    r"комментарии|похожие (?:статьи|новости)|関連記事|コメント|相关(?:文章|阅读|新闻)|评论"
    r")\s*[:\uff1a»>…]*",
    re.IGNORECASE,
)
# Labels that stories use for their own parts, too: believed near the end only.
_LATE_LABEL = re.compile(
    r"(?:tags?|topics|categories|discussion|responses|share|subscribe|comments?|related|about(?: the authors?| us)?|"
    r"etiquetas|schlagw[oö]rter|schlagworte|contact|kontakt|"
    r"read (?:more|next|also|this next)|see also|leia (?:mais|tamb[eé]m)|te puede interesar|lesen sie auch|"
    r"[aà] lire (?:aussi|[eé]galement)|leggi anche|lees ook|читайте также)\s*[:\uff1a»>…]*",
    re.IGNORECASE,
)
# Short sentences of the site itself. Every alternative speaks of the site's services, never of a subject.
_NOTICE = re.compile(
    r"thanks for signing up|keep an eye on your inbox|error processing your|"
    r"(?:subscribe|sign[- ]?up|get|receive|register)\b.{0,60}(?:newsletters?|in your inbox|to your inbox|email alerts)|"
    r"^(?:share|like) this (?:story|article|post)|share (?:it|this) with (?:a|your) friends?|"
    r"^(?:follow|like|find) (?:us|@?\w+(?: \w+){0,3}) on (?:twitter|facebook|instagram|google|x|linkedin|youtube)|"
    r"^(?:©|copyright\b)(?:\W*\w+){1,7}\W*$|"
    r"^(?:read|see|view) (?:more|also|next)[:\uff1a]|^also on \S+|"
    r"^related(?: (?:story|stories|articles?|posts?))?[:\uff1a]|"
    r"^(?:tags?|filed under|categories|topics)[:\uff1a]|^click here to (?:subscribe|sign|read|comment)|"
    r"^(?:have a tip|write to .{3,60} at \S+@)|^you must be logged in|^(?:log|sign) in to (?:comment|reply|continue)|"
    r"^this (?:site|website) uses cookies|we use cookies to|^advertisement$|^order reprints$|^print(?: this)? article$|"
    r"^(?:email|print|share|tweet|save|facebook|twitter|linkedin|whatsapp|pinterest|reddit|copy link)$|"
    r"^comments? (?:are|is) closed|^no comments|^(?:previous|next) (?:post|article|story)\b|"
    r"^(?:image|photo|picture|bild|foto|fotos?)(?: credit)?[:\uff1a]|^skip to (?:main )?content|"
    r"coment[aá]rios? com textos|contenido de los comentarios|verter comentarios|eliminar cualquier comentario",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:by|von|par|por|di|posted by|written by|published by)\s+\S|"
    r"^(?:posted|published|updated|last updated|first published|aktualisiert|stand|ver[oö]ffentlicht|publi[eé]|"
    r"publicado|atualizado)\b.{0,60}\d|"
    r"^\W*(?:\w+,?\s+){0,4}\d{1,2}[./ ]\s?(?:\w+|\d{1,2})[./ ,]\s?(?:de\s)?\d{4}(?:\W.{0,30})?$|"
    r"^\w+\.? \d{1,2},? \d{4}(?:\W.{0,30})?$|\|\s*\d{1,2}[/.]\d{1,2}[/.]\d{4}$|^\d{1,2}:\d{2}\b.{0,20}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…:。\uff01\uff1f»”\"')\]]\s*$")
_WORD = re.compile(r"\w+")


def trim(paragraphs: list[str]) -> list[str]:
    """Return the story's own lines: no bylines among the first five lines, no notices, nothing after an end label."""
    lines = [line for line in paragraphs if not is_notice(line)]
    lines = [line for index, line in enumerate(lines) if index >= _LEAD_LINES or not _is_byline(line)]
    sizes = [_size(line) for line in lines]
    total = sum(sizes)
    before = 0
    for index, line in enumerate(lines):
        if before >= _LEAST_STORY_WORDS and sizes[index] <= _LABEL_WORDS and sizes[index - 1] >= _LAST_LINE_WORDS:
            least = _STORY_SHARE if is_end_label(line) else _LATE_SHARE if _LATE_LABEL.fullmatch(line) else None
            if least is not None and before >= least * total:
                return lines[:index]
        before += sizes[index]
    return lines


def is_end_label(line: str) -> bool:
    """Say whether a line is the heading of what follows a story."""
    return _size(line) <= _LABEL_WORDS and _END_LABEL.fullmatch(line) is not None


def is_notice(line: str) -> bool:
    """Say whether a line is the site speaking of its services."""
    return _size(line) <= _NOTICE_WORDS and _NOTICE.search(line) is not None


def is_prose(line: str, least_words: int) -> bool:
    """Say whether a line is a sentence or more of at least so many words, and no notice or credit."""
    return (
        _size(line) >= least_words
        and _SENTENCE_END.search(line) is not None
        and "©" not in line
        and not is_notice(line)
    )


def _is_byline(line: str) -> bool:
    return _size(line) <= _BYLINE_WORDS and _BYLINE.search(line) is not None and not line.rstrip().endswith((".", "?"))


def _size(line: str) -> int:
    return len(_WORD.findall(line))
