"""The desk as the stage of a story whose notices leave at once, over real servers.

Nobody is reached because the story says so: who is called by voice picks up at the story's moment,
which the exchange reports to the notice's sealed address; all others are reached by what took it.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from charterdesk.accounts.models import Person
from charterdesk.cases.calls import answer_call, take_report
from charterdesk.cases.models import Case as Row
from charterdesk.cases.store import load
from charterdesk.engine import commands as co
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import Decision
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.stage import FindVersion
from charterdesk.notifications.delivery import Carriers
from charterdesk.notifications.links import notice_of
from charterdesk.notifications.models import Attempt, Means, Notice
from tests.apps.cases.desk_stage import DeskStage
from tests.apps.notifications.outside import Outside, address_at, work_off

# By what each of the story's people is reached; all others by voice.
MEANS = {"ceo": "sms", "senior-technical": "push", "desk": "chat", "desk-lead": "mail"}


class NightStage(DeskStage):
    """A desk whose people have one means each, and answer their telephones as the story says."""

    def __init__(
        self, charter: Charter, cast: Cast, find_version: FindVersion, at: datetime,
        outside: Outside, carriers: Carriers,
    ) -> None:  # fmt: skip
        super().__init__(charter, cast, find_version, at)
        self._people, self._outside, self._carriers = cast, outside, carriers
        for person in Person.objects.all():
            kind = MEANS.get(person.username, "voice")
            Means.objects.create(
                person=person, kind=kind, urgent_after=timedelta(), ordinary_after=timedelta(),
                made_at=at, **address_at(outside, kind),
            )  # fmt: skip

    def give(self, case: str, command: co.Command, at: datetime) -> Decision:
        match command:
            case co.ConfirmReached(who=who) if self._picked_up(case, who, at):
                decision = Decision(case=load(self._rows[case]).state)
            case co.Acknowledge(who=who) if self._answered(case, who, at):
                decision = Decision(case=load(self._rows[case]).state)
            case _:
                decision = super().give(case, command, at)
        work_off(self._carriers, at)
        return decision

    def _picked_up(self, case: str, who: tuple[str, ...], at: datetime) -> bool:
        """The exchange reports, by the address that it was given, that they picked up."""
        reports = [self._said(case, person, "REPORT") for person in self._persons(who)]
        for token in reports:
            notice = notice_of(token, "report", at)
            assert notice is not None, "the exchange can't report"
            take_report(notice=notice, what=Attempt.What.ANSWERED, at=at)
        work_off(self._carriers, at)
        return bool(reports)

    def _answered(self, case: str, who: tuple[str, ...], at: datetime) -> bool:
        """They open the link of the call, and say that they have it."""
        links = [self._said(case, person, "LINK") for person in self._persons(who)]
        for token in links:
            notice = notice_of(token, "answer", at)
            assert notice is not None, "the link does not open"
            assert answer_call(notice=notice, at=at) is not None
        return bool(links)

    def _persons(self, who: tuple[str, ...]) -> list[str]:
        """Those of them who were called by voice: by a role's name whoever fills it."""
        filled = [self._people.on_duty(name, self._at, "") or (name,) for name in who]
        people = dict.fromkeys(person for some in filled for person in some)
        return [person for person in people if MEANS.get(person, "voice") == "voice"]

    def _said(self, case: str, person: str, variable: str) -> str:
        """The token in an address that the exchange was given with a person's last call."""
        scope = Row.objects.get(pk=self._rows[case]).number
        calls = Notice.objects.filter(scope=scope, about__startswith="step ", carried_by="voice")
        mine = [one for one in calls.order_by("pk") if person in _names(one)]
        said = self._outside.called()[f"{scope}/{mine[-1].key}"]
        return urlsplit(said[variable]).path.rstrip("/").rpartition("/")[2]


def _names(notice: Notice) -> set[str]:
    """Whom a call is for: the person, and the roles that they are called for."""
    assert notice.person is not None
    return {notice.person.username, *notice.words.get("roles", [])}
