"""The decision what a matched item brings to its storyline.

Relevance, novelty and significance are judged apart, by the definitions of the product: R how it
belongs, N what is new against the ledger, S how much it matters. Nothing new has no kind.
"""

from __future__ import annotations

from monitor.developments.case import REST, Case, is_alone, is_sure
from monitor.developments.findings import Findings, look
from monitor.developments.genres import Genre
from monitor.developments.lexicon import Sense
from monitor.developments.news import News, find_news
from monitor.model import Judgement, Match, Profile, Storyline
from monitor.scales import Kind, Reason, Relevance, Significance
from monitor.text import TURNS


def storylines_of(profile: Profile, match: Match) -> tuple[Storyline, ...]:
    """The storylines that speak in the match, the loudest first, or the rest of the story."""
    by_slug = {storyline.slug: storyline for storyline in profile.storylines}
    return tuple(by_slug[slug] for slug in match.storylines if slug in by_slug) or (REST,)


def judge(case: Case) -> Judgement:
    """What the item brings; ``kind`` is None when that is nothing to tell."""
    findings = look(case)
    relevance = _relevance(findings)
    news = find_news(findings)
    return Judgement(
        item=case.item.id,
        seed=case.profile.seed,
        storyline=findings.case.storyline.slug,
        story=case.story.id,
        relevance=relevance,
        novelty=news.novelty,
        significance=_significance(findings, news),
        kind=news.kind,
        delta=news.delta,
        proof=news.proof,
        # Background repeats what others report: it teaches the ledger nothing.
        facts=() if relevance <= Relevance.R2 else news.facts,
        reason=news.reason,
        at=case.match.at,
    )


def _relevance(findings: Findings) -> Relevance:
    """R2 looks back or explains; R4 names who and what in the title; R3 is the rest."""
    if findings.genre is not Genre.NEWS:
        return Relevance.R2
    sure = is_sure(findings.case)
    in_title = {sign.kind for sign in findings.case.match.evidence if sign.field == "title"}
    if findings.deeds.done & TURNS and sure:
        in_title.add("term")
    return Relevance.R4 if sure and {"entity", "term"} <= in_title else Relevance.R3


def _significance(findings: Findings, news: News) -> Significance:
    """S4 only for what is grave and done; hedged claims and lone sources are capped.

    What may not belong to the storylines is no more than routine, unless it is the gravest.
    """
    rest = not is_sure(findings.case) and Sense.CRITICAL not in findings.senses
    if news.reason is Reason.IN_SEED or rest:
        return Significance.S1
    level = Significance.S1
    moved = news.reason in {Reason.FIGURE_MOVED, Reason.CORRECTED}
    if moved or Sense.STATEMENT in findings.senses:
        level = Significance.S2
    if findings.deeds.done or news.major:
        level = Significance.S3
    if Sense.CRITICAL in findings.senses:
        level = Significance.S4
    if news.reason is Reason.NEW_DETAIL:
        return min(level, Significance.S2)
    hedged = Sense.HEDGE in findings.senses and not (findings.deeds.done & TURNS)
    if hedged or (news.kind is Kind.CONFIRMATION and not news.major):
        return min(level, Significance.S2)
    return min(level, Significance.S3) if is_alone(findings.case) else level
