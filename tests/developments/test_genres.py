"""Which titles bring no event of their own."""

from __future__ import annotations

import pytest

from monitor.developments.genres import Genre, genre_of
from monitor.scales import Kind, Reason, Relevance
from tests.developments.desk import Desk


@pytest.mark.parametrize(
    "title",
    [
        "Opinion: the harbour law is a mistake",
        "Harbour law | Viewpoint",
        "Explainer: who owns the harbour",
        "Why the harbour law failed",
        "What we know about the harbour fire",
        "Is the harbour law dead?",
        "A month after the harbour fire, the cranes stand still",
        "Ten years later, the harbour remembers",
        "A timeline of the harbour law",
        "In pictures: the harbour at night",
        "What the harbour fire says about cranes",
        "Podcast: inside the harbour fire",
        "The week in harbours",
        "Harbour law: what to know",
        "Columna: el puerto y sus dueños",
        "Un año después del incendio del puerto",
        "Qué se sabe del incendio del puerto",
        "Pourquoi le port brûle",
        "Was wir wissen: Brand im Hafen",
    ],
)
def test_opinion_explainers_and_looks_back_are_background(title: str) -> None:
    assert genre_of(title) is Genre.BACKGROUND


@pytest.mark.parametrize(
    "title",
    [
        "Harbour fire live: cranes closed",
        "LIVE: harbour fire",
        "Harbour fire - live updates",
        "En vivo: incendio del puerto",
        "Incendio del puerto, minuto a minuto",
    ],
)
def test_live_pages_are_known(title: str) -> None:
    assert genre_of(title) is Genre.LIVE


@pytest.mark.parametrize(
    "title",
    [
        "Harbour law passes after long debate",
        "Two days after the fire, a survivor is found",
        "Will Harrow elected mayor of the harbour",
        "Court to review harbour law",
        "People who live by the harbour evacuated",
        "Harbour opens for summer season",
        "",
    ],
)
def test_news_is_news(title: str) -> None:
    assert genre_of(title) is Genre.NEWS


def test_background_is_no_development_and_teaches_nothing() -> None:
    said = Desk().first("Opinion: Venezuela should give up its boats")
    assert (said.kind, said.relevance) == (None, Relevance.R2)
    assert (said.reason, said.facts) == (Reason.BACKGROUND, ())


def test_a_live_page_that_opens_an_event_is_told_and_one_that_only_follows_is_not() -> None:
    desk = Desk()
    opening = "Live: Venezuela boat crews reach Aruba, harbour shut, navy helicopters circling"
    assert desk.first(opening).kind is Kind.FIRST
    assert desk.again(opening + " again").kind is None
    assert Desk().first("Live: fishermen testify in court over Venezuela boat").kind is Kind.FIRST
    assert Desk().first("Venezuela boat strikes live: latest updates").kind is None
