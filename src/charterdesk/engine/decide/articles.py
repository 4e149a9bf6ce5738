"""Articles: what answers a case, and when one is wanted (R-BIC-37, R-BIC-38).

A charter knows of articles where one of its outcomes needs the fact `FAQ link`.
"""

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Outcome
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.phrase import phrase

ARTICLE = "FAQ link"
CLEAR = "clearly explained"
SATISFIED = "satisfied"
MISSING, UNCLEAR = "missing", "unclear"


def link_article(draft: Draft, command: co.LinkArticle) -> None:
    """The article is about the case; one that the customer may read is what an outcome needs."""
    if not command.article:
        draft.refuse(phrase("An article is linked by its name."), "article")
        return
    at, by = draft.at, draft.actor
    draft.record(
        ev.ArticleLinked(
            at=at, recorded_at=at, by=by,
            article=command.article, title=command.title, address=command.address,
        )
    )  # fmt: skip
    if command.address:
        fact = ev.FactRecorded(at=at, recorded_at=at, by=by, word=ARTICLE, value=command.address)
        draft.record(fact)


def want_if_unclear(draft: Draft, outcome: str) -> None:
    """The customer did not agree to an answer by an article: it should be made clearer."""
    if needs_article(draft.charter.closing.outcomes.get(outcome)):
        _want(draft, UNCLEAR)


def want_if_said_unclear(draft: Draft, command: co.RecordFact) -> None:
    """The fact itself says that it was not clear."""
    if (CLEAR, "no") in command.facts and _knows_articles(draft):
        _want(draft, UNCLEAR)


def want_if_missing(draft: Draft, outcome: str) -> None:
    """A question was answered without an article: the next one who asks should find one."""
    given = draft.charter.closing.outcomes.get(outcome)
    if given is None or SATISFIED not in (given.name, given.counts_as) or needs_article(given):
        return
    if _knows_articles(draft) and not draft.case.articles:
        _want(draft, MISSING)


def needs_article(outcome: Outcome | None) -> bool:
    """Whether the outcome needs an article to point to."""
    return outcome is not None and any(need.text == ARTICLE for need in outcome.needs)


def _knows_articles(draft: Draft) -> bool:
    return any(map(needs_article, draft.charter.closing.outcomes.values()))


def _want(draft: Draft, why: str) -> None:
    draft.record(ev.ArticleWanted(at=draft.at, recorded_at=draft.at, why=why))
