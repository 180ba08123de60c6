"""Words of a text: plain forms, initials, possessives, figures; and where sentences end."""

from __future__ import annotations

import random

import pytest

from monitor.text import (
    fold,
    fold_word,
    folded_words,
    language_spoken,
    split_sentences,
    token_at,
    tokenise,
    word_spans,
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Nicolás", "nicolas"),
        ("NICOLÁS", "nicolas"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Ørsted", "orsted"),
        ("Łódź", "lodz"),
        ("𝐌𝐚𝐝𝐮𝐫𝐨", "maduro"),
        ("ＭＡＤＵＲＯ", "maduro"),
        ("O’Brien", "o'brien"),
        ("Путин", "путин"),
        ("مادورو", "مادورو"),
        ("", ""),
    ],
)
def test_every_spelling_of_a_word_has_one_plain_form(written: str, plain: str) -> None:
    assert fold_word(written) == plain


def test_folding_twice_changes_nothing() -> None:
    for word in ("Nicolás", "𝐌𝐚𝐝𝐮𝐫𝐨", "ŒUVRE", "ﬁnal", "Ⅷ"):
        assert fold_word(fold_word(word)) == fold_word(word)


def test_a_word_of_any_alphabets_folds_sign_by_sign() -> None:
    chance = random.Random(6)  # noqa: S311 (invented words)
    alphabets = ("abcXYZ09", "éÅøßœ’", "\u0301\u0323\u0308", "ЖяΩς", "אבּ", "한글", "漢字", "ﬁ𝕬Ⅷ½")
    for _ in range(2_000):
        word = "".join(chance.choice(chance.choice(alphabets)) for _ in range(40))
        assert fold_word(word) == "".join(map(fold_word, word)), ascii(word)


def test_a_folded_text_has_single_blanks_and_no_punctuation() -> None:
    assert fold("  «El  presidente—Petro», dijo:\n¡no! ") == "el presidente petro dijo no"


@pytest.mark.parametrize("ends", ["", ".", " x", "_", "'s"])
def test_a_plain_text_folds_as_it_does_beside_an_accent(ends: str) -> None:
    plain = "".join(map(chr, range(128))) + "A_b--C\x1f 1,000\tU.S. "
    assert f"{fold(plain + ends)} e" == fold(f"{plain}{ends} é")


def test_a_language_is_spoken_by_words_as_by_their_text() -> None:
    words = folded_words("El presidente\ndel país dijo que no hay diálogo")
    assert (language_spoken(words), language_spoken([])) == ("es", "en")
    assert (language_spoken(words[:1], "de"), language_spoken(["Maduro"], "de")) == ("es", "de")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the U.S. said", ("the", "us", "said")),
        ("U.S.'s navy", ("us", "navy")),
        ("the U.S.-Venezuela talks", ("the", "us", "venezuela", "talks")),
        ("U.S", ("us",)),
        ("U.S.A.", ("usa",)),
        ("J.D. Vance", ("jd", "vance")),
        ("Maduro's, Maduro’s and TRUMP'S", ("maduro", "maduro", "and", "trump")),
        ("Maduros' men", ("maduros", "men")),
        ("l'Élysée d’abord", ("elysee", "abord")),
        ("dell'Italia", ("italia",)),
        ("O'Brien and O’Brien", ("o'brien", "and", "o'brien")),
        ("face-to-face", ("face", "to", "face")),
        ("1,250 and 7.3 and 15 000", ("1,250", "and", "7.3", "and", "15 000")),
        ("$50m", ("50", "m")),
        ("snake_case", ("snake", "case")),
    ],
)
def test_words_come_in_plain_form(text: str, words: tuple[str, ...]) -> None:
    assert folded_words(text) == words


def test_a_token_knows_where_it_stands() -> None:
    text = "«L’Élysée», said the U.S. envoy's aide"
    for token in tokenise(text):
        assert text[token.start : token.end].startswith(token.text[0])
    elysee, *_, aide = tokenise(text)
    assert text[elysee.start : elysee.end] == "Élysée"
    assert text[aide.start : aide.end] == "aide"


@pytest.mark.parametrize("text", ["", " \n\t", "!!! ... ???", "🔥🔥🔥", "\u202e\u200b", "\0\0"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert tokenise(text) == ()
    assert folded_words(text) == ()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ("One.", "Two!", "Three?", "Four")),
        ("U.S. forces struck. U.N. envoys met.", ("U.S. forces struck.", "U.N. envoys met.")),
        ("Mr. Smith met Gen. Lee. They talked.", ("Mr. Smith met Gen. Lee.", "They talked.")),
        ("J. R. R. Tolkien wrote. He did.", ("J. R. R. Tolkien wrote.", "He did.")),
        ("He said no. Maduro replied.", ("He said no.", "Maduro replied.")),
        ("He was No. 10 in line.", ("He was No. 10 in line.",)),
        ("It cost $3.5 million. Next.", ("It cost $3.5 million.", "Next.")),
        ("“Stop.” He left.", ("“Stop.”", "He left.")),
        ("Es verdad. ¿Qué pasa? ¡Nada! Fin.", ("Es verdad.", "¿Qué pasa?", "¡Nada!", "Fin.")),
        ("El Sr. Petro habló. La Dra. Ruiz no.", ("El Sr. Petro habló.", "La Dra. Ruiz no.")),
        ("Headline\n\nBody goes\non here", ("Headline", "Body goes\non here")),
        ("Wait... what? e.g. this", ("Wait... what? e.g. this",)),
        ("It rose 5%. 12 died.", ("It rose 5%.", "12 died.")),
    ],
)
def test_sentences_end_where_people_end_them(text: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text) == sentences


def test_nothing_has_no_sentences() -> None:
    assert split_sentences("") == ()
    assert split_sentences(" \n\n \n") == ()


def test_no_sentence_is_lost_after_a_final_abbreviation() -> None:
    assert split_sentences("It was made by Acme Corp.") == ("It was made by Acme Corp.",)
    assert split_sentences("Acme Corp.\n\n") == ("Acme Corp.",)


PIECES = (
    *(
        "Harbour",
        "strike's",
        "talks,",
        "U.S.",
        "U.S.'s",
        "J.",
        "1,250",
        "7.3.",
        "15 000",
        "15\u00a0000",
    ),
    *(
        "17th",
        "covid19",
        "l'accord",
        "L’Aube",
        "O'Brien's",
        "rock 'n' roll",
        "“closed”",
        "snake_case",
    ),
    *(
        "well-known",
        "...",
        "wait…",
        "Nicolás",
        "Straße,",
        "(fee)",
        "a.b.c",
        "no.",
        "'",
        "x.",
        "–",
        "Ωμέγα",
        "«Où",
        "¿Qué?",
        "12\u202f500",
        "3\u00a0Fähren",
        "İstanbul’un",
        "ÉCOLE.",
        "naïve,quick",
        "\ud800x",
    ),
)


def test_words_are_the_same_with_their_places_and_without() -> None:
    chance = random.Random(3)  # noqa: S311 (invented texts)
    for _ in range(400):
        text = chance.choice((" ", "\n", "")).join(chance.choices(PIECES, k=8))
        assert folded_words(text) == tuple(token.folded for token in tokenise(text)), text


def test_a_word_is_placed_where_it_stands() -> None:
    text = "Ferry strike: \"strike's over\", says l'Aube. Over and over"
    found = [(token.folded, text[token.start : token.end]) for token in tokenise(text)]
    assert found[1:4] == [("strike", "strike"), ("strike", "strike's"), ("over", "over")]
    assert found[5:] == [("aube", "Aube"), ("over", "Over"), ("and", "and"), ("over", "over")]


def test_any_word_of_a_text_can_be_had_alone() -> None:
    chance = random.Random(4)  # noqa: S311 (invented texts)
    for _ in range(400):
        text = chance.choice((" ", "\n", "")).join(chance.choices(PIECES, k=8))
        every = tokenise(text)
        number = chance.randint(0, len(every))
        spans = word_spans(text, number)
        assert tuple(token_at(text, span) for span in spans) == every[:number], text


def test_no_word_is_nothing_but_an_apostrophe() -> None:
    chance = random.Random(5)  # noqa: S311 (invented texts)
    for _ in range(4_000):
        text = "".join(chance.choices("lsd'’.a é1", k=9))
        assert all(token.folded for token in tokenise(text)), text
