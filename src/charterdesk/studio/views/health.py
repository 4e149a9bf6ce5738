"""How the desk is, for its administrator."""

from django.http import HttpResponse

from charterdesk.studio.pages.health import health_page
from charterdesk.visit.asking import Ask, asked
from charterdesk.worker.health import health_of_the_desk


@asked()
def health(ask: Ask) -> HttpResponse:
    """What must work, as it is now."""
    page = health_page(health_of_the_desk(ask.person, ask.at), ask.reader)
    return ask.draw("studio/health", page)
