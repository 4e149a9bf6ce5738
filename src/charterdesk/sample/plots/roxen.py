"""Cases under Roxen's charter: an overdue Critical, one escalated to High, and the daily rest."""

from charterdesk.sample.acts import (
    activates,
    asks_to_join,
    closes,
    notes,
    replies,
    resolves,
    sets_priority,
    writes,
)
from charterdesk.sample.acts_costs import books, is_about
from charterdesk.sample.fields import fills
from charterdesk.sample.script import Line, Plot

LOG = """14:02:11 shop: cannot open template order.xml: no such revision
14:02:11 shop: falling back to the default template
14:02:12 shop: default template refers to order.xml: giving up
"""

ROXEN = (
    Plot(
        charter="roxen", asker="tuva@turnip-daughters.example", ago="1h12m", channel="web",
        priority="critical", subject="The order page shows an error to every visitor",
        text="Since a few minutes nobody can order turnips: /order answers with error 500."
             " We publish nothing ourselves today. Phone +358 9 555 01 03.",
    ),
    Plot(
        charter="roxen", asker="anna@lighthouse-biscuits.example", ago="4h10m", channel="web",
        priority="critical", subject="Publishing stops half-way on both servers",
        text="The publish job of the tin catalogue stops at page 312 of 900 and the old pages"
             " are gone already. Our shop is empty.",
        lines=(
            Line("3h56m", replies(
                "you", "Hello Anna,\n\nI have your catalogue on the screen and see the job stop"
                " at page 312. Please start no further job; I look into it at once.\n\nRobin")),
            Line("3h52m", activates("you")),
            Line("3h51m", is_about("LB-CMS-1", by="you")),
            Line("3h50m", notes(
                "you", "Page 312 has a picture of 80 000 pixels. The scaler gives up, and the"
                " job with it.")),
            Line("3h49m", fills(
                "you", root_cause="our defect", affected_version="6.1.4",
                can_be_reproduced="yes")),
            Line("3h36m", replies(
                "you", "The old pages are back: I have switched both servers to yesterday's"
                " edition. The job stops at one picture that is too large for the scaler;"
                " I am now making it skip such pictures.\n\nNext news by me within four"
                " hours.\n\nRobin")),
            Line("1h5m", writes("Thank you! The shop works. We wait for the new catalogue.")),
        ),
    ),
    Plot(
        charter="roxen", asker="greta@paper-planes.example", ago="1d5h", channel="mail",
        subject="Search finds nothing since the update",
        text="Since the update the search of our intranet finds nothing at all. Our postmen look"
             " up their routes there.\n\nGreta Glider, +46 8 555 01 02",
        lines=(
            Line("1d3h", replies(
                "olga", "Dear Greta,\n\nthe index is being built again; that takes until tonight."
                "\n\nOlga")),
            Line("6h", writes("It is still empty this morning. This is taking too long for us.")),
            Line("5h", sets_priority("ben", "high", "the customer asks for more attention")),
            Line("4h40m", replies(
                "ben", "Dear Greta,\n\nyou are right. Olga and I look at it together today, and"
                " you hear from me daily until it works.\n\nBen")),
            Line("4h", activates("olga")),
            Line("3h", fills("olga", affected_version="6.2")),
        ),
    ),
    Plot(
        charter="roxen", asker="runa@turnip-daughters.example", ago="2d2h", channel="mail",
        subject="Pictures come out pale", text="All pictures of beetroots look pale on the site,"
        " though the originals do not.\n\nRuna Turnip",
        lines=(
            Line("2d", replies(
                "ada", "Hello Runa, could you send us one original? Then we can compare.\n\nAda",
                waits_for="one original picture")),
        ),
    ),
    Plot(
        charter="roxen", asker="theo@lighthouse-biscuits.example", ago="25m", channel="mail",
        subject="How do we rename a site?",
        text="We want to rename the site “tins” to “boxes”. Do links break?\n\nTheo",
    ),
    Plot(
        charter="roxen", asker="greta@paper-planes.example", ago="1d8h", channel="web",
        priority="low", subject="An idea: a dark theme for the editor",
        text="Our night shift would like a dark theme.",
        lines=(Line("1d6h", notes("ada", "The third one to ask. Added to the wish list.")),),
    ),
    Plot(
        charter="roxen", asker="anna@lighthouse-biscuits.example", ago="50m", channel="voicemail",
        subject="Voice mail: the newsletter form",
        text="Anna Crumb, +46 8 555 01 01. “The newsletter form sends every message twice. Normal."
             " Please call back.”",
    ),
    Plot(
        charter="roxen", asker="tuva@turnip-daughters.example", ago="20m", channel="phone",
        by="you", subject="A new editor cannot sign in",
        text="Tuva has a new editor, Rufus, whose password is refused. Told her to wait for a"
             " new one.",
        lines=(Line("18m", notes("you", "His account expired before he started. Extending it.")),),
    ),
    Plot(
        charter="roxen", asker="theo@lighthouse-biscuits.example", ago="4d", channel="mail",
        subject="Two headings on the start page", text="The start page has its heading twice.",
        lines=(
            Line("3d22h", replies("olga", "I see it too, thank you. I mend the template.")),
            Line("3d21h", activates("olga")),
            Line("2d1h", fills("olga", root_cause="configuration")),
            Line("2d", resolves("olga", "The template had the heading twice; now it has one.")),
        ),
    ),
    Plot(
        charter="roxen", asker="greta@paper-planes.example", ago="6d", channel="phone", by="ada",
        subject="Which port for the mirror?", text="Which port does the mirror server want?",
        lines=(
            Line("5d20h", resolves("ada", "As said on the telephone: port 13970 is enough.")),
            Line("5d19h", closes("ada")),
        ),
    ),
    Plot(
        charter="roxen", asker="anna@lighthouse-biscuits.example", ago="3d", channel="mail",
        subject="The calendar skips Sundays",
        text="Our events calendar leaves out Sundays.\n\nAnna",
        lines=(
            Line("2d22h", replies("you", "I can see that here. Please give me a day.")),
            Line("2d21h", activates("you")),
            Line("1d4h", resolves("you", "Sundays are back: the week began on the wrong day.")),
            Line("45m", writes("Sundays are back, but now Mondays are missing. Sorry!")),
        ),
    ),
    Plot(
        charter="roxen", asker="tuva@turnip-daughters.example", ago="1d", channel="mail",
        subject="Slow pages in the evening",
        text="Between 19 and 21 every page takes ten seconds. The log is attached.\n\nTuva",
        files=(("evening.log", LOG),),
        lines=(
            Line("22h", replies("you", "Thank you for the log, I read it now.\n\nRobin")),
            Line("21h30m", activates("you")),
            Line("21h", asks_to_join("you", "tier2")),
            Line("20h30m", is_about("TD-CMS-1", by="you")),
            Line("20h10m", books("pavel", 40, "Read the evening's log")),
            Line("20h", notes(
                "pavel", "The template cache is thrown away at 19:00 by their own cron job."
                " Ask them what it is for.")),
            Line("2h", replies(
                "you", "A job of yours empties the template cache every evening at seven. May we"
                " switch it off for one night?\n\nRobin",
                waits_for="a yes for switching the job off")),
        ),
    ),
)  # fmt: skip
