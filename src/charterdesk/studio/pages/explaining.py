"""What if: the answer, the picture of the case in time, and every clause that was tried."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.explain import explain_what_if
from charterdesk.engine.picture import NotDrawn, Picture, picture_of
from charterdesk.look.fields import fields_of
from charterdesk.look.phrasing import worded
from charterdesk.look.pictures.case import pictures_svg
from charterdesk.look.tracing import sentence, trace_of
from charterdesk.oncall.queries import rota_for
from charterdesk.studio.forms.supposing import SupposeForm
from charterdesk.studio.pages.head import head_of
from charterdesk.studio.sources import Source
from charterdesk.studio.supposing import Supposed
from charterdesk.studio.values import Answer, ExplainPage
from charterdesk.visit.asking import Ask


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked about a text: the words of its form, and the number of a real case."""

    source: Source
    texts: tuple[tuple[str, str], ...]
    form: SupposeForm | None = None
    number: str = ""
    not_found: bool = False
    faults: tuple[str, ...] = ()


def explain_page(ask: Ask, name: str, asked: Asked, answer: Answer | None) -> ExplainPage:
    """The form, and the answer where there is one."""
    return ExplainPage(
        head=head_of(ask, name, "explain"),
        action=reverse("studio:explain", args=[name]),
        of=asked.source.key,
        texts=asked.texts,
        fields=fields_of(asked.form) if asked.form else (),
        number=asked.number,
        number_wrong=_("There is no such case, or you may not see it.") if asked.not_found else "",
        faults=asked.faults,
        write_url=reverse("studio:write", args=[name]) if asked.faults else "",
        answer=answer,
    )


def answer_of(ask: Ask, charter: Charter, supposed: Supposed, picture_url: str) -> Answer:
    """The explanation with its picture; times are the reader's."""
    explanation = explain_what_if(
        charter, supposed.command, supposed.at, rota_for(charter), ask.person.zone
    )
    names = {one.username: one.name for one in people_of_the_desk(ask.person)}
    drawn = picture_or_why(ask, charter, supposed)
    wide, narrow = pictures_svg(drawn) if isinstance(drawn, Picture) else ("", "")
    return Answer(
        sentence=sentence(explanation.answer, ask.reader.zone, names),
        wide=Markup(wide),
        narrow=Markup(narrow),
        undrawn="" if isinstance(drawn, Picture) else drawn,
        picture_url=picture_url,
        steps=trace_of(explanation, ask.reader.zone, names),
    )


def picture_or_why(ask: Ask, charter: Charter, supposed: Supposed) -> Picture | str:
    """The case in time if nobody answers; or the sentence that says why there is none."""
    rota, zone = rota_for(charter), ask.person.zone
    try:
        return picture_of(charter, supposed.command, supposed.at, rota, zone=zone)
    except NotDrawn as undrawn:
        return worded(undrawn.said, ask.reader.zone)
