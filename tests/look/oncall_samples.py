"""The on-call page as it may look: two levels, a gap, cover that is asked for, somebody away."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from charterdesk.desk.oncall_values import (
    AskedRow,
    AwayRow,
    Bar,
    FairTable,
    FeedPage,
    LayerRow,
    OfferPage,
    OncallFormPage,
    OncallPage,
    ShareRow,
    Strip,
    StripDay,
    StripLine,
    TurnRow,
)
from charterdesk.look.moments import time_tag
from charterdesk.look.values import Action, Field, Link, Refusal, Tab

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
SINCE, UNTIL = (
    time_tag(datetime(2026, 3, day, 15, 0, tzinfo=UTC), NOW, ZONE, "plain") for day in (12, 13)
)
END = Action("end-layer-1", "End", "/desk/oncall/end/layer/1/", method="post")
ANSWER = "/desk/oncall/answer/cover/1/"
BACK = Link("On call", "/desk/oncall/")

STRIP = Strip(
    width=96 + 14 * 72,
    height=40 + 2 * 30,
    days=tuple(
        StripDay(96 + 72 * n, 72, f"Day {n}", n in (2, 3), "clocks forward" if n == 3 else "")
        for n in range(14)
    ),
    lines=(
        StripLine(
            40, "Level 1",
            (
                Bar(96, 143, "Olga", "Thu 12 Mar 18:00 – Sat 14 Mar 18:00: Olga", mine=True),
                Bar(240, 40, "nobody", "Sat 14 Mar 18:00–20:00: nobody", "gap"),
            ),
            final=True,
        ),
        StripLine(70, "stands in", (Bar(300, 80, "Pavel", "Sun 15 Mar: Pavel", "over"),)),
    ),
    now_x=130,
)  # fmt: skip

ONCALL = OncallPage(
    title="On call: nights",
    sentence="Now: L1 Olga, L2 Pavel, until Fri 13 Mar, 18:00 MSK. The next hand-over is in 4h.",
    rotas=(
        Tab("nights · Gold", "/desk/oncall/gold/nights/", current=True),
        Tab("days · Gold", "/desk/oncall/gold/days/"),
    ),
    zones=(
        Tab("mine: Europe/Moscow", "/desk/oncall/?zone=mine", current=True),
        Tab("UTC", "/desk/oncall/?zone=utc"),
    ),
    earlier=Link("Earlier", "/desk/oncall/?from=2026-02-26"),
    later=Link("Later", "/desk/oncall/?from=2026-03-26"),
    gaps=(Link("Sat 14 Mar 14:00–16:00: nobody at level 2", "/desk/oncall/gold/nights/override/"),),
    strip=STRIP,
    turns=(
        TurnRow(SINCE, UNTIL, "1", "Olga", mine=True, now=True,
                act=Link("Ask for cover", "/desk/oncall/gold/nights/cover/")),
        TurnRow(SINCE, UNTIL, "2", "nobody", gap=True,
                act=Link("Fill", "/desk/oncall/gold/nights/override/")),
        TurnRow(UNTIL, UNTIL, "1", "Pavel", note="cover"),
    ),
    acts=(
        Action("oncall_away", "Away", "/desk/oncall/away/"),
        Action("oncall_layer", "Add a layer", "/desk/oncall/gold/nights/layer/", enabled=False,
               reason="Only an administrator or the lead of a team may change rotas."),
    ),
    layers=(LayerRow("weeks", 1, ("Olga, Pavel", "1 week each"), END),),
    overrides=(AwayRow("Pavel", SINCE, UNTIL, "cover for Olga"),),
    asked=(
        AskedRow("Olga asks you to cover nights, Sat 14 Mar 14:00–16:00.", "dentist",
                 (Action("take-1", "I take it", ANSWER, method="post", look="primary"),)),
    ),
    away=(AwayRow("Irina", SINCE, UNTIL, "holiday"),),
    fair=FairTable(
        (ShareRow("Olga", "168", 7, 1), ShareRow("Pavel", "160", 6, 2)),
        "2025-12-18", "2026-03-25", "/desk/oncall/gold/nights/",
        csv_url="/desk/oncall/gold/nights/fairness.csv",
    ),
)  # fmt: skip
FORM = OncallFormPage(
    title="Override",
    sentence="Times are wall times of Europe/Moscow.",
    action="/desk/oncall/gold/nights/override/",
    submit="Put them on duty",
    back=BACK,
    fields=(Field("since", "From", "datetime", "2026-03-14T14:00", required=True),),
    lines=("theirs, read 2026-03-01 10:00 UTC.",),
    refusal=Refusal("An override ends after it begins: look at both times."),
)
FEED = FeedPage("/desk/oncall/feed/", BACK, "https://desk.example/oncall/secret.ics", there=True)
NO_FEED = FeedPage("/desk/oncall/feed/", BACK)
OFFER = OfferPage(
    "Cover", "Olga asks you to cover nights.", "dentist", "/cover/token/", take="I take it"
)
SPENT = OfferPage("This link no longer works", refusal="Cover is asked for no more.")
