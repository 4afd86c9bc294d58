"""Tells the language of a text by its script and its function words: no model, no dependency, microseconds."""

import re
from collections import Counter
from itertools import chain

_LATIN = {
    "fr": "le la les l' d' et des du un une en que qu' dans est pour qui sur pas par au aux il elle ce cette avec sont"
    " son sa ses ont a été mais ou où nous vous leur n' s' c' j' plus se ne je de comme",
    "en": "the of and to in is was that for it with as on be by at he she his her are this have from not an but they"
    " were which or had we you has who will their would been said its about i it' after when",
    "de": "der die das und ist nicht ein eine zu den von mit dem des sich auf für im als auch es an aus er sie hat dass"
    " wird bei einer nach wie ich werden war um noch",
    "es": "el la los las de que y en un una por con no es se del al lo para como más su sus pero ha fue este esta son"
    " entre cuando sobre también hay ya muy me le",
    "it": "il lo la i gli le di che e è un una per non con del della dei delle nel nella sono si da al anche più come"
    " ha ma alla dal dell' l' d' un' all' nell' dall' questo questa ed",
    "pt": "o a os as de que e do da dos das em um uma não para com no na nos nas por se mais é ao foi como são mas ele"
    " ela seu sua pelo pela também já à até",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als bij maar door naar nog worden hij ze"
    " deze dit uit wordt heeft hun over",
    "ca": "el la els les de que i en un una per amb no és del dels al als va ha han més però aquest aquesta seva seu"
    " són com també dels l' d' pel",
    "sv": "och att det är en som på för av med den till inte har de ett om var jag så han men från vi kan hade efter"
    " också skulle hon",
    "da": "og at det er en som på for af med den til ikke har de et om var jeg så han men fra vi kan havde efter også"
    " skal hun blev der i",
    "no": "og at det er en som på for av med den til ikke har de et om var jeg så han men fra vi kan hadde etter også"
    " skal hun ble i",
    "fi": "ja on ei se että oli hän mutta ovat kun niin kuin myös joka sen tai mukaan ole jo vain sekä ollut olla"
    " jotka hänen tämä",
    "pl": "i w na z się nie że do to jest o jak za po ale od przez dla tym są jego który która które był tego oraz"
    " już może",
    "cs": "a v se na je že s z do o to i ve jako by za pro ale po tak jsou které který která byl jeho bylo jsem také"
    " není už",
    "ro": "și de în la a cu pe că nu din este un o care pentru mai s-a să au sau fost prin dar lui după ca este"
    " acest sunt",
    "hu": "a az és hogy nem is egy volt meg csak ez de mint már még vagy azt el ki lehet kell van ha szerint amely"
    " után pedig",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ama en ne o ki var değil olduğunu göre her"
    " ise",
    "ru": "и в не на что с он как по это из но за от его к у то же так для был была было о они",
    "uk": "і в не на що з він як та це із але за від його до у й для був була було про які який",
    "bg": "и на да се в от за не е с че са по като което си до този тази бе към което ще",
}  # fmt: skip
# word -> the languages that it is a function word of
_WORDS: dict[str, tuple[str, ...]] = {}
for _language, _words in _LATIN.items():
    for _word in set(_words.split()):
        _WORDS[_word] = (*_WORDS.get(_word, ()), _language)

# (language, characters of a script that is its own), in the order they are tried.
_SCRIPTS = (
    ("ja", "\u3041-\u30ff"), ("ko", "\uac00-\ud7a3\u1100-\u11ff"), ("zh", "\u4e00-\u9fff\u3400-\u4dbf"),
    ("el", "\u0370-\u03ff"), ("he", "\u0590-\u05ff"), ("fa", "پچژگی"), ("ar", "\u0600-\u06ff"),
    ("hi", "\u0900-\u097f"), ("bn", "\u0980-\u09ff"), ("ta", "\u0b80-\u0bff"), ("th", "\u0e00-\u0e7f"),
    ("hy", "\u0530-\u058f"), ("ka", "\u10a0-\u10ff"), ("am", "\u1200-\u137f"), ("km", "\u1780-\u17ff"),
    ("my", "\u1000-\u109f"), ("lo", "\u0e80-\u0eff"),
)  # fmt: skip
_GLANCE, _SAMPLE = 400, 1_000  # characters
# A share of the letters that a script must have: Japanese is half Han, Persian half the letters of Arabic.
_LEAST = {"ja": 0.1, "fa": 0.08}


def detect_language(text: str) -> str | None:
    """Return the language that the beginning of `text` is in ("fr", "en", "de", "ja" ...), or None when unsure."""
    words = _split_words(text[:_GLANCE])
    first, second, best = _score(words)
    if first < 10 or first < 1.5 * second:
        words = _split_words(text[:_SAMPLE])
        first, second, best = _score(words)
    if first >= 2 and first * 10 >= len(words) and first > 1.15 * second:
        return best
    return _detect_script(text[:_SAMPLE])


def _split_words(sample: str) -> list[str]:
    return sample.lower().replace("’", "'").replace("'", "' ").split()


def _score(words: list[str]) -> tuple[int, int, str]:
    """Return how many function words the best language and the next best have, and the best."""
    scores = Counter(chain.from_iterable(filter(None, map(_WORDS.get, words))))
    if not scores:
        return 0, 0, ""
    best = max(scores, key=scores.__getitem__)
    first = scores.pop(best)
    return first, max(scores.values(), default=0), best


def _detect_script(sample: str) -> str | None:
    if sample.isascii():
        return None
    letters = sum(map(str.isalpha, sample))
    for language, characters in _SCRIPTS:
        count = len(re.findall(f"[{characters}]", sample))
        if count and count >= letters * _LEAST.get(language, 0.4):
            return language
    return None
