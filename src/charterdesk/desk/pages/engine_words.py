"""Refusals of the engine in the reader's language: its sentences are English, told by their form.

A test holds the list complete; a sentence that is not on it is shown as it is.
"""

import re
from functools import lru_cache

from django.utils.translation import gettext, gettext_noop

from charterdesk.desk.pages.words import status_words

FORMS = (
    gettext_noop("The case is %(status)s; reopen it before it is escalated."),
    gettext_noop("The case is %(status)s; reopen it before another is merged into it."),
    gettext_noop("The case is %(status)s; only an open one can be merged."),
    gettext_noop("The case %(number)s has been merged into this one already."),
    gettext_noop("The case is %(status)s; reopen it first."),
    gettext_noop("The case is %(status)s; it waits for nothing."),
    gettext_noop("The case is %(status)s for good; open a new one."),
    gettext_noop("The case is %(status)s already."),
    gettext_noop("The case is open already."),
    gettext_noop("The case is open."),
    gettext_noop("The case is not waiting."),
    gettext_noop("The case is not resolved yet; resolve it first, then close it."),
    gettext_noop("The case was merged into %(number)s; go on there."),
    gettext_noop("There is no case yet; open one first."),
    gettext_noop("There is no outcome %(word)s; the charter has %(known)s."),
    gettext_noop("There is no tier %(word)s; the charter has %(known)s."),
    gettext_noop("There is no priority %(word)s; the charter has %(known)s."),
    gettext_noop("There is no channel %(word)s; the charter has %(known)s."),
    gettext_noop("There is no contract %(word)s; the charter has %(known)s."),
    gettext_noop("The charter has no gate for '%(word)s'; it has %(known)s."),
    gettext_noop("The ladder %(ladder)s has no step %(word)s; it has %(known)s."),
    gettext_noop("This charter has no matrix; set the priority instead."),
    gettext_noop("This charter has no %(word)s; there is nothing to escalate to."),
    gettext_noop("The matrix needs %(row)s (%(rows)s) and %(column)s (%(columns)s)."),
    gettext_noop("The %(who)s may not set the priority; it is set by %(known)s."),
    gettext_noop("Setting the priority to %(word)s needs a reason."),
    gettext_noop("Version %(number)s of the charter %(charter)s is not at hand."),
    gettext_noop("Version %(number)s has no %(word)s, which this case needs."),
    gettext_noop(
        "The time of the contact lies in the future; give the time at which it took place."
    ),
    gettext_noop("This charter does not allow a contact to be written down later."),
    gettext_noop("The contact is more than %(hours)s h ago; the %(role)s has to confirm it."),
    gettext_noop("Ownership stays with %(tier)s; %(person)s can join the case instead."),
    gettext_noop("Ownership stays with %(tier)s; %(person)s can join instead."),
    gettext_noop("%(person)s never owns a case; %(other)s can join it instead."),
    gettext_noop("%(person)s never owns a case; it can join instead."),
    gettext_noop("%(tier)s owns a case only after a transfer; transfer it first."),
    gettext_noop("%(tier)s owns a case until it is escalated; its leader owns it now."),
    gettext_noop("%(tier)s joins when the owner asks; the owner is %(person)s."),
    gettext_noop("%(tier)s joins when the %(role)s asks."),
    gettext_noop("%(tier)s joins by bug ticket: put the bug number on the case first."),
    gettext_noop("The ladder %(ladder)s is only for contract %(contract)s; it has none."),
    gettext_noop(
        "The ladder %(ladder)s is only for contract %(contract)s; this case has contract %(own)s."
    ),
    gettext_noop("Waiting is on %(known)s; not on %(word)s."),
    gettext_noop("A bug needs its number."),
    gettext_noop("The bug %(number)s is not on this case."),
    gettext_noop("Nothing has been proposed that could be declined."),
    gettext_noop("Handing back needs the reason why it is out of scope."),
    gettext_noop("No mail of %(asker)s is held."),
    gettext_noop("No escalation is going on in this case."),
    gettext_noop("Only %(roles)s may de-escalate the ladder %(ladder)s."),
    gettext_noop("De-escalating needs: %(words)s."),
    gettext_noop(
        "The asker has no mail address: call and log the talk, or add an address to the contact."
    ),
    gettext_noop("A case can't be merged into itself: name another one."),
    gettext_noop(
        "The two cases are under different charters, so neither can keep the other's promises."
    ),
    gettext_noop("No case was opened: the charter asks for more before it opens one."),
)
PLACE = re.compile(r"%\((\w+)\)s")


def in_readers_words(sentence: str) -> str:
    """The engine's sentence in the reader's language, where its form is known."""
    for form in FORMS:
        found = _pattern(form).fullmatch(sentence)
        if found:
            places = found.groupdict()
            if "status" in places:
                places["status"] = status_words(places["status"]).lower()
            return gettext(form) % places
    return sentence


def is_known(sentence: str) -> bool:
    """Whether the sentence has one of the forms."""
    return any(_pattern(form).fullmatch(sentence) for form in FORMS)


@lru_cache(maxsize=256)
def _pattern(form: str) -> re.Pattern[str]:
    """The form with a group for each of its places."""
    parts = PLACE.split(form)
    named = (f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(named))
