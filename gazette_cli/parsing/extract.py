"""Where on a page is the article? By the page's own structure; where it has none, by readability."""

from typing import TYPE_CHECKING

from gazette_cli.parsing.furniture import Weight, drop_furniture, weigh

if TYPE_CHECKING:
    from lxml.etree import _Element

_BODIES = frozenset(
    "entry-content post-content article-content article-body article__body article__content articlebody story-body"
    " story-content article-text post-body td-post-content article_body content__article-body e-content".split()
)
_LEADS = frozenset(
    "chapo standfirst lead lede deck dek chapeau article__desc article-intro article__chapo article-summary"
    " entry-summary subtitle article-lead article__lead article-standfirst p-summary intro".split()
)
# A page with less prose than this is read whole: a score of paragraphs tells nothing of three.
_SMALL = 1_500
# It takes ten times as long as all the rest: a page larger than this is no newspaper's.
_LARGEST_SCORED = 600_000  # characters of HTML
_MOST_SCORED = 30_000  # tags
_LEAST_SCORED = 250
_MOST_LINKED = 0.5  # of the text of a part


def find_body(root: "_Element") -> "_Element":
    """Return the element that holds the article and nothing else that can be told from it.

    `root` is changed: its furniture is gone. The element may be a new one, of several parts of the page.
    """
    body = root.find("body")
    body = root if body is None else body
    drop_furniture(body)
    weights = weigh(body)
    marked = _find_marked(body, weights)
    if marked is not None:
        return marked
    if weights[body].prose < _SMALL:
        return body
    scored = _score(body)
    if scored is None:
        return body
    prose = weigh(scored)[scored].prose
    return scored if prose >= max(_LEAST_SCORED, weights[body].prose // 5) else body


def _find_marked(body: "_Element", weights: "dict[_Element, Weight]") -> "_Element | None":
    total = weights[body].prose
    bodies: list[_Element] = []
    named: list[_Element] = []
    articles: list[_Element] = []
    mains: list[_Element] = []
    for element in body.iter():
        prop, words = element.get("itemprop"), element.get("class")
        if prop and "articlebody" in prop.lower().split():
            bodies.append(element)
        elif words and not _BODIES.isdisjoint(words.lower().split()):
            named.append(element)
        if element.tag == "article":
            articles.append(element)
        elif element.tag == "main" or (element.get("role") or "").lower() == "main":
            mains.append(element)
    for found, least in ((bodies, 0.3), (named, 0.4), (articles, 0.5), (mains, 0.6)):
        outer = _list_outer(found)
        if not outer:
            continue
        best = max(outer, key=lambda element: weights[element].prose)
        prose = sum(weights[element].prose for element in outer)
        if found is bodies or found is named:
            parts = _list_parts(best, outer)
            if len(parts) > 1 and sum(weights[part].prose for part in parts) >= least * total:
                return _gather([*_find_leads(parts[0], body, weights), *parts])
        # Several articles of a size are a list of them, not one.
        if weights[best].prose >= max(least * total, 1) and weights[best].prose >= 0.6 * prose:
            return _gather([*_find_leads(best, body, weights), best]) if best is not body else best
    return None


def _list_parts(best: "_Element", outer: "list[_Element]") -> "list[_Element]":
    """Return those of `outer` that belong to the article of `best`: a text cut into pieces by adverts."""

    def find_scope(element: "_Element") -> "_Element | None":
        return next(element.iterancestors("article"), element.getparent())

    scope = find_scope(best)
    return [element for element in outer if find_scope(element) is scope]


def _list_outer(elements: "list[_Element]") -> "list[_Element]":
    """Return those that are not within another of them."""
    known = set(elements)
    return [e for e in elements if not any(ancestor in known for ancestor in e.iterancestors())]


def _find_leads(best: "_Element", body: "_Element", weights: "dict[_Element, Weight]") -> "list[_Element]":
    """Return the standfirst and the first picture that stand before the marked text, in its own article."""
    scope = next((e for e in best.iterancestors("article", "main")), None)
    if scope is None:
        scope = best.getparent()
    if scope is None or best.tag in ("article", "main"):
        return []
    found: list[_Element] = []
    for element in scope.iter():
        if element is best:
            return [e for e in found if not any(other in set(found) for other in e.iterancestors())]
        words = (element.get("class") or "").lower().split()
        prop = (element.get("itemprop") or "").lower()
        if element.tag == "figure" or prop == "description" or not _LEADS.isdisjoint(words):
            holds = any(ancestor is element for ancestor in best.iterancestors())
            if not holds and weights[element].prose + weights[element].linked < 2_000:
                found.append(element)
    return []


def _gather(parts: "list[_Element]") -> "_Element":
    if len(parts) == 1:
        return parts[0]
    from lxml import etree

    whole = etree.Element("div")
    for part in parts:
        part.tail = None
        whole.append(part)
    return whole


def _score(body: "_Element") -> "_Element | None":
    """Return what readability takes for the article, None where it finds nothing or the page is too large."""
    from lxml import etree

    from gazette_cli.parsing.htmltree import parse_tree

    html = etree.tostring(body, encoding="unicode", method="html")
    if len(html) > _LARGEST_SCORED or html.count("<") > _MOST_SCORED:
        return None
    from readability import Document
    from readability.readability import Unparseable

    class Candidate(Document):  # type: ignore[misc]
        """The article as it is found. Cleaning it loses lists, listings and headings; what is furniture went before."""

        def remove_unlikely_candidates(self) -> None:
            """Drop nothing: what is left may be called a footnote, or be the header cell of a column."""

        def get_article(
            self, candidates: object, best_candidate: "dict[str, _Element]", **_: object
        ) -> "_Element":
            parent = best_candidate["elem"].getparent()
            around = [] if parent is None else list(parent)
            article: _Element = super().get_article(candidates, best_candidate, html_partial=True)
            chosen = {element: at for at, element in enumerate(around) if element.getparent() is article}
            # What stands between two parts of the article is one.
            for element in around[min(chosen.values(), default=0) : max(chosen.values(), default=0)]:
                if element not in chosen and self.get_link_density(element) < _MOST_LINKED:
                    chosen[element] = -1
            for element in around:
                if element in chosen:
                    article.append(element)
            return article

        def sanitize(self, node: "_Element", *_: object, **__: object) -> str:
            self.html = node
            return str(self.get_clean_html())

    try:
        found = Candidate(f"<html>{html}</html>").summary(html_partial=True)
    except (Unparseable, etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    tree = parse_tree(found)
    if tree is None:
        return None
    inner = tree.find("body")
    return tree if inner is None else inner
