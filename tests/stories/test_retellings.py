"""Retellings in other languages, hundreds of rewrites, and the order in which items come."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model import Item
from tests.stories.rewrites import a_day, an_item, b_cubed, group, rewrites, shuffled

# One event in several languages each; the look-alikes below are other events of the same days.
TOLD = (
    {
        "en": "Belgium and Chad sign deal on return of 1,200 refugees",
        "es": "Bélgica y Chad firman un acuerdo para el regreso de 1.200 refugiados",
        "fr": "La Belgique et le Tchad signent un accord sur le retour de 1 200 réfugiés",
        "de": "Belgien und Tschad unterzeichnen Abkommen über Rückkehr von 1.200 Flüchtlingen",
        "pt": "Bélgica e Chade assinam acordo para o regresso de 1.200 refugiados",
    },
    {
        "en": "Court in Lisbon sentences banker Duarte Falcato to nine years for fraud",
        "es": "Tribunal de Lisboa condena al banquero Duarte Falcato a nueve años por fraude",
        "fr": "Lisbonne : le banquier Duarte Falcato condamné à neuf ans pour fraude",
        "de": "Gericht in Lissabon verurteilt Bankier Duarte Falcato zu neun Jahren",
        "pt": "Tribunal de Lisboa condena banqueiro Duarte Falcato a nove anos por fraude",
    },
    {
        "en": "Ferry fire off Paros kills 14, coast guard says",
        "es": "Incendio en un ferry frente a Paros deja 14 muertos, según la guardia costera",
        "fr": "Incendie d'un ferry au large de Paros : 14 morts",
        "de": "Brand auf Fähre vor Paros: 14 Tote",
        "pt": "Incêndio em ferry ao largo de Paros mata 14 pessoas",
    },
)
ANOTHER = (
    ("es", "Chad cierra su frontera con Sudán tras nuevos ataques"),
    ("fr", "La Belgique relève l'impôt sur les banques"),
    ("de", "Lissabon: Parlament billigt Haushalt"),
    ("pt", "Paros espera recorde de turistas neste verão"),
)


def tellings(event: dict[str, str]) -> list[Item]:
    return [
        replace(an_item(number, title), id=f"{language}{number}", language=language)
        for number, (language, title) in enumerate(event.items())
    ]


@pytest.mark.parametrize("event", TOLD)
def test_an_event_told_in_five_languages_is_one_story(event: dict[str, str]) -> None:
    assert len(set(group(tellings(event)).values())) == 1


def test_other_events_of_the_same_places_stay_apart_in_any_language() -> None:
    items = [item for event in TOLD for item in tellings(event)[:1]]
    items += [
        replace(an_item(9, title), id=f"x{number}", language=language)
        for number, (language, title) in enumerate(ANOTHER)
    ]
    items = [replace(item, id=f"i{number}") for number, item in enumerate(items)]
    assert len(set(group(items).values())) == len(items)


def test_another_language_joins_within_a_short_time_only() -> None:
    english, spanish, *_ = tellings(TOLD[0])
    for hours, stories in ((30, 1), (40, 2)):
        late = replace(spanish, effective_at=english.effective_at + timedelta(hours=hours))
        assert len(set(group([english, late]).values())) == stories


def test_the_same_figure_in_another_language_is_needed_where_both_count() -> None:
    english, spanish, *_ = tellings(TOLD[2])
    other = replace(spanish, title=spanish.title.replace("14", "31"))
    assert len(set(group([english, other]).values())) == 2


def test_three_hundred_copies_and_rewrites_are_one_story() -> None:
    assert set(group(rewrites(300)).values()) == {"s1"}


def test_the_same_stream_gives_the_same_stories() -> None:
    items = [item for item, _ in a_day()]
    assert group(items) == group(items)


def test_the_order_within_an_hour_hardly_matters() -> None:
    events = {item.id: event for item, event in a_day()}
    items = [item for item, _ in a_day()]
    given = b_cubed(group(items), events)
    others = [b_cubed(group(shuffled(items, seed)), events) for seed in range(8)]
    assert given >= 0.85
    assert max(abs(other - given) for other in others) <= 0.02
