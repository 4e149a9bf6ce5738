"""What the engine wrote into the log in English, in the reader's language: told by its form.

The log keeps the sentence that was said. A test finds every such sentence of played histories.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from django.utils.translation import get_language, gettext, gettext_noop

from charterdesk.look.moments import date_words

# In the order in which they are tried: a form that another one could swallow comes first.
FORMS = (
    gettext_noop("Warning: the %(promise)s promised is due soon, at %(when)s."),
    gettext_noop("Breach: the %(promise)s promised was due at %(when)s and is missed."),
    gettext_noop("Breach: step %(step)s was not taken; not reached: %(roles)s."),
    gettext_noop("A case was opened: %(subject)s"),
    gettext_noop("A case was opened"),
    gettext_noop("The case was escalated. %(steps)s"),
    gettext_noop("The case was escalated."),
    gettext_noop("The case is now %(priority)s: %(subject)s"),
    gettext_noop("The case is now %(priority)s"),
    gettext_noop("Engaged at step %(step)s: %(roles)s."),
    gettext_noop("Update: the customer has been written to."),
    gettext_noop("The case is handed back to you: %(reason)s"),
    gettext_noop("The case is resolved: %(outcome)s."),
    gettext_noop("The case is resolved."),
    gettext_noop("Outcome: %(outcome)s."),
    gettext_noop("The case is closed."),
    gettext_noop("The case was closed, as nothing more was heard."),
    gettext_noop("The case is open again."),
    gettext_noop("Was this reply clear?"),
    gettext_noop("The case was transferred to %(tier)s."),
    gettext_noop("The contract %(name)s starts (%(what)s)."),
    gettext_noop("Reminder %(number)s: this case is waiting for your answer."),
    gettext_noop("Reminder %(number)s: this case is waiting for %(what)s."),
    gettext_noop("The customer's authorised contact says that this person may ask."),
    gettext_noop("The customer's authorised contact says that this person may not ask."),
    gettext_noop("Somebody who is not authorised under the contract asks; may this person ask?"),
    gettext_noop("Mail of an unregistered address is held: not registered."),
    gettext_noop("Mail of %(asker)s is held: not registered."),
    gettext_noop(
        "Your mail is held: your address is not registered with us; your account manager was told."
    ),
    gettext_noop("All clear: the case is resolved."),
    gettext_noop("All clear: the case is handed back."),
    gettext_noop("All clear: the case is de-escalated."),
    gettext_noop("All clear: the case is now %(priority)s."),
    gettext_noop("The customer wrote again to a case reopened three times today; please look."),
    gettext_noop(
        "The alert came back three times today: its recovery resolves no more; please look."
    ),
    gettext_noop("Lowered from %(was)s to %(priority)s in the last quarter: %(reason)s"),
    gettext_noop("The priority of your case is now %(priority)s: %(reason)s."),
    gettext_noop("%(tier)s is asked to join: %(subject)s"),
    gettext_noop("%(tier)s is asked to join"),
    gettext_noop("A message to the customer was not delivered (undelivered); its promise runs on."),
    gettext_noop("An escalation was asked for and refused. %(sentence)s"),
    gettext_noop("Escalation, step %(step)s of ladder %(ladder)s: %(subject)s"),
    gettext_noop("Escalation, step %(step)s of ladder %(ladder)s"),
    gettext_noop(
        "%(name)s can't take it. Escalation, step %(step)s of ladder %(ladder)s: %(subject)s."
    ),
    gettext_noop("%(name)s can't take it. Escalation, step %(step)s of ladder %(ladder)s."),
    gettext_noop("Nobody is left to call for %(roles)s at step %(step)s; see to it."),
    gettext_noop("Call %(number)s, nobody has answered yet: %(sentence)s."),
    gettext_noop("%(role)s has not answered: %(sentence)s."),
    gettext_noop("The ladder %(ladder)s is only for contract %(contract)s; it has none."),
    gettext_noop(
        "The ladder %(ladder)s is only for contract %(contract)s; this case has contract %(own)s."
    ),
    gettext_noop("nobody for %(role)s: nobody was told"),
    gettext_noop("nobody for %(role)s: %(person)s (%(other)s) was told instead"),
    gettext_noop("The case is closed. How did we do, from 1 to 5?"),
    gettext_noop("The customer says that a reply was not clear."),
    gettext_noop("The customer accepts the quote %(quote)s."),
    gettext_noop("The customer accepts the quote %(quote)s. %(says)s"),
    gettext_noop("The customer declines the quote %(quote)s."),
    gettext_noop("The customer declines the quote %(quote)s. %(says)s"),
    gettext_noop("The customer says that a reply was not clear. %(says)s"),
    gettext_noop("The customer has written."),
    gettext_noop("formal escalation"),
    gettext_noop("priority %(priority)s"),
    gettext_noop("step %(step)s"),
    gettext_noop("merged into %(number)s"),
    gettext_noop("merged from %(number)s"),
    gettext_noop("now %(priority)s"),
    gettext_noop("resolved"),
    gettext_noop("handed back"),
    gettext_noop("de-escalated"),
    gettext_noop("escalated"),
    gettext_noop("by the matrix"),
    gettext_noop("channel"),
    gettext_noop("customer wrote"),
    gettext_noop("declined"),
    gettext_noop("reopened by hand"),
    gettext_noop("fired again"),
    gettext_noop("worse alert"),
    gettext_noop("opened"),
    gettext_noop("reply"),
    gettext_noop("breach"),
    gettext_noop("warning"),
    gettext_noop("update"),
    gettext_noop("closed"),
    gettext_noop("reopened"),
)
# What the engine adds after a sentence, in this order: the words of the rule, for whom, lateness.
WITH_WORDS = gettext_noop("%(sentence)s (%(words)s)")
FOR_ROLES = gettext_noop("%(sentence)s You are told for %(roles)s.")
LATE = gettext_noop("%(sentence)s This notice is late.")
AROUND = ((LATE, " This notice is late.", ""), (FOR_ROLES, " You are told for ", "."),
          (WITH_WORDS, " (", ")"))  # fmt: skip
PLACE = re.compile(r"%\((\w+)\)s")
MOMENT = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{1,2} [A-Z][a-z]{2} \d{4}), (\d{2}:\d{2}(?::\d{2})? \S+)"
)


def in_readers_words(text: str) -> str:
    """What the engine wrote, in the reader's language; what is none of its forms as it is."""
    language = get_language() or "en"
    return text if language == "en" else _in_language(text, language)


@lru_cache(maxsize=4096)
def _in_language(text: str, language: str) -> str:
    """The same in the language that is active; a page asks again and again for the same ones."""
    for form in FORMS:
        found = _pattern(form).fullmatch(text)
        if found:
            return gettext(form) % _places(found)
    for form, sentence, rest in _around(text):
        if is_known(sentence):
            said = {"sentence": in_readers_words(sentence), "roles": rest, "words": rest}
            return gettext(form) % said
    return text


def is_known(text: str) -> bool:
    """Whether the engine writes such a sentence."""
    if any(_pattern(form).fullmatch(text) for form in FORMS):
        return True
    return any(is_known(sentence) for _form, sentence, _rest in _around(text))


def _around(text: str) -> Iterator[tuple[str, str, str]]:
    """Each way to read the text as a sentence with something after it: form, sentence, the rest."""
    for form, begins, ends in AROUND:
        at = text.find(begins) if text.endswith(ends) else -1
        while at >= 0:
            after = at + len(begins)
            if ends or after == len(text):
                yield form, text[:at], text[after : len(text) - len(ends)]
            at = text.find(begins, at + 1)


def _places(found: re.Match[str]) -> dict[str, str]:
    """What stands in the places: a sentence in the reader's language, a moment with its date."""
    places = found.groupdict()
    if "sentence" in places:
        places["sentence"] = in_readers_words(places["sentence"])
    if "when" in places:
        places["when"] = MOMENT.sub(_moment, places["when"])
    return places


def _moment(found: re.Match[str]) -> str:
    on = datetime.strptime(found[1], "%d %b %Y")  # noqa: DTZ007  # a date, of which a day is made
    return f"{date_words(on, on)}, {found[2]}"


@lru_cache(maxsize=256)
def _pattern(form: str) -> re.Pattern[str]:
    """The form with a group for each of its places."""
    parts = PLACE.split(form)
    named = (f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(named), re.DOTALL)
