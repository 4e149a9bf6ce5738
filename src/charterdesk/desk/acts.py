"""The acts on a case that ask something or are done at one press, by the name in their address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from charterdesk.desk.forms.acts.act import ActForm, Acting
from charterdesk.desk.forms.acts.asking import AskerForm
from charterdesk.desk.forms.acts.bugs import BugForm
from charterdesk.desk.forms.acts.ending import (
    AgreeForm,
    CloseForm,
    DeclineForm,
    HandBackForm,
    OurAgreementForm,
    ReopenForm,
)
from charterdesk.desk.forms.acts.escalation import (
    AcknowledgeForm,
    DeEscalateForm,
    PassForm,
    ReachedForm,
)
from charterdesk.desk.forms.acts.labels import LabelsForm
from charterdesk.desk.forms.acts.linking import ApartForm, RelateForm
from charterdesk.desk.forms.acts.matter import MatterForm
from charterdesk.desk.forms.acts.own_fields import FieldsForm
from charterdesk.desk.forms.acts.snoozing import SnoozeForm
from charterdesk.desk.forms.acts.urgency import ClassifyForm, ContractForm, PriorityForm
from charterdesk.desk.forms.acts.watching import UnwatchForm, WatchersForm, WatchForm
from charterdesk.desk.forms.acts.working import (
    ActivateForm,
    ApproveForm,
    DoForm,
    FactForm,
    OwnerForm,
    ResumeForm,
    TakeForm,
    TalkForm,
    TickForm,
    TierForm,
    TransferForm,
    WaitForm,
)
from charterdesk.desk.pages import consequences as what_follows

Words = str | Promise
Consequences = Callable[[Acting], tuple[str, ...]]


def nothing_to_say(acting: Acting) -> tuple[str, ...]:
    """No lines about what will happen."""
    return ()


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its form, its words, what is told when it was done, and the act that undoes it."""

    form: type[ActForm]
    title: Words
    submit: Words
    done: Words
    sentence: Words = ""
    look: Literal["primary", "note", "escalate"] = "primary"
    consequences: Consequences = nothing_to_say
    undo: str = ""


ACTS: Mapping[str, Act] = {
    "owner": Act(
        OwnerForm, _("Assign the case"), _("Assign"), _("The case has its owner."),
        _("Promises go on as they are; who may own it, the charter says."),
    ),
    "take": Act(TakeForm, _("Assign the case to me"), _("Assign to me"), _("The case is yours.")),
    "priority": Act(
        PriorityForm, _("Change the priority"), _("Set the priority"),
        _("The priority is changed; the clocks follow."),
        _("A stricter priority never gives more time; a miss that was recorded stays."),
        consequences=what_follows.of_priorities,
    ),
    "classify": Act(
        ClassifyForm, _("Classify the case"), _("Classify"), _("The case is classified."),
        _("The charter's matrix gives the priority."),
    ),
    "matter": Act(
        MatterForm, _("Correct the kind of the case"), _("Correct it"), _("It is corrected."),
        _("No promise moves by it. If the priority is wrong as well, change that, too."),
        consequences=what_follows.of_matters,
    ),
    "contract": Act(
        ContractForm, _("Change the contract"), _("Change the contract"),
        _("The contract is changed; the clocks follow."),
        _("The promises of the contract hold from now on."),
    ),
    "wait": Act(
        WaitForm, _("Let the case wait"), _("Wait"), _("The case waits."),
        consequences=what_follows.of_waiting,
    ),
    "snooze": Act(
        SnoozeForm, _("Put the case off"), _("Put off"),
        _("The case is put off: it comes back by itself."),
        _("It leaves My work until then, or until the customer writes or a promise is missed."),
        consequences=what_follows.of_snoozing, undo="resume",
    ),
    "resume": Act(
        ResumeForm, _("End the waiting"), _("Go on"), _("The waiting is over; the clocks run.")
    ),
    "activate": Act(ActivateForm, _("Begin the work"), _("Begin"), _("Work has begun.")),
    "talk": Act(
        TalkForm, _("Log a talk with the customer"), _("Log the talk"),
        _("The talk is on the case."),
        _("A live talk answers the customer: it keeps a response, a reply or an update."),
    ),
    "tier": Act(
        TierForm, _("Ask a tier to join"), _("Ask"), _("They are asked to join."),
        _("Ownership stays where it is."),
    ),
    "transfer": Act(
        TransferForm, _("Transfer the case"), _("Transfer"), _("The case is transferred."),
        _("Promises are not touched; the customer is told where the charter says so."),
    ),
    "fact": Act(
        FactForm, _("Record a fact"), _("Record"), _("It is recorded."),
        _("Gates, outcomes and charges of the charter go by these words."),
    ),
    "tick": Act(TickForm, _("Record a fact"), _("Record"), _("It is recorded.")),
    "asker": Act(
        AskerForm, _("Record whether this person may ask"), _("Record"), _("It is recorded."),
        _("It counts as the customer's own word; the last one holds."),
    ),
    "approve": Act(
        ApproveForm, _("Record the customer's approval"), _("Record"),
        _("The approval is recorded."), _("It counts as the customer's own word."),
    ),
    "do": Act(
        DoForm, _("Record work that a gate guards"), _("Record the work"),
        _("The work is recorded."), _("It is refused until what its gate needs is on the case."),
    ),
    "bug": Act(BugForm, _("Record something about a bug"), _("Record"), _("It is recorded.")),
    "labels": Act(
        LabelsForm, _("Labels of the case"), _("Set the labels"), _("The labels are set."),
        _("Everybody at the desk can put them on a case. They move no promise."),
    ),
    "fields": Act(
        FieldsForm, _("Fields of the case"), _("Set the fields"), _("The fields are set."),
        _("Each change stands in the timeline. No promise moves."),
    ),
    "watch": Act(
        WatchForm, _("Watch the case"), _("Watch"), _("You watch the case."), undo="unwatch"
    ),
    "unwatch": Act(
        UnwatchForm, _("Stop watching the case"), _("Stop watching"),
        _("You don't watch the case any more; what is addressed to you still comes."),
        undo="watch",
    ),
    "watchers": Act(
        WatchersForm, _("Who watches the case"), _("Add"), _("Your colleague watches the case."),
        _("Watchers have news of the case as they have chosen. Each can stop at any time."),
    ),
    "relate": Act(
        RelateForm, _("Link to another case"), _("Do it"), _("It is done."),
        _("Each of the two leads to the other. No promise moves, and customers don't see it."),
    ),
    "apart": Act(
        ApartForm, _("Undo a merge or a split"), _("Undo it"), _("It is undone."),
        _("What was decided or written meanwhile stays where it is; what is still owed is owed "
          "in its own case again. This can be done for 14 days."),
    ),
    "agree": Act(
        AgreeForm, _("The customer agrees to the closing"), _("Record the agreement"),
        _("The agreement is recorded."),
        _("The last agreement that the charter needs closes the case."),
        consequences=what_follows.of_agreeing,
    ),
    "agree-us": Act(
        OurAgreementForm, _("Agree to the closing for our side"), _("Agree"),
        _("Our agreement is recorded."),
        _("The last agreement that the charter needs closes the case."),
    ),
    "decline": Act(
        DeclineForm, _("The customer declines"), _("Record it"), _("The case is open again."),
        _("What was proposed is open again, and the clock of the resolution goes on."),
    ),
    "close": Act(CloseForm, _("Close the case"), _("Close"), _("The case is closed.")),
    "reopen": Act(
        ReopenForm, _("Reopen the case"), _("Reopen"), _("The case is open again."),
        _("The same number goes on; a ladder that ran goes on, too."),
    ),
    "hand-back": Act(
        HandBackForm, _("Hand the case back"), _("Hand back"), _("The case is handed back."),
        _("Its promises end without a miss."),
    ),
    "acknowledge": Act(
        AcknowledgeForm, _("I have it"), _("I have it"),
        _("You have it: you are not called again, the ladder goes on."),
    ),
    "pass": Act(
        PassForm, _("I can't: call the next"), _("Call the next"),
        _("You are not called again in this step: the next has been called."),
    ),
    "reached": Act(
        ReachedForm, _("Who was reached"), _("Record"), _("It is recorded who was reached."),
        _("A step is taken when all its people were reached."),
    ),
    "de-escalate": Act(
        DeEscalateForm, _("De-escalate"), _("End the ladder"), _("The ladder has ended."),
        _("No further step is taken."),
    ),
}  # fmt: skip
