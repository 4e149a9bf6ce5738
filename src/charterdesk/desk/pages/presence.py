"""Who else is at a case, as one sentence."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.accounts.rights import DESK
from charterdesk.desk.forms.pulse import Doing
from charterdesk.oncall.queries import people_named


def presence_words(others: Mapping[str, Doing]) -> str:
    """`Pavel is replying`, `Pavel and Irina are here`; "" for nobody."""
    if not others:
        return ""
    known = people_named(DESK, list(others))
    names = {name: known[name].name for name in others if name in known}
    writing = [names[name] for name, doing in others.items() if doing == "write" and name in names]
    people = writing or list(names.values())
    said = {"names": _(" and ").join(people)}
    if writing:
        return ngettext("%(names)s is writing", "%(names)s are writing", len(people)) % said
    return ngettext("%(names)s looks at it too", "%(names)s look at it too", len(people)) % said
