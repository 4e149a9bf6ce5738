"""What news say, in whole sentences: under News in the desk, in notices and in digests."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charterdesk.cases.models import Case, CaseEvent, Message

MOST_QUOTED = 600
MOST_TOLD = 20

SENTENCES: Mapping[str, Promise] = {
    "customer_wrote": gettext_lazy("The customer wrote."),
    "reply_sent": gettext_lazy("The customer was answered."),
    "note_added": gettext_lazy("A note was written."),
    "resolved": gettext_lazy("The case was resolved."),
    "closed": gettext_lazy("The case was closed."),
    "reopened": gettext_lazy("The case was reopened."),
    "handed_back": gettext_lazy("The case was handed back as out of scope."),
    "transferred": gettext_lazy("The case was transferred to another tier."),
    "owner_set": gettext_lazy("The case has another owner."),
    "priority_set": gettext_lazy("The priority was changed."),
    "merged_into": gettext_lazy("The case was merged into another one."),
    "assigned": gettext_lazy("The case was assigned to you."),
    "told mention": gettext_lazy("You are named in a note."),
    "told wrote": gettext_lazy("The customer wrote."),
    "told transferred": gettext_lazy("The case was transferred to your tier."),
    "told joined": gettext_lazy("You are asked to help with the case."),
    "told opened": gettext_lazy("The case was opened."),
    "told step": gettext_lazy("The ladder calls you."),
    "told all-clear": gettext_lazy("The escalation has ended."),
    "told warning": gettext_lazy("A promise is due soon."),
    "told breach": gettext_lazy("A promise was missed."),
    "told date": gettext_lazy("The date has come until which the case was put off."),
    "told priority": gettext_lazy("The priority was changed."),
    "told reopened": gettext_lazy("The case was reopened."),
    "told escalated": gettext_lazy("The case was escalated."),
    "told refused": gettext_lazy("An escalation was asked for and refused."),
    "told passed": gettext_lazy("A colleague can't take the call, and you are next."),
    "told update": gettext_lazy("The customer was answered."),
    "told resolved": gettext_lazy("The case was resolved."),
    "told closed": gettext_lazy("The case was closed."),
    "told quote": gettext_lazy("The customer has answered the quote."),
    "told reminder": gettext_lazy("A reminder: the case still waits."),
    "told nobody": gettext_lazy("There is nobody left whom the ladder could call."),
    "told undelivered": gettext_lazy("A message to the customer did not arrive."),
}


def sentences_of(words: Iterable[str]) -> str:
    """What happened, each sort once, in the order in which it came."""
    said = (str(SENTENCES.get(word, "")) or _("You were told of something.") for word in words)
    return " ".join(dict.fromkeys(said))


def lines_of(
    events: Sequence[CaseEvent], names: Mapping[str, str], *, assigned: bool = False
) -> list[str]:
    """Each event for a notice: the sentence, who did it, and the first words of what was written.

    `names` are those of people by user name; `assigned`: a new owner is the reader. One query.
    """
    shown = events[-MOST_TOLD:]
    refs = [ref for one in shown if (ref := one.data.get("message"))]
    texts = dict(Message.objects.filter(ref__in=refs).values_list("ref", "text"))
    lines = []
    for event in shown:
        word = "assigned" if assigned and event.kind == "owner_set" else event.kind
        sentence, who = str(SENTENCES[word]), names.get(event.by, "")
        lines.append(f"{who}: {sentence}" if who else sentence)
        if text := texts.get(event.data.get("message", "")):
            lines += [f"> {line}" for line in _short(text).splitlines()]
    return lines


def case_line(case: Case, words: Iterable[str]) -> str:
    """A case with what happened, as a digest has it."""
    return f"[{case.number}] {case.subject or _('(no subject)')}\n{sentences_of(words)}"


def _short(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"
