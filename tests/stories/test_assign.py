"""Which story an item belongs to, and what a story becomes by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model import Assignment, Item, Match, Story
from monitor.scales import Reason
from monitor.stories import Settings, Shelf, assign, extend

NOW = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SETTINGS = Settings()
STRIKE = "US strike on suspected drug boat in the Caribbean kills three"


def an_item(
    number: int, title: str, summary: str = "", *, at: datetime = NOW, language: str = "en"
) -> Item:
    return Item(
        id=f"i{number}",
        title=title,
        summary=summary,
        source="Example Times",
        language=language,
        first_seen_at=at,
        effective_at=at,
    )


def a_match(item: Item) -> Match:
    return Match(
        item=item.id,
        seed="talks",
        score=0.5,
        threshold=0.2,
        verdict=True,
        reason=Reason.MATCHED,
        storylines=("strikes", "boats"),
        at=NOW,
    )


def a_story(number: int, *items: Item) -> tuple[Story, tuple[Item, ...]]:
    story = Story(
        id=f"s{number}",
        seed="talks",
        title=items[0].title if items else "",
        storylines=("strikes",),
        items=tuple(item.id for item in items),
        sources=("Example Times",),
        first_at=min((item.effective_at for item in items), default=NOW),
        last_at=max((item.effective_at for item in items), default=NOW),
    )
    return story, items


def put(item: Item, recent: Sequence[tuple[Story, Sequence[Item]]] = ()) -> Assignment:
    shelf = Shelf(SETTINGS)
    for story, items in recent:
        shelf.put(story, items)
    return assign(item, a_match(item), shelf, lambda: "new")


def test_the_first_item_opens_a_story() -> None:
    given = put(an_item(1, STRIKE))
    assert (given.story, given.opened, given.reason) == ("new", True, Reason.NEW_STORY)
    assert given.similarity == 0


@pytest.mark.parametrize(
    "copy",
    [
        STRIKE,
        STRIKE.upper(),
        f"{STRIKE}.",
        "US strike on suspected drug boat in the Caribbean kills 3",
    ],
)
def test_a_copy_joins_its_story(copy: str) -> None:
    given = put(an_item(2, copy), [a_story(1, an_item(1, STRIKE))])
    assert (given.story, given.opened) == ("s1", False)
    assert given.similarity >= SETTINGS.same_telling


def test_the_same_title_is_identical_text() -> None:
    given = put(an_item(2, STRIKE), [a_story(1, an_item(1, STRIKE))])
    assert (given.reason, given.similarity) == (Reason.IDENTICAL_TEXT, 1)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (STRIKE, "Three killed as US strikes drug boat in Caribbean, Pentagon says", "en"),
        (
            "Ataque de Estados Unidos contra una lancha en el Caribe deja tres muertos",
            "Tres muertos en un ataque de Estados Unidos a una lancha en el Caribe",
            "es",
        ),
    ],
)
def test_a_retelling_joins_its_story(one: str, other: str, language: str) -> None:
    known = a_story(1, an_item(1, one, language=language))
    given = put(an_item(2, other, language=language), [known])
    assert (given.story, given.reason) == ("s1", Reason.SAME_TELLING)


def test_a_story_of_many_sides_takes_in_who_tells_one_of_them() -> None:
    sides = (
        "Two fishermen from Aruba feared lost after boat strike, families say",
        "Senators ask for a video of the drug boat operation",
        "Lawyers doubt that the order for the strike was lawful",
        "Oil firm calls back its crews from the Caribbean coast",
        "Trinidad closes a beach where wreckage of a boat came ashore",
        "Admiral explains the new rules for strikes to reporters",
        "Villages in Trinidad count what they lost",
    )
    told = [an_item(number, STRIKE, summary=f"{number}") for number in range(3)]
    others = [an_item(3 + number, title) for number, title in enumerate(sides)]
    retold = "Pentagon says three smugglers died in attack on vessel in Caribbean"
    assert put(an_item(20, retold), [a_story(1, *told, *others)]).story == "s1"
    assert put(an_item(20, retold), [a_story(1, *others)]).story == "new"


def test_other_news_opens_another_story() -> None:
    given = put(
        an_item(2, "Norway offers to host talks between Maduro and Trump"),
        [a_story(1, an_item(1, STRIKE))],
    )
    assert given.opened


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "US strike on suspected drug boat kills 3 people",
            "US strike on suspected drug boat kills 11 people",
        ),
        ("Reward for Maduro is now $25 million", "Reward for Maduro is now $50 million"),
        ("Ataque a lancha deja 3 muertos", "Ataque a lancha deja 11 muertos"),
    ],
)
def test_the_same_words_with_another_number_are_another_story(one: str, other: str) -> None:
    given = put(an_item(2, other, language=""), [a_story(1, an_item(1, one, language=""))])
    assert (given.opened, given.reason) == (True, Reason.NUMBERS_DIFFER)


def test_a_number_in_words_is_the_number_in_digits() -> None:
    given = put(
        an_item(2, "US strike on suspected drug boat kills eleven people"),
        [a_story(1, an_item(1, "US strike on suspected drug boat kills 11 people"))],
    )
    assert not given.opened


def test_dates_and_times_do_not_part_a_story() -> None:
    given = put(
        an_item(2, "Maduro and Trump to hold talks in Oslo on 21 November"),
        [a_story(1, an_item(1, "Maduro and Trump to hold talks in Oslo on 20 November"))],
    )
    assert not given.opened


def test_a_story_that_fits_wins_over_a_nearer_one_that_does_not() -> None:
    three = an_item(1, "US strike on suspected drug boat in Caribbean kills 3 people")
    eleven = an_item(2, "US military strike against drug boat in Caribbean kills 11 people")
    late = an_item(3, "US strike on suspected drug boat in Caribbean kills 11 people")
    for recent in (
        [a_story(1, three), a_story(2, eleven)],
        [a_story(2, eleven), a_story(1, three)],
    ):
        assert put(late, recent).story == "s2"


def test_the_nearest_of_two_stories_takes_the_item() -> None:
    far = a_story(1, an_item(1, "US strike on boat in the Pacific kills two, navy says"))
    near = a_story(2, an_item(2, "US strike on suspected drug boat in the Caribbean"))
    assert put(an_item(3, STRIKE), [far, near]).story == "s2"
    assert put(an_item(3, STRIKE), [near, far]).story == "s2"


def test_between_equals_the_earlier_story_wins() -> None:
    twins = [a_story(1, an_item(1, STRIKE)), a_story(2, an_item(2, STRIKE))]
    assert put(an_item(3, STRIKE), twins).story == "s1"


@pytest.mark.parametrize(
    ("age", "opened"),
    [
        (71 * HOUR, False),
        (72 * HOUR, False),
        (73 * HOUR, True),
        (-72 * HOUR, False),
        (-73 * HOUR, True),
    ],
)
def test_a_story_takes_items_within_its_window_only(age: timedelta, opened: bool) -> None:
    known = a_story(1, an_item(1, STRIKE))
    assert put(an_item(2, STRIKE, at=NOW + age), [known]).opened is opened


def test_one_near_neighbour_does_not_open_a_story_full_of_strangers() -> None:
    chain = [
        an_item(1, "Navy ship sails Caribbean"),
        an_item(2, "Parliament votes on budget law"),
        an_item(3, "Court hears appeal of banker"),
        an_item(4, "Oil price climbs on supply fears"),
        an_item(6, "Striker signs for Lisbon club"),
        an_item(7, "Comet seen over Chile"),
        an_item(8, "Museum reopens after repairs"),
        an_item(9, "Doctors warn of measles"),
    ]
    given = put(an_item(5, "Navy ship sails Caribbean waters"), [a_story(1, *chain)])
    assert given.opened


def test_a_story_whose_items_are_gone_is_passed_over() -> None:
    assert put(an_item(2, STRIKE), [a_story(1)]).opened


def test_untitled_items_are_told_apart_by_their_summaries() -> None:
    known = a_story(1, an_item(1, "", "Norway offers to host the talks."))
    assert put(an_item(2, "", "US warships leave the Caribbean Sea."), [known]).opened
    assert put(an_item(2, "", "Norway offers to host the talks!"), [known]).story == "s1"


def test_items_without_any_word_never_meet() -> None:
    for title in ("", "!!!", "🔥🔥"):
        assert put(an_item(2, title), [a_story(1, an_item(1, title))]).opened


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "title", ["x" * 100_000, "1 " * 50_000, "مادورو " * 15_000, "🔥" * 100_000]
)
def test_hostile_titles_are_compared_in_time(title: str) -> None:
    known = a_story(1, *(an_item(n, f"{n} {title}") for n in range(20)))
    assert put(an_item(99, title, title), [known]) == put(an_item(99, title, title), [known])


def test_an_opened_story_holds_its_item() -> None:
    item = an_item(1, STRIKE)
    story = extend(None, item, a_match(item), put(item), NOW)
    assert story == Story(
        id="new",
        seed="talks",
        title=STRIKE,
        storylines=("strikes", "boats"),
        items=("i1",),
        sources=("Example Times",),
        first_at=NOW,
        last_at=NOW,
    )


def test_a_story_grows_by_its_items_sources_and_time() -> None:
    story, _ = a_story(1, an_item(1, STRIKE))
    later = replace(an_item(2, STRIKE, at=NOW + HOUR), source="Other Post")
    grown = extend(story, later, a_match(later), put(later), NOW + HOUR)
    assert grown.items == ("i1", "i2")
    assert grown.sources == ("Example Times", "Other Post")
    assert (grown.first_at, grown.last_at) == (NOW, NOW + HOUR)
    assert grown.title == STRIKE


def test_the_same_item_again_changes_nothing() -> None:
    item = an_item(1, STRIKE)
    story, _ = a_story(1, item)
    assert extend(story, item, a_match(item), put(item), NOW) == story


def test_copies_of_one_wire_text_are_one_voice() -> None:
    story: Story | None = None
    for number, source in enumerate(("Example Times", "Other Post", "Third Herald")):
        item = replace(an_item(number, STRIKE), source=source, wire="Reuters")
        story = extend(story, item, a_match(item), put(item), NOW)
    assert story
    assert story.sources == ("Reuters",)


def test_an_unknown_source_is_no_voice() -> None:
    story: Story | None = None
    for number, source in enumerate(("", "Example Times", "")):
        item = replace(an_item(number, STRIKE), source=source)
        story = extend(story, item, a_match(item), put(item), NOW)
    assert story
    assert story.sources == ("Example Times",)


def test_a_date_in_the_future_does_not_keep_a_story_open() -> None:
    item = an_item(1, STRIKE, at=NOW + 1000 * HOUR)
    story = extend(None, item, a_match(item), put(item), NOW)
    assert (story.first_at, story.last_at) == (NOW, NOW)
    again = extend(story, item, a_match(item), put(item), NOW + HOUR)
    assert again.last_at == NOW + HOUR
