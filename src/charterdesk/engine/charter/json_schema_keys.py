"""Every key of `schema.PLACES`: the form of its value, and a sentence for who hovers over it."""

from collections.abc import Mapping
from typing import TypeAlias

from charterdesk.engine.charter import json_schema_forms as form
from charterdesk.engine.charter.json_schema_forms import (
    FLAG,
    NEEDS,
    WAIT,
    WORD,
    WORDS_FORM,
    Schema,
    known,
    many,
    one_or_more,
    proposed,
)
from charterdesk.engine.charter.words import KINDS, WORDS

Keys: TypeAlias = Mapping[str, tuple[Schema, str]]


def ref(place: str) -> Schema:
    """The form of a place of the language."""
    return {"$ref": f"#/$defs/{place.replace(' ', '-')}"}


_MEANS = one_or_more(known("means"))
_REPEATING: Keys = {
    "by": (_MEANS, "By which means."),
    "repeat": (form.REPEAT, "`every 3m until acknowledged`, or reached, response, resolved."),
    "times": (form.TIMES, "How often it is repeated after the first, 1 to 100."),
}
_HEAD: Keys = {
    "charter": (form.NAME, "The charter's name: letters, digits, hyphens."),
    "title": (WORD, "What customers see as its title."),
    "version": (form.VERSION, "A whole number. A version never changes once it is in force."),
    "in_force_from": (form.MOMENT, "From when it is in force, wall time of `zone`."),
    "zone": (form.ZONE, "The time zone of every time that names none."),
    "languages": (one_or_more(form.LANGUAGE), "The languages of the desk's own messages."),
    "assumes": (ref("assumes"), "What you decided where a text left something open; printed."),
    "accepts": (ref("accepts"), "Warnings of the checks that you live with, each with a reason."),
    "requirements": (ref("requirements"), "How many requirements each source states."),
    "facts": (WORDS_FORM, "Words of your own for facts that people put on a case."),
    "acts": (WORDS_FORM, "Acts of your own that a gate may refuse."),
}
_THEMES: Keys = {
    "hours": (ref("hours"), "Your calendars by name; `always` is built in."),
    "roles": (ref("roles"), "Names of roles, never of people."),
    "last_resort": (WORD, "The role that is told when nobody else is there."),
    "channels": (ref("channels"), "The ways in, by name."),
    "askers": (ref("askers"), "Who may ask."),
    "intake": (ref("intake"), "What happens when a case arrives."),
    "contracts": (ref("contracts"), "The kinds of contract."),
    "priorities": (ref("priorities"), "How urgent a case can be, and who says so."),
    "matrix": (ref("matrix"), "The priority from two axes: one a list, the other maps to lists."),
    "promises": (ref("promises"), "What is promised: one row for each priority."),
    "at_once": (form.LENGTH, "What `at once` means; 15 minutes where it isn't said."),
    "warn": (form.SHARE, "After which share of a promise's time a warning is given."),
    "on_raise": (known("on raise"), "How all rows count after the priority was raised."),
    "aims": (ref("aims"), "Rows that only the desk sees."),
    "waiting": (ref("waiting"), "What happens while a case waits."),
    "queue": (ref("queue"), "In which order cases are taken."),
    "tiers": (many(ref("tier")), "Who works, in order."),
    "ladders": (ref("ladders"), "Who is told when, by name."),
    "tell": (many(ref("tell")), "What is told once, to customer or staff."),
    "gates": (many(ref("gate")), "What must be there before an act."),
    "closing": (ref("closing"), "How a case ends."),
    "checklist": (ref("checklist"), "What each case shows to be ticked."),
    "charges": (many(ref("charge")), "What costs extra; a person decides."),
}
_KINDS: Keys = {
    kind: (form.UPDATE if kind == "update" else form.PROMISE, f"{word.means}.".capitalize())
    for kind, word in KINDS.items()
}
_ROW: Keys = {
    "hours": (proposed(["always"]), "The calendar that counts."),
    "zone": (known("row zone"), "Whose zone the hours follow."),
    "on_raise": (known("on raise"), "How a stricter target counts after a raise."),
    **_KINDS,
}

KEYS: Mapping[str, Keys] = {
    "charter": {**_HEAD, **_THEMES},
    "calendar": {
        "open": (one_or_more(form.LINE), "Lines of hours; an end not after the start is next day."),
        "closed": (one_or_more(form.DATE), "Dates on which no shift opens."),
        "also_said": (one_or_more(form.LINE), "Lines that your text prints too: never counted."),
    },
    "role": {
        "is": (form.ROLE_IS, "`team NAME`, `rota NAME`, `person`, `per customer` or `machine`."),
        "hours": (WORD, "The calendar in which the role is at work."),
        "outside": (WORD, "The calendar outside which the role is on call."),
        "else": (WORDS_FORM, "The roles that stand in, in order."),
    },
    "channel": {
        "address": (form.ADDRESS, "Mail to this address comes in here."),
        "form": (WORD, "A form of the portal; the form's name."),
        "live": (FLAG, "`yes`: a person of ours takes part, and that is the response."),
        "machine": (FLAG, "`yes`: a machine writes here."),
        "recovery": (form.RECOVERY, "`notes`, `resolves` or `resolves with OUTCOME`."),
        "marks": (WORDS_FORM, "Marks that a case gets here."),
        "needs": (WORDS_FORM, "What is asked for here."),
        "hours": (WORD, "The calendar in which the channel is open."),
        "sets": (form.PRIORITY_NAMED, "`priority NAME`."),
        "escalates": (WORD, "`LADDER` or `LADDER STEP`: a message here is an escalation."),
        "subject_has": (WORD, "Mail with this word in its subject comes in here."),
        "pbx": (form.ADDRESS, "Mail from here is voice mail of the caller whose number it names."),
    },
    "askers": {
        "who": (one_or_more(known("asker")), "Who may ask."),
        "others": (form.OTHERS, "What happens to mail of others: `hold 30d` or `let in`."),
        "tell": (WORDS_FORM, "The roles that hear of held mail."),
        "under_contract": (known("under contract"), "Who may ask under a contract."),
    },
    "intake": {
        "number": (ref("number"), "How a case's number begins."),
        "ask": (ref("ask"), "What every new case is asked for."),
        "emergency_asks": (ref("ask"), "What an emergency is asked for."),
        "later": (ref("later"), "How late a contact may be written down."),
        "access": (ref("access"), "What the need `access` wants, kept sealed."),
        "kinds": (ref("kinds"), "The kinds of matter."),
        "types": (ref("kinds"), "The types of request."),
        "files": (ref("files"), "How large the files of one message may be."),
    },
    "number": {"prefix": (WORD, "What a case's number begins with.")},
    "ask": {"what": (WORDS_FORM, "What is asked for.")},
    "later": {
        "allowed": (FLAG, "Whether a contact may be written down later."),
        "at_most": (form.LENGTH, "How long after it."),
    },
    "access": {"needs": (WORDS_FORM, "What must be known of the customer's system.")},
    "kinds": {"of": (WORDS_FORM, "The words to choose from.")},
    "files": {
        "each": (form.SIZE, "How large one file may be, `1 kB` to `100 MB`."),
        "together": (form.SIZE, "How large all files of one message may be."),
    },
    "contract": {
        "levels": (WORDS_FORM, "Levels of the contract; no two contracts share one."),
        "gives": (one_or_more(form.LADDER_NAMED), "`ladder NAME`: the ladder is for them."),
        "needs": (WORDS_FORM, "Roles that a customer must have."),
        "starts": (WORD, "What starts the contract, in words."),
        "promises": (ref("contract promises"), "Rows that take the place of the charter's."),
        "example": (FLAG, "`yes`: not for real customers."),
    },
    "priorities": {
        "set_by": (one_or_more(form.SETTER), "Who may set a priority, `with reason` or without."),
        "list": (ref("priority list"), "The priorities, the strictest first."),
    },
    "priority": {
        "default": (FLAG, "`yes` at exactly one."),
        "only_by": (known("only by"), "How alone it is reached."),
        "when": (WORDS_FORM, "What this priority is for, where one is chosen."),
    },
    "promises": {"on_raise": (known("on raise"), "How all rows count after a raise.")},
    "contract promises": {"on_raise": (known("on raise"), "How all rows count after a raise.")},
    "row": _ROW,
    "aim": {key: one for key, one in _ROW.items() if key != "on_raise"},
    "ladder row": {key: one for key, one in _ROW.items() if key != "on_raise"},
    "wait": {
        "pauses": (one_or_more(known("kind of promise")), "Promises whose clock stands still."),
        "remind": (one_or_more(WAIT), "When the customer is reminded."),
    },
    "queue": {
        "order": (known("queue order"), "Which case comes first."),
        "by": (known("queue by"), "Where a case's age begins."),
    },
    "tier": {
        "name": (WORD, "The tier's name."),
        "role": (WORDS_FORM, "The role or roles that work in it."),
        "owns": (known("owns"), "Whether this tier owns cases."),
        "joins": (form.JOINS, "How the tier comes to a case."),
        "owner_is": (known("owner"), "Who owns a case."),
        "contact_is": (known("contact"), "Who is shown to the customer as the contact."),
        "then": (WORD, "The role to which the case goes on."),
        "starts_with": (WORD, "The role that begins."),
    },
    "ladder": {
        "starts": (one_or_more(form.TRIGGER), "`formal escalation` or `priority NAME`."),
        "for": (form.CONTRACT_NAMED, "`contract NAME`: only for these customers."),
        "hours": (proposed(["always"]), "In which the steps count."),
        "stops": (one_or_more(known("stop")), "What ends it; all three where it isn't said."),
        "may_stop": (ref("may_stop"), "Who may take the escalation back."),
        "stand_down": (known("stand down"), "Who gets the all-clear."),
        "promises": (ref("ladder row"), "A row that is added while the ladder runs."),
        "reasons": (WORDS_FORM, "The reasons to choose from."),
        "not_for": (WORDS_FORM, "Shown as a warning before somebody escalates."),
        "steps": (many(ref("step")), "The steps, in order."),
    },
    "may_stop": {
        "who": (WORDS_FORM, "The roles that may."),
        "needs": (NEEDS, "What must be there for it."),
    },
    "step": {
        "step": (WORD, "The step's name."),
        "at": (WAIT, "So long after the ladder began."),
        "after": (form.AFTER, "`STEP + 20m`: so long after an earlier step was taken."),
        "when": (NEEDS, "Any of these fires the step."),
        "within": (WAIT, "They are reached within this time; it is a promise."),
        "notify": (WORDS_FORM, "The roles that are told."),
        **_REPEATING,
        "unless": (one_or_more(known("unless")), "Judged when the step fires."),
        "keep_informed": (known("keep informed"), "Whether they hear of each update."),
        "owner_becomes": (WORD, "The role that owns the case from then on."),
    },
    "tell": {
        "when": (form.TOLD_WHEN, "At which moment."),
        "if": (form.CONDITION, "`priority NAME` or `ladder at STEP`."),
        "who": (one_or_more(proposed(WORDS["who"])), "Roles, `contact`, `owner`."),
        **_REPEATING,
        "what": (WORD, "What the notice says."),
        "from": (WORDS_FORM, "The role in whose name it goes."),
    },
    "gate": {
        "act": (proposed(WORDS["act"]), "The act that is refused until the needs are there."),
        "needs": (NEEDS, "What must be on the case."),
        "unless": (known("gate unless"), "Whom the gate lets through."),
        "otherwise": (known("gate otherwise"), "What is done where there is no case."),
    },
    "closing": {
        "outcomes": (ref("outcomes"), "The ways to resolve, by name."),
        "agreement": (known("agreement"), "Whose word closing needs."),
        "silence": (ref("silence"), "Whether silence closes a case."),
        "reopen": (WAIT, "So long the customer's message reopens the case."),
        "closes_also": (known("closes also"), "What is closed together with the case."),
        "score": (known("closing score"), "How the customer is asked what they think afterwards."),
    },
    "outcome": {
        "needs": (NEEDS, "Ours to resolve, the customer's word to close."),
        "counts_as": (WORD, "Another outcome, as which it is reported."),
        "agreement": (known("outcome agreement"), "Whether the customer's word is needed."),
    },
    "silence": {"close": (form.SILENCE, "`never`, or `14d after resolved`.")},
    "checklist": {"steps": (WORDS_FORM, "What is ticked, in order.")},
    "charge": {
        "name": (WORD, "The charge's name."),
        "when": (NEEDS, "The facts that propose it."),
        "may": (FLAG, "`yes`: it may be charged, and need not."),
        "amount": (WORD, "The amount in words."),
    },
}
