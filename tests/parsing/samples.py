"""One small document of each kind that gazette reads."""

import json
from pathlib import Path

FEEDS = Path(__file__).parent.parent / "fixtures" / "feeds"

PAGE = """Le Quai

Le bac repart

14 septembre 2023 à 22h35 (UTC+01:00)

Le bac est reparti hier soir avec douze voitures et un vélo.

Il revient demain, si le vent le veut bien.
"""
MARKDOWN = (
    "---\ntitle: The ferry leaves\nlang: en\ntags: [sea, boats]\n---\n\nIt left with **twelve** cars.\n"
)
HTML = """<!DOCTYPE html>
<html lang='fr'><head><meta charset='utf-8'><title>Le bac repart</title></head><body><nav>Menu</nav>
<article><h1>Le bac repart</h1>
<p>Le bac est reparti hier soir avec douze voitures, un vélo et le facteur du village, qui n’avait plus pris la mer
depuis vingt ans.</p>
<p>Il revient demain, si le vent le veut bien, et si le capitaine retrouve la clé de la passerelle.</p>
</article></body></html>
"""
XHTML = "<?xml version='1.0' encoding='utf-8'?>\n" + HTML.replace("<meta charset='utf-8'>", "")
RSS = (FEEDS / "estuary.rss").read_text(encoding="utf-8")
ATOM = (FEEDS / "marche.atom").read_text(encoding="utf-8")
JSON_FEED = (FEEDS / "harbour.json").read_text(encoding="utf-8")
JSON_LINES = (FEEDS / "export.jsonl").read_text(encoding="utf-8")
JSON_LIST = json.dumps([json.loads(line) for line in JSON_LINES.splitlines()])

# Each document and the title of its first article.
KINDS = {
    PAGE: "Le bac repart",
    MARKDOWN: "The ferry leaves",
    HTML: "Le bac repart",
    XHTML: "Le bac repart",
    RSS: "Ferries & fog: the morning the bells came back",
    ATOM: "Des asperges & du muguet",
    JSON_FEED: "Lamps <and> lenses",
    JSON_LINES: "Le bac de six heures",
    JSON_LIST: "Le bac de six heures",
}
