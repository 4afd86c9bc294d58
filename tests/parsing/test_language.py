"""The language of a text, by its function words and its script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.parsing.language import detect_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le pont sera fermé pendant les travaux, qui dureront trois mois, a dit la mairie."),
        ("fr", "L’eau monte, mais les habitants de la vallée n’ont pas quitté leurs maisons."),
        ("en", "The bridge will be closed while it is being repaired, the town said."),
        ("de", "Die Brücke wird während der Arbeiten gesperrt, und das ist nicht die erste."),
        ("es", "El puente no se abrirá hasta que terminen las obras, según el alcalde de la ciudad."),
        ("it", "Il ponte resta chiuso per i lavori, ma non è la prima volta che succede nella città."),
        ("pt", "A ponte não será aberta até ao fim das obras, mas o presidente da câmara não diz quando."),
        ("nl", "De brug is dicht en het is niet bekend wanneer zij weer open gaat voor het verkeer."),
        ("sv", "Bron är stängd och det är inte känt när den ska öppna för trafik, men man hoppas på våren."),
        ("pl", "Most jest zamknięty i nie wiadomo, kiedy się go otworzy, ale to nie jest pierwszy raz."),
        (
            "ru",
            "Мост закрыт, и не известно, когда он откроется, но это не в первый раз, как сказали на месте.",
        ),
        ("uk", "Міст закрито, і не відомо, коли його відкриють, але це не вперше, як сказали на місці."),
        ("el", "Η γέφυρα είναι κλειστή"),
        ("he", "הגשר סגור לתנועה"),
        ("ar", "الجسر مغلق أمام حركة السير"),
        ("ja", "橋は工事のため閉鎖されています。"),
        ("zh", "大桥因施工而关闭。"),
        ("ko", "다리가 공사로 폐쇄되었습니다."),
        ("th", "สะพานปิดซ่อม"),
    ],
)
def test_a_sentence_is_enough(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "Poutine Kim Pyongyang", "12 345,67", "!!!", "Hello", "🙂🙂🙂"])
def test_what_says_nothing_of_its_language_has_none(text: str) -> None:
    assert detect_language(text) is None


def test_foreign_words_do_not_decide() -> None:
    text = "Le groupe « The Who » a joué dans la salle de la rue des Arts, et le public en redemande. " * 3
    assert detect_language(text) == "fr"


@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    found = detect_language(text)
    assert found is None or found.isalpha()
