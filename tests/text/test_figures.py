"""Numbers of a text: amounts, units, openness; and what is no number that counts anything."""

from __future__ import annotations

import pytest

from monitor.text import Figure, find_figures


def only(text: str, language: str = "") -> Figure:
    (figure,) = find_figures(text, language)
    return figure


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("87 killed", 87),
        ("1,250 dead", 1250),
        ("1.250 muertos", 1250),
        ("15 000 soldats", 15000),
        ("15\u00a0300 soldats", 15300),
        ("2000 troops", 2000),
        ("1,000,000.50 in all", 1000000.5),
        ("1.000.000,50 en total", 1000000.5),
        ("a magnitude of 7.3", 7.3),
        ("a rise of 0.125", 0.125),
        ("4.5 million people", 4_500_000),
        ("4,5 millones de personas", 4_500_000),
        ("3.5m people", 3_500_000),
        ("80K people", 80_000),
        ("dos mil soldados", 2000),
        ("3 mil millones de pesos", 3_000_000_000),
        ("eleven killed", 11),
        ("Once muertos", 11),
        ("eighty killed", 80),
        ("twenty-one killed", 21),
        ("twenty one killed", 21),
        ("treinta y un muertos", 31),
        ("veintitrés muertos", 23),
        ("two hundred killed", 200),
        ("a hundred killed", 100),
        ("three million votes", 3_000_000),
        ("80-90 killed", 80),
    ],
)
def test_an_amount_is_read_however_it_is_written(text: str, amount: float) -> None:
    language = "es" if text.startswith("Once") else ""
    assert only(text, language).amount == amount


@pytest.mark.parametrize(
    ("text", "unit", "written"),
    [
        ("a $50 million reward", "$", "$50 million"),
        ("a $ 50 million reward", "$", "$ 50 million"),
        ("a US$50 million reward", "$", "$50 million"),
        ("50 million dollars", "$", "50 million dollars"),
        ("50 millones de dólares", "$", "50 millones de dólares"),
        ("€50m in aid", "€", "€50m"),
        ("50 € in aid", "€", "50 €"),
        ("£1.5bn in aid", "£", "£1.5bn"),
        ("fell 5%", "%", "5%"),
        ("fell 5 percent", "%", "5 percent"),
        ("cayó 50 por ciento", "%", "50 por ciento"),
        ("the 21st strike", "th", "21"),
        ("a 12-year sentence", "time", "12"),
        ("hace tres días", "time", "tres"),
        ("87 killed", "", "87"),
        ("80+ killed", "", "80+"),
    ],
)
def test_a_figure_carries_its_unit_and_its_words(text: str, unit: str, written: str) -> None:
    figure = only(text)
    assert (figure.unit, figure.text) == (unit, written)


@pytest.mark.parametrize(
    "text",
    [
        "80+ killed",
        "at least 80 killed",
        "more than 80 killed",
        "over 80 killed",
        "no fewer than 80 killed",
        "80 or more killed",
        "al menos 80 muertos",
        "por lo menos 80 muertos",
        "más de 80 muertos",
        "80 o más muertos",
        "pelo menos 80 mortos",
        "au moins 80 morts",
        "mindestens 80 Tote",
        "almeno 80 morti",
    ],
)
def test_more_is_possible_where_the_text_says_so(text: str) -> None:
    figure = only(text)
    assert figure.open
    assert (figure.amount, figure.value) == (80, "80+")


@pytest.mark.parametrize(
    "text",
    [
        "80 killed",
        "no more than 80 killed",
        "fewer than 80 killed",
        "nearly 80 killed",
        "about 80 killed",
        "menos de 80 muertos",
        "no más de 80 muertos",
        "unos 80 muertos",
    ],
)
def test_more_is_not_possible_elsewhere(text: str) -> None:
    assert not only(text).open


@pytest.mark.parametrize(
    "text",
    [
        "on 17 November 2025",
        "on November 17, 2025",
        "on Nov. 17",
        "el 17 de noviembre de 2025",
        "9 and 10 May",
        "the 1st of May",
        "am 3. Mai",
        "on 2025-11-17",
        "on 17/11/2025",
        "on 17.11.2025",
        "since 1999",
        "the 2024 election",
        "at 10:30",
        "at 3pm",
        "at 3 p.m.",
        "at 10.30 a.m.",
        "vers 18h30",
        "a 45-year-old man",
        "two 45 year olds",
        "aged 45",
        "un hombre de 45 años de edad",
        "Ann Lee, 79, said",
        "an F-35 jet",
        "Covid-19",
        "the G20",
        "9/11",
        "24/7",
        "Flight 370",
        "Article 5",
        "No. 10 said",
        "#7",
        "the 1990s",
        "version 1.2.3",
        "code 12345678901234567890123",
    ],
)
def test_dates_ages_times_and_names_are_no_figures(text: str) -> None:
    assert [figure for figure in find_figures(text) if figure.text != "two"] == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12 marines killed", 12),
        ("3 novelists arrested", 3),
        ("5 mayors resign", 5),
        ("80 may have died", 80),
        ("12 march on Caracas", 12),
        ("7 decide to leave", 7),
        ("In March, 12 people died", 12),
        ("80 out of many", 80),
    ],
)
def test_words_that_begin_like_a_month_make_no_date(text: str, amount: float) -> None:
    assert only(text).amount == amount


@pytest.mark.parametrize("text", ["Once seized, the ship sank", "US to seize ship", "due in Sept"])
def test_english_words_are_not_taken_for_foreign_numbers(text: str) -> None:
    assert find_figures(text) == ()
    assert find_figures(text, "en") == ()


def test_articles_are_no_figures() -> None:
    assert find_figures("One man and a boat, un hombre y una lancha") == ()


def test_figures_come_in_order_with_their_places() -> None:
    figures = find_figures("US strikes 3 boats, killing twenty-one; 4.5 million fled")
    assert [(figure.amount, figure.place, figure.after) for figure in figures] == [
        (3, 2, 3),
        (21, 5, 7),
        (4_500_000, 7, 9),
    ]


def test_a_number_that_stands_alone_is_taken_as_it_is() -> None:
    assert only("2000").amount == 2000
    assert only("80+").value == "80+"


def test_digits_of_other_scripts_are_read() -> None:
    assert only("مقتل ٨٧ شخصا").amount == 87


@pytest.mark.parametrize(
    "text", ["", "²", "١", "½ cup", "1" * 5000, "1,1,1,1", "٣.٣.٣", "5" + "0" * 400]
)
def test_odd_numbers_do_no_harm(text: str) -> None:
    assert all(figure.amount < 1e30 for figure in find_figures(text))
