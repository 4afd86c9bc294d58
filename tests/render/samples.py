"""Articles, hits and blocks for the tests of the screens: ordinary ones, and what a hostile feed may send."""

from datetime import datetime, timedelta, timezone

from gazette_cli.blocks import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Span,
    Table,
)
from gazette_cli.models import Article, Content, Enclosure, Hit, Passage, Source

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)
FAMILY = "👩\u200d👩\u200d👧"


def make_article(
    number: int,
    title: str,
    source: str = "Le Port",
    *,
    hours: float | None = 3,
    dated: str = "time",
    read: bool = False,
    starred: bool = False,
    language: str | None = "fr",
    author: str | None = None,
    place: str | None = None,
    tags: tuple[str, ...] = (),
    url: str | None = None,
    words: int = 389,
) -> Article:
    """An article published `hours` before NOW."""
    return Article(
        id=number,
        title=title,
        source=source,
        url=url,
        published=None if hours is None else NOW - timedelta(hours=hours),
        dated=dated,
        author=author,
        place=place,
        language=language,
        tags=tags,
        read=read,
        starred=starred,
        words=words,
        minutes=2,
        summary="",
    )


ARTICLES = (
    make_article(214, "Les chalutiers de Sète restent à quai", hours=2),
    make_article(
        213, "Ferry service returns to the northern harbour", "Harbour Times", hours=9, language="en"
    ),
    make_article(209, "Le phare sera repeint, puis rouvert aux visiteurs", "Lagazette", hours=26, read=True),
    make_article(198, "La poutine, plat national sans décret", hours=24 * 71, read=True, starred=True),
    make_article(
        197,
        "新しい灯台が港に完成し、夏から公開される予定だと市が発表した",
        "港の新聞",
        hours=9000,
        starred=True,
    ),
    make_article(196, f"Familles {FAMILY} et drapeaux 🇫🇷🇯🇵, cœur ❤️, bravo 👍🏽", "Fêtes 🎉🎉🎉", hours=720),
    make_article(195, "مرحبا بالعالم", hours=744, dated="file"),
    make_article(194, "\x1b[31mrouge\x1b[0m [/] [bold]gras[/bold] \x07fin", "", hours=9600, dated="day"),
    make_article(193, "", "", hours=None),
    make_article(192, "mot " * 50, "Une très longue source de nouvelles du port", hours=9624, dated="seen"),
    make_article(191, "x" * 200, "y" * 60, hours=9648),
    make_article(190, "Vraiment ? Oui ! « Toujours » : le port ; 100 % à 25 € e\u0301te\u0301", hours=0.1),
)

HITS = (
    Hit(
        ARTICLES[3],
        2.0,
        Passage(ARTICLES[3].title, ((3, 10),)),
        Passage(
            "…frites,\nfromage  en grains et sauce brune : la poutine se mange chaude, dit le cuisinier.",
            ((48, 55),),
        ),
    ),
    Hit(
        ARTICLES[2],
        1.0,
        Passage(ARTICLES[2].title, ((3, 8),)),
        Passage(
            "Le phare guide les bateaux depuis cent ans ; le \x1b[1mphare\x1b[0m sera blanc.",
            ((3, 8), (52, 57)),
        ),
    ),
    Hit(
        ARTICLES[4],
        0.5,
        Passage(ARTICLES[4].title, ((3, 5),)),
        Passage("港の灯台は白い。" * 9, ((2, 4), (10, 12))),
    ),
)

SOURCES = (
    Source(1, "folder", "/home/camille/journaux/le-port", "Le Port", 214, 12, NOW - timedelta(days=200)),
    Source(
        2, "file", "/home/camille/" + "sous-dossier/" * 6 + "page.txt", "", 1, 0, NOW - timedelta(hours=3)
    ),
    Source(3, "seeds", "seeds", "The bundled edition 🎉 [/]", 12000, 1200, NOW - timedelta(days=1)),
)


def span(text: str, *style: str, url: str | None = None) -> Span:
    return Span(text, frozenset(style), url)


def paragraph(*parts: str | Span) -> Paragraph:
    return Paragraph(tuple(span(part) if isinstance(part, str) else part for part in parts))


def row(*cells: str) -> tuple[tuple[Span, ...], ...]:
    return tuple((span(cell),) if cell else () for cell in cells)


BLOCKS: tuple[Block, ...] = (
    paragraph(
        "Le phare de la pointe rouvrira au printemps, à une date qui reste à fixer. ",
        "La décision est tombée après un ",
        span("conseil de quatre heures", url="https://www.example.org/conseil"),
        " : les élus ont dit « oui » ! Les travaux coûtent 10 000 € ou 25 % du total ; ",
        span("le même lien", "em", url="https://www.example.org/conseil"),
        ".",
    ),
    Heading(2, (span("Un chantier "), span("long", "em"))),
    Quote((paragraph("Nous l'attendions depuis des années, et nous voici."), Quote((paragraph("Enfin !"),)))),
    ListBlock(
        (
            (
                paragraph("Repeindre la tour, ce qui prendra tout l'hiver si le vent le permet aux peintres"),
                ListBlock(((paragraph("le bas"),), (paragraph("le haut"),))),
            ),
            (paragraph("Changer la lampe"),),
            (),
        ),
        True,
        9,
    ),
    ListBlock(((paragraph("Un point"), paragraph("en deux paragraphes")), (Quote((paragraph("cité"),)),))),
    Preformatted("def light(on):\n\treturn " + "on or " * 14 + "False\n"),
    Figure("https://example.org/tour.png", "Le phare", (span("La tour, vue du port, en mai"),)),
    Figure("https://example.org/mer.mp4", "La mer", (), "video"),
    Table(
        (
            row("Ville", "Habitants", "Remarque"),
            row("Sète", "43 620", "port de pêche et de plaisance [/] sur la Méditerranée"),
            row("Paris", "2 102 650", "capitale"),
        ),
        True,
        (span("Deux villes"),),
    ),
    Rule(),
    paragraph(
        *("H", span("2", "sub"), "O, 10", span("3", "sup"), " et le 1", span("er", "sup"), " mai ; "),
        *(span("barré", "strike"), ", ", span("gras", "strong"), ", ", span("code()", "code"), "\n"),
        "une autre ligne, \x1b[31m[bold]sans couleur[/bold], 新しい灯台が港に完成した。夏から公開される。",
    ),
)

READ = make_article(
    *(209, "Le phare sera repeint, puis rouvert aux visiteurs", "Lagazette"),
    hours=27600,
    author="La Gazette",
    place="Paris",
    tags=("phares", "Côte d'Azur"),
    url="https://lagazette.example/2023/phare",
)
CONTENT = Content("", None, (Enclosure("https://example.org/phare.mp3", "audio/mpeg", 3_200_000),))
