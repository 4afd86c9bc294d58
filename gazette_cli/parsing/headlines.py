"""A page's <title> is its headline and its paper's name: which is which."""

import re
from collections.abc import Sequence

from gazette_cli.words import fold_key

_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|·|•|::|:|»|«|/|>|<|~)\s+|\s*[|•]\s*|\s*::\s*")
# Between a headline and a name; the others also stand within headlines.
_STRONG = re.compile(r"\s*(?:\||::|»|«|•|·)\s*")
_LONGEST_NAME = 5  # words


def choose_headline(stated: Sequence[str], headings: Sequence[str], title: str, site: str) -> str:
    """Return the article's headline, "" where the page has none.

    `stated` are those that metadata give, `headings` the texts of the page's <h1>, `title` its <title>, `site` the
    name of its publication where it is known.
    """
    folded = fold_key(title)
    # A logo may be a heading too.
    within = sorted(
        (text for text in headings if fold_key(text) in folded and not _same(text, site)),
        key=len,
        reverse=True,
    )
    for text in stated:
        bare = cut_site(text, site, headings)
        # Some state a description, or what they call it elsewhere: the page itself is surer then.
        if bare and not _same(bare, site) and (not within or _shares(bare, folded)):
            return bare
    if within and (len(within[0].split()) > 1 or not title):
        return within[0]
    bare = cut_site(title, site, headings)
    others = [text for text in headings if not _same(text, site)]
    for text in others:
        if not folded or _shares(text, folded):
            return text
    return bare or (others[0] if others else title)


def name_publication(title: str, headline: str, headings: Sequence[str]) -> str:
    """Return the publication's name that `title` ends or begins with, "" where it has none."""
    if not title or not headline:
        return ""
    parts = [part for part in _SEPARATOR.split(title) if part.strip()]
    if len(parts) < 2:
        return ""
    folded, known = fold_key(title), fold_key(headline)
    if folded != known and folded.startswith(known):
        return parts[-1].strip() if _is_name(parts[-1]) else ""
    if folded != known and folded.endswith(known):
        return parts[0].strip() if _is_name(parts[0]) else ""
    if known == folded or any(fold_key(text) == folded for text in headings):
        return ""
    strong = _STRONG.split(title)
    if len(strong) > 1 and _is_name(strong[-1]):
        return strong[-1].strip()
    return parts[-1].strip() if _is_name(parts[-1]) and len(parts[-1].split()) <= 3 else ""


def cut_site(title: str, site: str, headings: Sequence[str]) -> str:
    """Return `title` without the name of its publication at its end or beginning."""
    title = title.strip()
    if any(_same(title, text) for text in headings):
        return title
    pieces = list(_SEPARATOR.finditer(title))
    if not pieces:
        return title
    last, start = pieces[-1], pieces[0]
    if site:
        if _names(title[last.end() :], site):
            return title[: last.start()].strip()
        if _names(title[: start.start()], site):
            return title[start.end() :].strip()
    for piece in pieces:
        head = title[: piece.start()].strip()
        if any(_same(head, text) for text in headings):
            return head
        if any(_same(title[piece.end() :], text) for text in headings):
            return title[piece.end() :].strip()
    if not site:
        strong = [piece for piece in pieces if _STRONG.fullmatch(piece[0])]
        if strong:
            head, tail = title[: strong[-1].start()].strip(), title[strong[-1].end() :]
            if _is_name(tail) and len(head.split()) > len(tail.split()):
                return head
        head, tail = title[: last.start()].strip(), title[last.end() :]
        if _is_name(tail) and len(tail.split()) <= 3 <= len(head.split()) != len(tail.split()):
            return head
    return title


def is_publication(name: str, publication: str) -> bool:
    """Say whether an author is the paper itself: "Le Monde" of "Le Monde.fr"."""
    short, long = sorted((fold_key(name), fold_key(publication)), key=len)
    return short != "" and long.startswith(short) and not long[len(short) : len(short) + 1].isalnum()


def _shares(text: str, folded: str) -> bool:
    """Say whether most words of `text` are in `folded`, which is folded."""
    known, said = set(folded.split()), fold_key(text).split()
    return 2 * sum(word in known for word in said) > len(said)


def _same(left: str, right: str) -> bool:
    return bool(left) and fold_key(left) == fold_key(right)


def _names(part: str, site: str) -> bool:
    """Say whether `part` is `site`, or its domain, or begins or ends with all of it."""
    left, right = _squeeze(part), _squeeze(site)
    if not left or not right:
        return False
    return left == right or (
        len(part.split()) <= 6 and (left in right or (right in left and len(left) <= 2 * len(right)))
    )


def _squeeze(text: str) -> str:
    return re.sub(r"\W|\.(?:com|fr|org|net|info|co\.uk)\b", "", fold_key(text))


def _is_name(part: str) -> bool:
    """Say whether `part` could name a publication: few words, a capital, no digits, no end of a sentence."""
    words = part.split()
    return (
        0 < len(words) <= _LONGEST_NAME
        and (words[0][0].isupper() or words[0][0].isdigit() or "." in words[-1] or not words[0][0].isascii())
        and part.strip()[-1] not in "?!…"
        and not any(word.isdigit() for word in words)
    )
