"""Which teams may look at secrets, changed by administrators; which data is to be deleted."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.access.commands import give_right, take_right
from charterdesk.access.models import TeamRight
from charterdesk.access.queries import data_to_delete, teams_with_rights
from charterdesk.accounts.models import Team
from charterdesk.accounts.rights import may_manage
from charterdesk.desk.access_values import RightsPage, TeamRow
from charterdesk.desk.pages.data import due_row
from charterdesk.look.values import Action
from charterdesk.visit.asking import Ask, asked


@asked()
def rights(ask: Ask) -> HttpResponse:
    """The teams."""
    may = may_manage(ask.person)
    rows = tuple(_row(ask, *one, may=may) for one in teams_with_rights(ask.person))
    reason = "" if may else _("Only an administrator of the desk changes this.")
    due = tuple(due_row(one, ask.reader) for one in data_to_delete(ask.person))
    page = RightsPage(rows=rows, reason=reason, due=due)
    return ask.draw("desk/access", page, current="people")


@asked("POST")
def right(ask: Ask, pk: int) -> HttpResponse:
    """A team gets the right, or loses it at once."""
    team = Team.objects.filter(pk=pk).first()
    if team is None:
        raise Http404
    if ask.request.POST.get("may") == "yes":
        give_right(team=team, by=ask.person, at=ask.at)
        done = _("The people of %(team)s may look at secrets.")
    else:
        take_right(team=team, by=ask.person, at=ask.at)
        done = _("The people of %(team)s may look at no secret any more.")
    return ask.go(reverse("desk:access"), done % {"team": team.name})


def _row(ask: Ask, team: Team, held: TeamRight | None, *, may: bool) -> TeamRow:
    given = ""
    if held is not None:
        said = {"who": held.given_by.name, "when": ask.reader.full(held.given_at)}
        given = _("since %(when)s, by %(who)s") % said
    act = Action(
        f"right-{team.pk}", _("take the right") if held else _("give the right"),
        reverse("desk:access_right", args=[team.pk]), method="post",
        data={"may": "no" if held else "yes"},
    )  # fmt: skip
    return TeamRow(team.name, given, act if may else None)
