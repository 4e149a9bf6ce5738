"""Samples of news: some, none, how they come, and the page behind a mail that stops them."""

from datetime import UTC, datetime

from charterdesk.desk.news_values import Ended, HabitPage, NewsPage, NewsRow, UnwatchPage
from charterdesk.look.values import Field, Option

AT = datetime(2026, 3, 12, 8, 5, tzinfo=UTC)
SENTENCE = "News of your cases, and of those that you watch, stand here alone."
NEWS = NewsPage(
    SENTENCE,
    (
        NewsRow(
            "EX-1039", "Signals are dark", "/desk/c/EX-1039/", "You are named in a note.", AT,
            direct=True, unread=True,
        ),
        NewsRow(
            "EX-1040", "Donaudampfschifffahrtsgesellschaftskapitänspatentverlängerungsformular",
            "/desk/c/EX-1040/", "A note was written. The priority was changed.", AT, unread=True,
        ),
        NewsRow("EX-1041", "Bells", "/desk/c/EX-1041/", "The case was closed.", AT),
    ),
    "/desk/news/read/", "/desk/me/news/", until=7,
    ended=(Ended("Assign to Pavel Orlov", "/desk/bulk/7/", "298 done, 2 refused", AT),),
    ended_until="2026-03-12T08:05:00+00:00",
)  # fmt: skip
NONE = NewsPage(SENTENCE, (), "/desk/news/read/", "/desk/me/news/")
LEVELS = (Option("me", "Only what is addressed to me"), Option("mine", "My cases", chosen=True))
HABIT = HabitPage(
    "/desk/me/news/", "/desk/news/",
    (
        Field("level", "News of", "radio", options=LEVELS, hint="Calls come at every level."),
        Field("digest_at", "The digest comes at", value="08:30"),
    ),
)  # fmt: skip
UNWATCH = UnwatchPage(
    "Stop watching case EX-1039", "What is addressed to you comes.", action="/w/x/"
)
UNWATCHED = UnwatchPage("Stop watching case EX-1039", "Calls still come.", "You watch it no more.")
