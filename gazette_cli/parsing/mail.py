"""A letter saved with its head (RFC 5322, as mail programs show and save it): sender, subject, date, then the text."""

import re
from typing import NamedTuple

_FIELD = re.compile(r"([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ-]{0,39}) ?: ?(.*)")
_FIRST = re.compile(
    r"(?:from|to|subject|date|sent|cc|reply-to|return-path|received|delivered-to|message-id|mime-version|de|à|objet"
    r"|envoyé) ?: ?\S",
    re.IGNORECASE,
)
_SENDER = re.compile(r"\s*[<\[(](?:mailto:)?[^<>@\s]+@[^<>\s]+[>\])]")
_MOST_FIELDS = 100  # lines


class Mail(NamedTuple):
    """What a letter's head says, as stated, and the text under it. `sender` and `date` may be ""."""

    subject: str
    sender: str
    date: str
    body: str


def split_mail(text: str) -> Mail | None:
    """Return the letter that `text` is, or None where it does not begin with the head of one.

    A head is lines of fields up to the first empty one, with a sender, a subject, and a date or an addressee.
    """
    start = text[:200].lstrip("\ufeff\n\t ")
    if _FIRST.match(start) is None:
        return None
    head, _, body = text.strip("\ufeff\n\t ").partition("\n\n")
    fields: dict[str, str] = {}
    name = ""
    if head.count("\n") > _MOST_FIELDS:
        return None
    for line in head.split("\n"):
        field = _FIELD.fullmatch(line.rstrip())
        if field is not None:
            name = field[1].lower()
            fields.setdefault(name, field[2].strip())
        elif name and line[:1] in (" ", "\t"):  # a folded field (RFC 5322, 2.2.3)
            fields[name] += f" {line.strip()}"
        else:
            return None
    sender, subject = fields.get("from") or fields.get("de"), fields.get("subject") or fields.get("objet")
    date = fields.get("date") or fields.get("sent") or fields.get("envoyé") or ""
    if not sender or not subject or not (date or "to" in fields or "à" in fields):
        return None
    return Mail(subject[:1_000], _SENDER.sub("", sender)[:200].strip(" \"'"), date[:200], body)
