"""What if: a form in the words of one text of a charter, and the answer to it."""

from django.http import HttpResponse
from django.urls import reverse

from charterdesk.charters.keeping import read_text
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.picture import Picture
from charterdesk.look.pictures.case import picture_svg
from charterdesk.studio.forms.supposing import SupposeForm
from charterdesk.studio.pages.explaining import Asked, answer_of, explain_page, picture_or_why
from charterdesk.studio.sources import texts_of, wanted
from charterdesk.studio.supposing import words_of_case
from charterdesk.visit.asking import Ask, asked


@asked()
def explain(ask: Ask, name: str) -> HttpResponse:
    """The form with its answer: for the words of the form, or for what a real case began with."""
    asking, charter = _asking(ask, name)
    answer = None
    if charter is not None and asking.form is not None and asking.form.is_valid():
        url = f"{reverse('studio:preview', args=[name])}?{ask.request.GET.urlencode()}"
        answer = answer_of(ask, charter, asking.form.supposed(ask.at), url)
    return ask.draw("studio/explain", explain_page(ask, name, asking, answer), current="charters")


@asked()
def preview(ask: Ask, name: str) -> HttpResponse:
    """The picture alone, as a file that brings its own colours."""
    asking, charter = _asking(ask, name)
    if charter is None or asking.form is None or not asking.form.is_valid():
        return ask.go(f"{reverse('studio:explain', args=[name])}?{ask.request.GET.urlencode()}")
    drawn = picture_or_why(ask, charter, asking.form.supposed(ask.at))
    if not isinstance(drawn, Picture):
        return ask.go(f"{reverse('studio:explain', args=[name])}?{ask.request.GET.urlencode()}")
    answer = HttpResponse(picture_svg(drawn, alone=True), content_type="image/svg+xml")
    answer["Content-Disposition"] = 'attachment; filename="charter.svg"'
    return answer


def _asking(ask: Ask, name: str) -> tuple[Asked, Charter | None]:
    """What was asked, with the charter of the text where it can be read."""
    given = ask.request.GET
    source, number = wanted(ask.person, name, given.get("of", ""), ask.at), given.get("case", "")
    found = words_of_case(ask.person, number, ask.reader.zone) if number.strip() else None
    texts = texts_of(ask.person, name)
    try:
        charter = read_text(source.text, name)
    except CharterErrors as errors:
        return Asked(source, texts, faults=tuple(map(str, errors.errors[:5]))), None
    data = found or {"at": _wall(ask), **given.dict()}
    form = SupposeForm(charter, ask.reader.zone, data, us=ask.person.username)
    not_found = bool(number.strip()) and found is None
    return Asked(source, texts, form, number, not_found), charter


def _wall(ask: Ask) -> str:
    """The present minute, as a form shows it."""
    return f"{ask.at.astimezone(ask.reader.zone):%Y-%m-%dT%H:%M}"
