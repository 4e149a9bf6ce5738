"""Articles for the tests of the knowledge, made by the real commands."""

from charterdesk.accounts.refusal import Refusal
from charterdesk.knowledge.commands.publishing import set_state
from charterdesk.knowledge.commands.writing import Draft, begin_article
from charterdesk.knowledge.models import ArticleText, State
from tests.apps.cast import MONDAY, ada, admin


def article(
    title: str, body: str = "", *, state: str = State.PUBLIC, language: str = "en"
) -> ArticleText:
    """An article by Ada with one text, in a state that an administrator gave it."""
    text = begin_article(draft=Draft(title, body), language=language, by=ada(), at=MONDAY)
    assert isinstance(text, ArticleText)
    if state != State.DRAFT:
        answer = set_state(text=text, state=state, by=admin(), at=MONDAY)
        assert not isinstance(answer, Refusal)
        return answer
    return text
