"""`charterdesk send-again` puts what no carrier took for a case back into the outbox."""

import pytest

from charterdesk.command.send_again import send_again
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.notifications.models import Notice
from tests.apps.cases.desk_work import opened

pytestmark = pytest.mark.django_db


def test_dead_letters_of_the_case_alone_go_out_again(capsys: pytest.CaptureFixture[str]) -> None:
    case, other = opened(priority="critical"), opened(priority="critical")
    count = Notice.objects.filter(case=case).update(state=Notice.State.DEAD)
    Notice.objects.filter(case=other).update(state=Notice.State.DEAD)
    send_again(case.number.lower())
    assert capsys.readouterr().out == f"Of {case.number}, {count} go out again.\n"
    assert not Notice.objects.filter(case=case, state=Notice.State.DEAD).exists()
    assert Notice.objects.filter(case=other, state=Notice.State.DEAD).exists()


def test_a_case_that_is_not_there_sends_nothing() -> None:
    with pytest.raises(CannotStart, match="There is no case NO1"):
        send_again("NO1")
