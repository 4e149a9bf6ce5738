"""What happens on the sample's cases. Each act goes through the command that everybody uses."""

from datetime import datetime

from charterdesk.cases import commands
from charterdesk.cases.actors import By
from charterdesk.cases.messages import Written
from charterdesk.engine.commands import Wait
from charterdesk.sample.scene import Scene, done
from charterdesk.sample.script import Act


def writes(text: str) -> Act:
    """The customer writes, by mail where the case came by mail."""

    def act(scene: Scene, at: datetime) -> None:
        scene.write(text, at)

    return act


def replies(by: str, text: str, *, waits_for: str = "") -> Act:
    """A reply by mail; with `waits_for` the case then waits for the customer."""

    def act(scene: Scene, at: datetime) -> None:
        then = (Wait(by=by, on="customer", what=waits_for),) if waits_for else ()
        answer = commands.send_reply(
            case=scene.case, written=Written(text=text), by=scene.colleague(by), at=at, then=then
        )
        done(scene, answer)

    return act


def talks(by: str, text: str) -> Act:
    """A talk with the customer, written down."""

    def act(scene: Scene, at: datetime) -> None:
        written = Written(text=text, channel=scene.plot.channel)
        person = scene.colleague(by)
        done(scene, commands.log_talk(case=scene.case, written=written, by=person, at=at))

    return act


def notes(by: str, text: str) -> Act:
    """A note for the team."""

    def act(scene: Scene, at: datetime) -> None:
        written, person = Written(text=text), scene.colleague(by)
        done(scene, commands.add_note(case=scene.case, written=written, by=person, at=at))

    return act


def owns(who: str, *, by: str = "") -> Act:
    """The case gets an owner."""

    def act(scene: Scene, at: datetime) -> None:
        to, person = scene.colleague(who), scene.colleague(by or who)
        done(scene, commands.set_owner(case=scene.case, to=to, by=person, at=at))

    return act


def activates(by: str) -> Act:
    """Work begins."""

    def act(scene: Scene, at: datetime) -> None:
        done(scene, commands.activate_case(case=scene.case, by=scene.colleague(by), at=at))

    return act


def sets_priority(by: str, to: str, reason: str) -> Act:
    """Another priority, with the reason."""

    def act(scene: Scene, at: datetime) -> None:
        person = scene.colleague(by)
        answer = commands.set_priority(case=scene.case, to=to, reason=reason, by=person, at=at)
        done(scene, answer)

    return act


def classifies(by: str, **axes: str) -> Act:
    """Words on the axes of the charter's matrix."""

    def act(scene: Scene, at: datetime) -> None:
        person, words = scene.colleague(by), tuple(axes.items())
        done(scene, commands.classify(case=scene.case, axes=words, by=person, at=at))

    return act


def escalates(reason: str, *, by: str = "", step: str = "") -> Act:
    """A formal escalation, by the customer unless `by` says who of us."""

    def act(scene: Scene, at: datetime) -> None:
        answer = commands.escalate_case(
            case=scene.case, by=_somebody(scene, by), at=at, reason=reason, step=step
        )
        done(scene, answer)

    return act


def acknowledges(who: str) -> Act:
    """Somebody who was called says that they have it."""

    def act(scene: Scene, at: datetime) -> None:
        person = scene.colleague(who)
        done(scene, commands.acknowledge_call(case=scene.case, who=(who,), by=person, at=at))

    return act


def stands_down(by: str, reason: str) -> Act:
    """The ladder ends before the case is resolved; the customer agrees."""

    def act(scene: Scene, at: datetime) -> None:
        answer = commands.de_escalate(
            case=scene.case, reason=reason, customer_agrees=True, by=scene.colleague(by), at=at
        )
        done(scene, answer)

    return act


def asks_to_join(by: str, tier: str) -> Act:
    """Another tier is asked to help."""

    def act(scene: Scene, at: datetime) -> None:
        person = scene.colleague(by)
        done(scene, commands.join_tier(case=scene.case, tier=tier, by=person, at=at))

    return act


def transfers(by: str, tier: str) -> Act:
    """Another tier takes over."""

    def act(scene: Scene, at: datetime) -> None:
        person = scene.colleague(by)
        done(scene, commands.transfer_case(case=scene.case, tier=tier, by=person, at=at))

    return act


def waits(by: str, on: str, what: str) -> Act:
    """The case waits, for a supplier or a bug."""

    def act(scene: Scene, at: datetime) -> None:
        person = scene.colleague(by)
        done(scene, commands.begin_waiting(case=scene.case, on=on, what=what, by=person, at=at))

    return act


def records(by: str, facts: dict[str, str]) -> Act:
    """Facts in the words of the charter's gates."""

    def act(scene: Scene, at: datetime) -> None:
        person, given = scene.colleague(by), tuple(facts.items())
        done(scene, commands.record_facts(case=scene.case, facts=given, by=person, at=at))

    return act


def links_bug(by: str, number: str, *, critical: bool = False) -> Act:
    """A bug is raised."""

    def act(scene: Scene, at: datetime) -> None:
        answer = commands.link_bug(
            case=scene.case, number=number, critical=critical, by=scene.colleague(by), at=at
        )
        done(scene, answer)

    return act


def approves(what: str) -> Act:
    """The customer approves an act."""

    def act(scene: Scene, at: datetime) -> None:
        answer = commands.approve_act(case=scene.case, what=what, by=scene.customer, at=at)
        done(scene, answer)

    return act


def does(by: str, name: str) -> Act:
    """An act that a gate guards."""

    def act(scene: Scene, at: datetime) -> None:
        person = scene.colleague(by)
        done(scene, commands.do_act(case=scene.case, name=name, by=person, at=at))

    return act


def resolves(by: str, text: str, outcome: str = "") -> Act:
    """The outcome, with the message to the customer that goes with it."""

    def act(scene: Scene, at: datetime) -> None:
        answer = commands.resolve_case(
            case=scene.case, outcome=outcome, written=Written(text=text), by=scene.colleague(by),
            at=at,
        )  # fmt: skip
        done(scene, answer)

    return act


def agrees(says: str = "", *, by: str = "") -> Act:
    """The customer, or one of us, agrees to the closing."""

    def act(scene: Scene, at: datetime) -> None:
        answer = commands.agree_to_close(case=scene.case, by=_somebody(scene, by), at=at, says=says)
        done(scene, answer)

    return act


def closes(by: str) -> Act:
    """The case is closed."""

    def act(scene: Scene, at: datetime) -> None:
        done(scene, commands.close_case(case=scene.case, by=scene.colleague(by), at=at))

    return act


def hands_back(by: str, reason: str) -> Act:
    """Out of scope."""

    def act(scene: Scene, at: datetime) -> None:
        person = scene.colleague(by)
        done(scene, commands.hand_back(case=scene.case, reason=reason, by=person, at=at))

    return act


def _somebody(scene: Scene, by: str) -> By:
    return scene.colleague(by) if by else scene.customer
