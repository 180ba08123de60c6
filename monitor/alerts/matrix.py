"""How loud a judgement is: relevance by novelty, lifted by significance.

|        | N0, N1 | N2                            | N3                                            | N4                     |
|--------|--------|-------------------------------|-----------------------------------------------|------------------------|
| R0, R1 | -      | -                             | -                                             | -                      |
| R2     | -      | -                             | ROUTINE                                       | ROUTINE                |
| R3     | -      | ROUTINE                       | URGENT from S2, else ROUTINE                  | URGENT                 |
| R4     | -      | URGENT from S3, else ROUTINE  | URGENT; BULLETIN at S3; FLASH at S4           | BULLETIN; FLASH at S4  |
"""

from __future__ import annotations

from monitor.scales import Novelty, Priority, Relevance, Significance


def priority_of(
    relevance: Relevance, novelty: Novelty, significance: Significance
) -> Priority | None:
    """The priority of an alert, or None when there is nothing to tell."""
    if relevance <= Relevance.R1 or novelty <= Novelty.N1:
        return None
    if relevance is Relevance.R2:
        return Priority.ROUTINE if novelty >= Novelty.N3 else None
    if relevance is Relevance.R3:
        return _related(novelty, significance)
    return _advancing(novelty, significance)


def _related(novelty: Novelty, significance: Significance) -> Priority:
    if novelty is Novelty.N4:
        return Priority.URGENT
    if novelty is Novelty.N3 and significance >= Significance.S2:
        return Priority.URGENT
    return Priority.ROUTINE


def _advancing(novelty: Novelty, significance: Significance) -> Priority:
    if novelty is Novelty.N2:
        return Priority.URGENT if significance >= Significance.S3 else Priority.ROUTINE
    if significance is Significance.S4:
        return Priority.FLASH
    if novelty is Novelty.N4 or significance is Significance.S3:
        return Priority.BULLETIN
    return Priority.URGENT
