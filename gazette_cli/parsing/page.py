"""A news page saved as text, or any plain text, becomes an entry: recognised by its structure, never by its site.

The way of a page: lines, unwrapped; its head (pagehead.py: masthead, headline, dates, byline); what is left without the
page's chrome (chrome.py), put into paragraphs (paragraphs.py). What is not recognised is text: nothing else is dropped.
"""

import re
from dataclasses import replace
from datetime import datetime

from gazette_cli.errors import ParseError
from gazette_cli.models import DATED_TIME, Entry
from gazette_cli.parsing.bylines import is_before, read_date_line
from gazette_cli.parsing.chrome import is_chrome, is_menu, is_sign, leads_to_others, may_be_button, read_tags
from gazette_cli.parsing.dates import ImpossibleDate, parse_date
from gazette_cli.parsing.language import detect_language
from gazette_cli.parsing.mail import Mail, split_mail
from gazette_cli.parsing.mastheads import is_paragraph
from gazette_cli.parsing.moments import Found
from gazette_cli.parsing.pagehead import Head, read_head
from gazette_cli.parsing.paragraphs import Line, group_paragraphs, join_wrapped, split_lines

_EDGE = 12  # lines from the end in which a page's footer is looked for
_LONGEST_TITLE = 160  # characters of a sentence that stands in for a missing title
_LONGEST_LINK = 140  # characters of a link to another article
# An agency's writers and editors sign so: "jmp/cel/ob".
_INITIALS = re.compile(r"[A-Za-z]{2,4}(?:/[A-Za-z]{2,4}){1,5}")
_LABEL = re.compile(r"#?[^\W\d_][^\s.!?,;:»”]{1,24}(?:\s[^\s.!?,;:»”]{1,20}){0,2}")
_SENTENCE = re.compile(r"[.!?…][»”\"’)]?(?=\s)")


def parse_page(text: str) -> Entry:
    """Return the article that `text` (see decode.py) holds, whatever parts of a page it has.

    A title that is missing is the first sentence of the first paragraph, which stays in the text. A date that can't be
    one is a warning, and `published` is None. Raises ParseError where there is nothing but white space.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    mail = split_mail(text)
    if mail is not None:
        return _read_mail(mail)
    lines = join_wrapped(split_lines(text))
    if not lines:
        raise ParseError("the text is empty")
    language = _detect(lines)
    head = read_head(lines, language)
    kept, tags, tail_date = _read_body(lines, head, language)
    title = head.title
    paragraphs = group_paragraphs(kept)
    if title is None:
        title = _cut_title(paragraphs[0] if paragraphs else lines[0].text)
    published, updated, impossible = _settle_dates(head, tail_date)
    return Entry(
        title=title,
        text="\n\n".join(paragraphs),
        url=head.url,
        publication=head.publication,
        published=published.when if published else None,
        updated=updated,
        dated=published.dated if published else DATED_TIME,
        author=head.byline.author,
        place=head.byline.place,
        language=language,
        tags=tags,
        warnings=(f"impossible date: “{impossible}”",) if impossible else (),
    )


def _read_mail(mail: Mail) -> Entry:
    """Return the entry of a letter: its subject is the title."""
    entry = parse_page(f"{mail.subject}\n\n{mail.body}")
    impossible = None
    try:
        stated = parse_date(mail.date)
    except ImpossibleDate as exc:
        stated, impossible = None, exc.text
    return replace(
        entry,
        title=mail.subject,
        published=stated.when if stated else None,
        dated=stated.dated if stated else DATED_TIME,
        author=mail.sender or None,
        warnings=(f"impossible date: “{impossible}”",) if impossible else (),
    )


def _detect(lines: list[Line]) -> str | None:
    """Tell the language by the first paragraphs, past a head that may be names and capitals alone."""
    sample: list[str] = []
    size = 0
    for line in lines:
        if is_paragraph(line.text):
            sample.append(line.text[:1_000])
            size += len(line.text)
            if size >= 1_000:
                break
    found = detect_language("\n".join(sample)) if sample else None
    return found or detect_language("\n".join(line.text[:1_000] for line in lines[:40]))


def _settle_dates(head: Head, tail_date: Found | None) -> tuple[Found | None, datetime | None, str | None]:
    if head.impossible is not None and head.published is None:
        return None, head.updated.when if head.updated else None, head.impossible
    published = head.published or tail_date
    if published is None:
        return head.updated, None, None
    updated = head.updated
    if updated is None or is_before(updated.when, published.when):
        return published, None, None
    return published, updated.when, None


def _read_body(
    lines: list[Line], head: Head, language: str | None
) -> tuple[list[Line], tuple[str, ...], Found | None]:
    """Return the lines that are the article's text, the tags, and a date of publication stated at the end."""
    last = len(lines) - 1
    kept: list[Line] = []
    tags: tuple[str, ...] = ()
    tail_date = None
    dated = head.published is not None or head.updated is not None or head.impossible is not None
    for n, line in enumerate(lines):
        if n in head.used:
            continue
        text = line.text
        if len(text) <= 200:
            if is_chrome(text) or (may_be_button(text) and _stands_among_buttons(lines, n)):
                continue
            if is_sign(text) and _stands_beside_chrome(lines, n):
                continue
            if n > last - _EDGE and _is_between_chrome(lines, n):
                continue
            if n > last - _EDGE or n < _EDGE:
                found_tags = read_tags(text)
                if found_tags:
                    tags = tags or found_tags
                    continue
            if n > last - _EDGE and not dated and (tail_date := _read_tail_date(text, language)) is not None:
                dated = True
                continue
        kept.append(line)
    if head.is_page:
        said = {lines[n].text.casefold() for n in head.used}
        said |= {text.partition(" ")[2] for text in said}  # "Par Jeanne Morel" is signed "Jeanne Morel"
        kept = _cut_footer(kept, head, said)
        kept, labels = _cut_labels(kept, lines)
        tags = tags or labels
    return _cut_lists(kept, lines), tags, tail_date


def _stands_among_buttons(lines: list[Line], n: int) -> bool:
    beside = (lines[m].text for m in (n - 1, n + 1) if 0 <= m < len(lines))
    return any(is_chrome(text) or may_be_button(text) for text in beside)


def _stands_beside_chrome(lines: list[Line], n: int) -> bool:
    """Tell whether a number follows a button, or precedes one, in its own block: how often it was pressed."""
    return (n > 0 and lines[n].joined and is_chrome(lines[n - 1].text)) or (
        n + 1 < len(lines) and lines[n + 1].joined and is_chrome(lines[n + 1].text)
    )


def _is_between_chrome(lines: list[Line], n: int) -> bool:
    """Tell whether a line of the footer is a slogan or a title between two buttons of its own block."""
    return (
        0 < n < len(lines) - 1
        and lines[n].joined
        and lines[n + 1].joined
        and len(lines[n].text) <= 60
        and _may_be_link(lines[n].text)
        and is_chrome(lines[n - 1].text)
        and is_chrome(lines[n + 1].text)
    )


def _read_tail_date(text: str, language: str | None) -> Found | None:
    """Return the date that a line at the end of a page states, where it says that the page was published then."""
    date = read_date_line(text, language) if len(text) <= 100 else None
    return date.published if date is not None and date.firm else None


def _cut_footer(kept: list[Line], head: Head, said: set[str]) -> list[Line]:
    """Drop the menu, the site's name, and what the head has `said` already, which a page ends in."""
    end = len(kept)
    name = head.publication.casefold() if head.publication else None
    while end > max(1, len(kept) - _EDGE):
        text = kept[end - 1].text
        folded = text.casefold()
        if not (
            folded == name
            or folded in said
            or is_menu(text)
            or may_be_button(text)
            or _INITIALS.fullmatch(text)
        ):
            break
        end -= 1
    return kept[:end]


def _cut_labels(kept: list[Line], lines: list[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """Drop the links to the page's subjects that stand by its buttons after the text, one a line: they are its tags."""
    start = len(kept)
    while start and _LABEL.fullmatch(kept[start - 1].text):
        start -= 1
    count = len(kept) - start
    if not 2 <= count <= 10 or not start or not is_paragraph(kept[start - 1].text):
        return kept, ()
    labels = [line.text for line in kept[start:]]
    texts = [line.text for line in lines]
    last = len(texts) - 1 - texts[::-1].index(labels[-1])
    beside = [texts[n] for n in (last - count, last + 1) if 0 <= n < len(texts)]
    if any(map(is_chrome, beside)) and not leads_to_others(beside[0]):
        return kept[:start], tuple(dict.fromkeys(labels))
    return kept, ()


def _cut_lists(kept: list[Line], lines: list[Line]) -> list[Line]:
    """Drop the titles of other articles at the end of a page, where a line of the page says that they are."""
    titles = 0
    while titles < len(kept) and _may_be_link(kept[-1 - titles].text):
        titles += 1
    if not titles or titles == len(kept):
        return kept
    first = kept[-titles].text
    tail = [line.text for line in lines[-3 * _EDGE :]]
    for n, text in enumerate(tail):
        if leads_to_others(text):
            after = set(tail[n + 1 :])
            return [line for k, line in enumerate(kept) if k < len(kept) - titles or line.text not in after]
    return kept if first else []


def _may_be_link(text: str) -> bool:
    return len(text) <= _LONGEST_LINK and not text.endswith((".", "!", "»", "”", '"', ":", ";", ","))


def _cut_title(paragraph: str) -> str:
    """Return the first sentence of a paragraph, or as much of it as makes a title."""
    start = paragraph[: _LONGEST_TITLE + 1].replace("\n", " ")
    for match in _SENTENCE.finditer(start):
        if match.end() >= 20:
            return (
                start[: match.end()].strip().removesuffix(".")
                if start[match.start()] == "."
                else start[: match.end()]
            )
    if len(paragraph) <= _LONGEST_TITLE:
        return paragraph.replace("\n", " ")
    cut = start[:_LONGEST_TITLE].rfind(" ")
    return start[: cut if cut > 40 else _LONGEST_TITLE].rstrip(" ,;:–—-") + "…"
