"""Numbers in news text: "80+", "more than 4.5 million", "$50m", "eleven", "17th"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from monitor.text import numerals
from monitor.text.tokens import Token, tokenise

_LAST_YEAR = 2100
_FIRST_YEAR = 1900
_LAST_DAY = 31
_OLDEST = 120
# No count of news has more digits; longer ones are codes, and overflow.
_MOST_DIGITS = 15
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"\d+[.,]\d+|\d+")
_MIXED = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+")
_LONGEST_PHRASE = 3
# A text with more figures is a table of codes, and no news.
_MOST_FIGURES = 5_000
# "About 80" may be 75 or 86: reporters round to the next five or ten.
_ROUGHLY = 0.1


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: its amount, its words, its unit (``$ € £ % th time`` or none), its place.

    ``open`` says that more is possible ("80+", "at least 80"); ``rough`` that it is near ("about 80");
    ``top`` is the other end of a range ("70 to 90"), else the amount itself; ``aside`` says that
    another is the count: it comes on top ("three more"), was before ("from 58 to 52") or is denied. ``place`` and ``after`` count tokens: the figure's
    first one, and the first that stands behind it.
    """

    amount: float
    text: str
    unit: str
    open: bool
    place: int
    after: int
    rough: bool = False
    top: float = 0.0
    aside: bool = False

    @property
    def value(self) -> str:
        """How the figure is noted: ``80+`` for "more than 80", ``11`` for "eleven", ``70-90``."""
        if self.top > self.amount:
            return f"{self.amount:,.10g}-{self.top:,.10g}"
        digits = any(letter.isdigit() for letter in self.text)
        written = self.text.rstrip("+") if digits else f"{self.amount:,.0f}"
        return f"{'about ' if self.rough else ''}{written}{'+' if self.open else ''}"

    def agrees(self, other: Figure) -> bool:
        """Whether both may be the same count: the spans that they allow meet."""
        return self._span[0] <= other._span[1] and other._span[0] <= self._span[1]

    @property
    def _span(self) -> tuple[float, float]:
        slack = _ROUGHLY if self.rough else 0.0
        return self.amount * (1 - slack), max(self.amount, self.top) * (1 + slack)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A text and its tokens, and what stands around one of them."""

    text: str
    tokens: tuple[Token, ...]

    def words(self, start: int, count: int) -> tuple[str, ...]:
        start = max(0, start)
        return tuple(token.folded for token in self.tokens[start : start + count])

    def follows(self, place: int, phrases: Collection[tuple[str, ...]]) -> int:
        """How many words at ``place`` are one of the phrases; 0 for none."""
        words = self.words(place, _LONGEST_PHRASE)
        return next((n for n in range(len(words), 0, -1) if words[:n] in phrases), 0)

    def precedes(self, place: int, phrases: Collection[tuple[str, ...]]) -> bool:
        """Whether one of the phrases stands directly before ``place``."""
        if not place or self.tokens[place - 1].folded not in numerals.LEADING:
            return False
        words = self.words(place - _LONGEST_PHRASE, min(place, _LONGEST_PHRASE))
        return any(words[n:] in phrases for n in range(len(words)))

    def between(self, one: int, other: int) -> str:
        """What stands between two tokens."""
        return self.text[self.tokens[one].end : self.tokens[other].start]


def find_figures(text: str, language: str = "") -> tuple[Figure, ...]:
    """The numbers of a text in order; years, days of a month, times and ages are left out.

    ``language`` tells words apart that are numbers in one language only ("once", "seize").
    """
    figures = _figures(_Passage(text, tokenise(text)), language[:2].lower())
    return tuple(islice(figures, _MOST_FIGURES))


def _figures(passage: _Passage, language: str) -> Iterator[Figure]:
    free = 0
    for place, token in enumerate(passage.tokens):
        digits = token.text[0].isdigit()
        if place < free or not (digits or token.folded in numerals.SPELLED):
            continue
        read = _digits(token) if digits else _spelled(passage, place, language)
        if read is None:
            continue
        amount, free = read[0], place + read[1]
        if not _is_no_count(passage, place, amount):
            figure = _figure(passage, place, free, amount)
            figure = _ranged(passage, figure, language)
            free = figure.after
            yield figure


def _ranged(passage: _Passage, figure: Figure, language: str) -> Figure:
    """The figure with the other end of its range: "70 to 90", "between 70 and 90", "70-90"."""
    at = figure.after
    if at >= len(passage.tokens):
        return figure
    link = passage.between(at - 1, at)
    word = passage.tokens[at].folded
    between = passage.precedes(figure.place, numerals.BETWEEN)
    if link in {"-", "–"} and passage.tokens[at].text[0].isdigit():
        other = at
    elif word in numerals.UP_TO or (between and word in numerals.AND):
        other = at + 1
    else:
        return figure
    if other >= len(passage.tokens) or passage.precedes(figure.place, numerals.FROM):
        return figure
    token = passage.tokens[other]
    digits = token.text[0].isdigit()
    read = _digits(token) if digits else _spelled(passage, other, language)
    if read is None:
        return figure
    end = _figure(passage, other, other + read[1], read[0])
    scaled = figure.amount
    if not end.unit.startswith("t") and end.amount > read[0] and figure.amount < read[0]:
        scaled = figure.amount * end.amount / read[0]  # "70 to 90 million"
    if not scaled < end.amount:
        return figure
    return replace(figure, amount=scaled, top=end.amount, after=end.after, unit=end.unit)


def _digits(token: Token) -> tuple[float, int] | None:
    amount = _amount(token.text)
    return None if amount is None else (amount, 1)


def _amount(written: str) -> float | None:
    """``1,250`` and ``1.250`` are thousands, ``7.3`` and ``0.125`` are not."""
    if len(written) > _MOST_DIGITS + 5:
        return None
    if _THOUSANDS.fullmatch(written) and not written.startswith("0"):
        return float(re.sub(r"\D", "", written))
    if _MIXED.fullmatch(written):
        whole, part = re.split(r"[.,](?=\d+$)", written)
        return float(f"{re.sub(r'[.,]', '', whole)}.{part}")
    return float(written.replace(",", ".")) if _DECIMAL.fullmatch(written) else None


def _spelled(passage: _Passage, place: int, language: str) -> tuple[float, int] | None:
    """A number in words and how many words it takes: "eleven", "twenty-one", "two hundred"."""
    word = passage.tokens[place].folded
    amount = numerals.SPELLED.get(word)
    if amount is None or numerals.AMBIGUOUS.get(word, language) != language:
        return None
    taken = 1
    if amount in range(20, 100, 10):
        joint = passage.words(place + 1, 1)
        gap = 1 if joint and joint[0] in {"y", "e", "et"} else 0
        ones = passage.words(place + 1 + gap, 1)
        if ones and ones[0] in numerals.ONES and passage.between(place, place + 1) in {" ", "-"}:
            amount += numerals.ONES[ones[0]]
            taken += 1 + gap
    if amount < len("1234567890") and passage.words(place + 1, 1) == ("hundred",):
        amount, taken = amount * 100, 2
    return amount, taken


def _is_no_count(passage: _Passage, place: int, amount: float) -> bool:
    return (
        _is_inside_name(passage, place)
        or _is_year(passage, place)
        or _is_day(passage, place, amount)
        or _is_clock(passage, place)
        or _is_age(passage, place, amount)
    )


def _is_inside_name(passage: _Passage, place: int) -> bool:
    """``F-35``, ``9/11``, ``80-90`` (its second half), ``#7``, ``No. 10``."""
    text, token = passage.text, passage.tokens[place]
    before = text[max(0, token.start - 1) : token.start]
    if before in {"/", "#"} or (before == "-" and token.start > 1):
        return token.text[0].isdigit()
    if before == "–" and text[max(0, token.start - 2) : token.start - 1].isdigit():
        return True
    fraction = re.compile(r"/\d").match(text, token.end)
    labelled = place > 0 and (
        passage.tokens[place - 1].folded in numerals.LABELS
        and passage.between(place - 1, place) in {" ", ". "}
    )
    return bool(fraction) or labelled or before.isalpha()


def _is_year(passage: _Passage, place: int) -> bool:
    """Four digits from 1900 on; but "2000 troops" are counted, and a number alone is no date."""
    written = passage.tokens[place].text
    year = re.fullmatch(r"[0-9]{4}", written) and _FIRST_YEAR <= int(written) <= _LAST_YEAR
    if not year or len(passage.tokens) == 1 or _currency_before(passage, place):
        return False
    next_word = passage.words(place + 1, 1)
    plural = bool(next_word) and (next_word[0].endswith("s") or next_word[0] == "people")
    return not (plural and written.endswith("00"))


def _is_day(passage: _Passage, place: int, amount: float) -> bool:
    """``17 November``, ``17 de noviembre``, ``November 17``, ``9 and 10 May``; never ``12 marines``."""
    if amount > _LAST_DAY or not passage.tokens[place].text.isdigit():
        return False
    for step in range(place + 1, min(place + 5, len(passage.tokens))):
        token = passage.tokens[step]
        if "," in passage.between(step - 1, step):
            break
        if _is_month(token):
            return True
        link = token.folded in numerals.AND | numerals.ORDINAL | {"de", "of", "di"}
        if not (link or token.text.isdigit()):
            break
    for step in range(place - 1, max(-1, place - 4), -1):
        token = passage.tokens[step]
        if _is_month(token):
            return passage.between(step, step + 1) in {" ", ". "}
        if not (token.text.isdigit() or token.folded in numerals.AND):
            break
    return False


def _is_month(token: Token) -> bool:
    verb = token.folded in {"may", "march"} and not token.text[0].isupper()
    return token.folded in numerals.MONTHS and not verb


def _is_clock(passage: _Passage, place: int) -> bool:
    """``10:30``, ``3pm``, ``3 p.m.``, ``10h30``."""
    text, token = passage.text, passage.tokens[place]
    if re.compile(r":\d").match(text, token.end) or re.compile(r"h\d{0,2}\b").match(
        text, token.end
    ):
        return True
    before = text[max(0, token.start - 2) : token.start]
    half = before.endswith(":") and before[:1].isdigit()
    return half or passage.words(place + 1, 1) in {("am",), ("pm",)}


def _is_age(passage: _Passage, place: int, amount: float) -> bool:
    """``45-year-old``, ``aged 45``, ``Ann Lee, 79, said``."""
    if passage.follows(place + 1, numerals.OLD) or passage.precedes(place, numerals.AGED):
        return True
    if not place or amount > _OLDEST or not passage.tokens[place].text.isdigit():
        return False
    apart = passage.between(place - 1, place) == ", "
    closed = passage.text[passage.tokens[place].end : passage.tokens[place].end + 1] == ","
    return apart and closed and passage.tokens[place - 1].text[0].isupper()


def _currency_before(passage: _Passage, place: int) -> str:
    start = passage.tokens[place].start
    sign = passage.text[max(0, start - 2) : start].strip()[-1:]
    return numerals.CURRENCY.get(sign, "")


def _figure(passage: _Passage, place: int, after: int, amount: float) -> Figure:
    while factor := _scale(passage, after):
        amount *= factor
        after += 1
    unit, start, stop, after = _unit(passage, place, after)
    plus = passage.text[stop : stop + 1] == "+"
    return Figure(
        amount=amount,
        text=passage.text[start : stop + plus],
        unit=unit,
        open=plus or _is_open(passage, place, after),
        rough=passage.precedes(place, numerals.ROUGHLY),
        aside=_is_aside(passage, place, after),
        place=place,
        after=after,
    )


def _scale(passage: _Passage, after: int) -> float:
    """The factor at ``after``, or 0."""
    word = next(iter(passage.words(after, 1)), "")
    if word in numerals.TOUCHING and passage.between(after - 1, after):
        return 0.0
    return numerals.SCALES.get(word, 0.0)


def _unit(passage: _Passage, place: int, after: int) -> tuple[str, int, int, int]:
    """The unit, where the figure's text starts and stops, and the token behind it."""
    text, start = passage.text, passage.tokens[place].start
    stop = passage.tokens[after - 1].end
    sign = _currency_before(passage, place)
    if sign:
        return sign, text.rindex(sign, 0, start), stop, after
    behind = text[stop : stop + 2].strip()[:1]
    if behind == "%" or behind in numerals.CURRENCY:
        return behind, start, text.index(behind, stop) + 1, after
    unit, taken = _unit_word(passage, after)
    return unit, start, passage.tokens[after + taken - 1].end, after + taken


def _unit_word(passage: _Passage, after: int) -> tuple[str, int]:
    """The unit that the words at ``after`` name, and how many of them belong to the figure."""
    percent = passage.follows(after, numerals.PERCENT)
    if percent:
        return "%", percent
    words = passage.words(after, 2)
    skip = 1 if words[:1] in {("de",), ("us",)} else 0
    money = numerals.MONEY.get(words[skip], "") if len(words) > skip else ""
    if money:
        return money, skip + 1
    first = words[0] if words else ""
    ordinal = first in numerals.ORDINAL and not passage.between(after - 1, after)
    return ("th" if ordinal else "time" if first in numerals.TIME else ""), 0


def _is_open(passage: _Passage, place: int, after: int) -> bool:
    """Whether more is possible: "more than 80", "80 or more"; never "no more than 80"."""
    first = place
    if place and _currency_before(passage, place) and passage.words(place - 1, 1) == ("us",):
        first = place - 1
    if passage.follows(after, numerals.OR_MORE):
        return True
    return passage.precedes(first, numerals.MORE) and not passage.precedes(first, numerals.NOT_MORE)


def _is_aside(passage: _Passage, place: int, after: int) -> bool:
    """Whether another figure is the count: "three more", "from 58 to 52", "up from 12", "not 44"."""
    if passage.follows(after, numerals.ADDED) or passage.precedes(place, numerals.ANOTHER):
        return True
    if passage.precedes(place, numerals.BEFORE):
        return True
    onwards = next(iter(passage.words(after, 1)), "") in numerals.ONWARDS
    return onwards and passage.precedes(place, numerals.FROM)
