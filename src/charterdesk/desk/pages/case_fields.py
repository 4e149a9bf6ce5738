"""The fields of the desk's own on the rail of a case: what they hold, and what sets them."""

from django.utils.translation import gettext as _

from charterdesk.cases.models import OwnField
from charterdesk.cases.own_rows import values_in
from charterdesk.cases.own_values import applies
from charterdesk.cases.queries.dossier import Dossier
from charterdesk.cases.queries.own_fields import matter_of
from charterdesk.desk.pages.case_acts import Acts
from charterdesk.desk.pages.words import search_of
from charterdesk.desk.values import Fact
from charterdesk.engine.commands_fields import SetFields
from charterdesk.visit.own_fields import value_words

# Nothing is set by it: the engine is asked whether anything may be.
_ASKED = SetFields(values=())


def own_of(dossier: Dossier, acts: Acts) -> tuple[Fact, ...]:
    """Each field with its value, which leads to the cases that hold the same; then the act."""
    row, state = dossier.loaded.row, dossier.loaded.state
    if not dossier.fields:
        return ()
    held, matter = values_in(state), matter_of(state)
    rows = [
        _fact(one, held.get(one.key, ""), applies(one, row.charter, matter))
        for one in dossier.fields
    ]
    return (*rows, Fact(_("Values"), "", acts.change("fields", _("change"), _ASKED)))


def _fact(field: OwnField, value: str, is_asked: bool) -> Fact:
    if value:
        note = "" if is_asked else _("not asked any more")
        return Fact(field.name, value_words(value), url=search_of(field.key, value), note=note)
    to_close = field.needed == OwnField.Needed.CLOSING
    return Fact(field.name, "\N{EM DASH}", note=_("needed before closing") if to_close else "")
