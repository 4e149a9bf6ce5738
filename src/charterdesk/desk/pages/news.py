"""The reader's news, how they have them, and the page behind a mail that stops those of a case."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.news import HabitForm
from charterdesk.desk.news_values import Ended, HabitPage, NewsPage, NewsRow, UnwatchPage
from charterdesk.desk.pages.bulk import ended_words
from charterdesk.lists.models import BulkAct
from charterdesk.lists.queries.bulk import sum_of
from charterdesk.look.fields import fields_of
from charterdesk.notifications.models import Notice
from charterdesk.watching.models import Habit, News
from charterdesk.watching.wording import sentences_of


def news_page(
    found: Sequence[News], habit: Habit, until: int, acts: Sequence[BulkAct] = ()
) -> NewsPage:
    """The list; `until` is the newest that is not read, `acts` are what a worker has ended."""
    return NewsPage(
        sentence=_sentence(habit),
        rows=tuple(_row(rows) for rows in _by_case(found)),
        read_url=reverse("desk:news_read"),
        habit_url=reverse("desk:my_news"),
        until=until,
        ended=tuple(_ended(one) for one in acts),
        ended_until=acts[0].news_at.isoformat() if acts and acts[0].news_at else "",
    )


def habit_page(form: HabitForm) -> HabitPage:
    """The form on its page."""
    return HabitPage(reverse("desk:my_news"), reverse("desk:news"), fields_of(form))


def unwatch_page(notice: Notice, here: str, done: bool) -> UnwatchPage:
    """What the link of a mail asks, at the address `here`, or what was done by it."""
    number = notice.case.number if notice.case else ""
    title = _("Stop watching case %(number)s") % {"number": number}
    said = _("What is addressed to you still comes: calls of ladders, mentions, warnings.")
    if done:
        stopped = _("You watch it no more. On the page of the case you can begin again.")
        return UnwatchPage(title, said, stopped)
    return UnwatchPage(title, said, action=here)


def spent_page() -> UnwatchPage:
    """The link has ended, or is none."""
    said = _("This link has ended. On the page of the case you can stop watching it at any time.")
    return UnwatchPage(_("Stop watching a case"), said)


def _ended(act: BulkAct) -> Ended:
    said = ended_words(sum_of(act))
    return Ended(act.title, act.get_absolute_url(), said, act.news_at or act.at)


def _by_case(found: Sequence[News]) -> list[list[News]]:
    """What is unread of one case stands in one row, addressed to the reader or not."""
    rows: dict[tuple[int, int], list[News]] = {}
    for one in found:
        rows.setdefault((one.case_id, one.pk if one.seen_at else 0), []).append(one)
    return list(rows.values())


def _row(rows: Sequence[News]) -> NewsRow:
    news = rows[0]
    words = [word for one in reversed(rows) for word in one.words]
    return NewsRow(
        number=news.case.number,
        subject=news.case.subject or _("(no subject)"),
        url=CaseUrls(news.case.number).page(),
        said=sentences_of(words),
        at=news.at,
        direct=any(one.direct for one in rows),
        unread=news.seen_at is None,
    )


def _sentence(habit: Habit) -> str:
    if habit.level == Habit.Level.ME:
        return _("Here stands what is addressed to you.")
    if habit.way == Habit.Way.ONCE:
        return _("News come at once, by your means for ordinary notices.")
    if habit.way == Habit.Way.DIGEST:
        at = habit.digest_at.strftime("%H:%M")
        return _("News come in one digest a day, at %(time)s of your zone.") % {"time": at}
    return _("News of your cases, and of those that you watch, stand here alone.")
