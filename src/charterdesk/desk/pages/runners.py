"""Runners as a page: when each was seen, what it says of itself, its key."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.automation.models import Runner
from charterdesk.desk.forms.runbooks import RunnerForm
from charterdesk.desk.pages.runbooks import tabs
from charterdesk.desk.runbook_values import RunnerRow, RunnersPage
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Action, Refusal
from charterdesk.visit.reader import Reader

# A runner asks at least every half minute.
SILENT = timedelta(minutes=2)


def runners_page(
    found: Sequence[Runner], reader: Reader, form: RunnerForm | None, *,
    refusal: Refusal | None = None, key: str = "",
) -> RunnersPage:  # fmt: skip
    """All of them; `form` is there for who may make one."""
    rows = tuple(_row(one, reader, may_change=form is not None) for one in found)
    return RunnersPage(
        tabs=tabs("runners"), rows=rows, refusal=refusal, key=key, key_of=key.partition(".")[0],
        action=reverse("desk:runners"), fields=fields_of(form) if form else (),
        desk_url=settings.SITE,
    )  # fmt: skip


def _row(runner: Runner, reader: Reader, *, may_change: bool) -> RunnerRow:
    says = runner.says
    allows = [*says.get("programs", ()), *says.get("interpreters", ())]
    return RunnerRow(
        name=runner.name, state=_state(runner, reader), seen=_seen(runner, reader),
        allows=tuple(allows), acts=_acts(runner) if may_change else (),
    )  # fmt: skip


def _state(runner: Runner, reader: Reader) -> str:
    if runner.revoked_at:
        return _("its key is revoked")
    if runner.seen_at is None:
        return _("it has never asked for work")
    if reader.at - runner.seen_at > SILENT:
        return _("silent: it does not ask for work")
    return _("at work")


def _seen(runner: Runner, reader: Reader) -> str:
    if runner.seen_at is None:
        return ""
    said = {"when": reader.full(runner.seen_at), "host": runner.says.get("host", ""),
            "version": runner.says.get("version", "")}  # fmt: skip
    return _("last seen %(when)s on %(host)s, Charterdesk %(version)s") % said


def _acts(runner: Runner) -> tuple[Action, ...]:
    rotate = Action("rotate", _("New key"), reverse("desk:runner_rotate", args=[runner.name]),
                    method="post")  # fmt: skip
    revoke = Action("revoke", _("Revoke the key"),
                    reverse("desk:runner_revoke", args=[runner.name]), method="post")  # fmt: skip
    return (rotate,) if runner.revoked_at else (rotate, revoke)
