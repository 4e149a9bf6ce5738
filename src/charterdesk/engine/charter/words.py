"""The closed vocabulary: every word that the engine acts on, and what it means to the engine.

`WORDS[group][word]` gives the value that the charter's fields hold and one sentence for people.
A word that stands in no group is an error with the nearest known word, never a silent guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from charterdesk.engine.charter.facts import FACTS


@dataclass(frozen=True, slots=True)
class Word:
    """What a word becomes in the charter's values, and what it means."""

    value: str
    means: str


def _words(meanings: Mapping[str, str]) -> Mapping[str, Word]:
    """Words whose value is the word itself."""
    return {word: Word(word, means) for word, means in meanings.items()}


KINDS = _words(
    {
        "response": "the first human, public, delivered message or live talk since the contact",
        "activation": "work has begun, counted from the response",
        "update": "a human public message at least so often while the case is unresolved",
        "reply": "an answer to the oldest customer message that waits",
        "diagnosis": "a diagnosis with its gate satisfied, counted from the activation",
        "indication": "word about when a bug will be solved, counted from the bug",
        "patch": "a patch, counted from the bug's confirmation as critical",
        "workaround": "a workaround or the resolution, counted from the contact",
        "resolution": "the case is resolved, counted from the contact",
        "takeover": "a person takes over what was passed to the team; internal",
        "supplier": "the supplier delivers what was passed to it; internal",
    }
)

WORDS: Mapping[str, Mapping[str, Word]] = {
    "kind of promise": KINDS,
    "act": _words(
        {
            "resolve": "the case is resolved with an outcome",
            "close": "the case is closed",
            "escalate": "a formal escalation is declared",
            "diagnose": "a diagnosis is added",
            "remedy": "a remedy is carried out",
            "work on system": "somebody works on the customer's system",
            "do the work": "we do what the customer could do",
            "charge": "a proposed charge is confirmed",
            "view the PC": "the customer's screen is viewed",
            "take data": "the customer's data is taken",
            "hand back": "the case goes back to the customer as out of scope",
        }
    ),
    "asker": _words(
        {
            "anyone": "whoever writes is let in",
            "registered addresses": "only addresses of known contacts; mail of others is held",
            "authorised people": "contacts who are marked as authorised",
            "authorised people of the contract": "contacts who are authorised under the contract",
            "support contacts": "contacts of an organisation that has support",
            "end customers": "customers of the organisation",
            "end users": "users of the organisation",
        }
    ),
    "others": _words(
        {
            "hold": "`hold 30d`: kept so long out of sight; registering the address releases it",
            "let in": "the mail of others opens a case like any",
        }
    ),
    "under contract": {
        "authorised people only": Word(
            "yes", "under a contract a case of anybody else waits for an authorised person"
        ),
    },
    "setter": _words(
        {
            "customer": "the customer chooses the priority",
            "channel": "the channel sets it",
            "matrix": "the matrix sets it",
            "desk": "people of the desk may set it; `desk with reason`: only with a reason",
        }
    ),
    "only by": {"escalation": Word("yes", "asking for it is a formal escalation (2.6 J)")},
    "axis": _words(
        {
            "impact": "how much is affected",
            "urgency": "how soon it matters",
            "criticality": "how bad the failure is",
            "contract": "the contract, or its level",
        }
    ),
    "on raise": {
        "from_start": Word("yes", "a stricter target counts from the start, not from the raise"),
    },
    "row zone": {"customer": Word("yes", "the row's hours follow the customer's zone (2.6 H)")},
    "waiting on": _words(
        {
            "customer": "we wait for the customer; any human message of theirs ends it",
            "supplier": "we wait for a supplier",
            "bug": "we wait for a bug to be solved",
            "date": "we wait for an agreed date",
        }
    ),
    "queue order": {
        "due first": Word("due first", "the case whose next promise is due first comes first"),
        "due first then time of contact": Word("due first", "the same, then the older contact"),
        "first come first served within a priority": Word(
            "first come first served within a priority",
            "the stricter priority first, within it the older contact",
        ),
    },
    "queue by": {"time of contact": Word("time of contact", "a case's age begins at its contact")},
    "owns": _words(
        {
            "always": "a case is owned by this tier; it can't be given to another",
            "never": "this tier helps and never owns",
            "until escalated": "this tier owns until a ladder's step names another owner",
            "after transfer": "this tier owns once a case was transferred to it",
        }
    ),
    "owner": {
        "first who spoke with the customer": Word(
            "yes", "the first human who answers owns the case"
        ),
    },
    "contact": {"owner": Word("yes", "the customer's contact is the case's owner")},
    "trigger": {
        "formal escalation": Word("", "the customer or the desk declares it"),
        "priority": Word("", "`priority critical`: the case reaches that priority"),
    },
    "stop": _words(
        {
            "resolved": "the case is resolved",
            "de-escalated": "the escalation is taken back",
            "handed back": "the case is handed back to the customer",
        }
    ),
    "stand down": {"everyone told so far": Word("yes", "all who were told get the all-clear")},
    "means": _words({"phone": "a call", "sms": "a text message", "mail": "a mail"}),
    "until": {
        "acknowledged": Word("acknowledged", "until the person says: I have it"),
        "reached": Word("reached", "until the call is answered or the message taken"),
        "response": Word("response", "until the case has its response"),
        "resolved": Word("resolved", "until the case is resolved"),
    },
    "unless": _words(
        {
            "resolved": "skipped when the case is resolved at that moment",
            "acknowledged": "skipped when somebody has acknowledged this run",
            "responded": "skipped when the case has its response",
        }
    ),
    "keep informed": {"until resolved": Word("yes", "told of each update to the end (L5)")},
    "moment": _words(
        {
            "opened": "a case was opened",
            "escalated": "a formal escalation began",
            "ladder step": "a step of a ladder fired",
            "resolved": "a case was resolved",
            "closed": "a case was closed",
            "reopened": "a case was reopened",
            "reply": "a human message of ours went to the customer",
            "update": "an update went to the customer",
            "warning": "a promise is close to its due",
            "breach": "a promise was broken",
            "transferred": "the case went to another tier",
            "handed back": "the case went back to the customer as out of scope",
            "contract starts": "a customer's contract began",
            "outcome": "`outcome NAME`: a case was resolved with that outcome",
        }
    ),
    "who": _words(
        {
            "contact": "the customer's contact on the case",
            "owner": "the case's owner",
            "everyone told so far": "all whom the ladder has told",
        }
    ),
    "gate unless": {"automatic": Word("yes", "the gate is for human acts only")},
    "gate otherwise": {"open one": Word("yes", "without a case, one is opened for it")},
    "agreement": _words(
        {
            "not stated": "closing needs nobody's word",
            "customer": "closing needs the customer's word",
            "customer and analyst": "closing needs the customer's and the analyst's word",
            "by outcome": "the outcome says whether the customer's word is needed",
        }
    ),
    "outcome agreement": {"not needed": Word("no", "this outcome closes without agreement")},
    "silence": _words(
        {
            "never": "nothing closes by silence",
            "after resolved": "`14d after resolved`: closed when nobody wrote for so long",
        }
    ),
    "closes also": {"bug ticket": Word("yes", "closing the case asks to close its bug ticket")},
    "closing score": {
        "by mail": Word("yes", "after the closing, the customer is asked for a score by mail")
    },
    "need": _words(
        {
            "outcome": "an outcome is named",
            "message to customer": "a human message to the customer goes with it or was sent",
            "open case": "there is an open case",
            "reason": "a reason is given",
            "access": "all of the intake's access is on the case",
            "contract NAME or FACT": "the case has that contract, or the fact is on the case",
            "agreement of customer and analyst": "both have agreed",
            "agreement of the customer": "the customer has agreed",
            "approval of the customer": "the customer has approved this act",
            "bug number": "a bug's number is on the case",
            "bug number in the description": "a bug's number is on the case",
            "bug closed or taken off": "no open bug is linked to the case",
            "indication of resolution": "the customer was told when the bug will be solved",
            "ROLE told": "that role has been told",
            "decision of ROLE": "somebody of that role has decided",
            "customer says so": "the customer has said so; needed to close, not to resolve",
            "clearly explained": "the customer finds it clear; needed to close, not to resolve",
            "customer agrees": "the customer agrees",
            "mail to CHANNEL": "the customer writes to that channel (a step's `when` only)",
        }
    ),
    "warning": _words(
        {
            "W5": "lines of hours overlap, or printed lines are other moments than the counted",
            "W6": "a list of closed dates ends within a year",
            "W7": "an opening or a closing falls into a night's change of the clocks",
            "W10": "a row doesn't say what it promises for the response",
            "W11": "a row is looser than the row of a lower priority",
            "W13": "a promise under an hour, day and night, without a rota behind it",
            "W14": "an update falls due before the response",
            "W15": "waiting pauses the response, or everything",
            "W16": "a patch or an indication is promised where no bug comes in",
            "W17": "a resolution is promised while closing needs a word that may never come",
            "W20": "two steps tell the same roles at the same moment",
            "W21": "one person stands behind two roles of a step",
            "W22": "a step's repeats outlast the next step",
            "W24": "the last resort is also told by a ladder's first step",
            "W25": "a state of the case that nothing ends",
            "W27": "an outcome that no gate can satisfy, or a recovery that can't resolve",
            "W28": "a channel without an opener, or two channels with one address",
            "W29": "a kind of asker that no channel lets in",
            "W30": "a contract that names no ladder that is there",
        }
    ),
    "fact": _words({fact: f"somebody has put '{fact}' on the case" for fact in FACTS}),
}
