"""Who else is at a case, as one sentence."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK
from charterdesk.desk.forms.pulse import Doing
from charterdesk.oncall.queries import people_named


def presence_words(others: Mapping[str, Doing]) -> str:
    """`Pavel is replying`, `Pavel and Irina are here`; "" for nobody."""
    if not others:
        return ""
    known = people_named(DESK, list(others))
    return _words(others, known)


def writing_words(writers: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The same for the rows of a list, by the number of the case; a query where anybody writes."""
    everybody = {name for names in writers.values() for name in names}
    known = people_named(DESK, sorted(everybody)) if everybody else {}
    return {
        number: _words(dict.fromkeys(names, "write"), known) for number, names in writers.items()
    }


def _words(others: Mapping[str, Doing], known: Mapping[str, Person]) -> str:
    names = {name: known[name].name for name in others if name in known}
    writing = [names[name] for name, doing in others.items() if doing == "write" and name in names]
    people = writing or list(names.values())
    said = {"names": _(" and ").join(people)}
    if writing:
        return ngettext("%(names)s is writing", "%(names)s are writing", len(people)) % said
    return ngettext("%(names)s looks at it too", "%(names)s look at it too", len(people)) % said
