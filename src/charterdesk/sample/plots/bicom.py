"""Cases under Bicom's charter: an emergency, an escalation by mail, bugs, outcomes, a held mail."""

from charterdesk.sample.acts import (
    agrees,
    links_bug,
    notes,
    records,
    replies,
    resolves,
    waits,
    writes,
)
from charterdesk.sample.acts_costs import accepts, books, charges, is_about, proposes, quotes
from charterdesk.sample.script import Line, Plot

BICOM = (
    Plot(
        charter="bicom", asker="odile@quiet-quarry.example", ago="38m", channel="emergency",
        subject="Half of our hotels cannot call out",
        text="Seven of our twelve hotels cannot call out since this morning's storm."
             " Incoming calls work.\n\nOdile Pebble",
        lines=(Line("30m", is_about("QQ-PBX-1", by="ada")),),
    ),
    Plot(
        charter="bicom", asker="clara@nine-bells.example", ago="3h", channel="mail",
        subject="How do we add a second bell schedule?",
        text="We would like our lines to ring differently on Fridays.\n\nClara Chime",
        lines=(
            Line("2h10m", replies(
                "you", "Dear Clara,\n\nopen “Operation times”, copy the schedule “Week” and change"
                " the Friday of the copy.\n\nRobin")),
            Line("35m", writes("Thank you! Where do I choose which lines follow the copy?")),
        ),
    ),
    Plot(
        charter="bicom", asker="marcel@quiet-quarry.example", ago="1d2h", channel="mail",
        subject="Voice mails arrive a day late",
        text="Voice mails come into our mailboxes a day late.\n\nMarcel",
        lines=(
            Line("1d", replies(
                "olga", "Dear Marcel, to look into it we need access to the server from our"
                " address.\n\nOlga", waits_for="access")),
        ),
    ),
    Plot(
        charter="bicom", asker="jack@cobbled-street.example", ago="20h", channel="mail",
        subject="The exchange restarts at every full hour",
        text="Our exchange restarts at every full hour. All calls are cut.\n\nJack Kerb",
        lines=(
            Line("19h", replies("ada", "Jack, we see the restarts in your log. Looking for the"
                                " cause now.\n\nAda")),
            Line("10h", notes("pavel", "A statistics job fills the disk of 2 MB that holds the"
                              " process ids. A real bug, and a critical one.")),
            Line("9h", links_bug("ada", "pbx#1207", critical=True)),
            Line("8h50m", replies("ada", "Jack, it is a bug of ours (pbx#1207), confirmed critical."
                                  " Until the patch is there, please leave the statistics"
                                  " off.\n\nAda")),
        ),
    ),
    Plot(
        charter="bicom", asker="baker@unknown-bakery.example", ago="42m", channel="mail",
        subject="Telephones for our bakery",
        text="Good day, a friend at the Quiet Quarry told us about you. Our telephones ring, but"
             " nobody is there. Can you help?",
    ),
    Plot(
        charter="bicom", asker="marcel@quiet-quarry.example", ago="2h", channel="level1",
        subject="Third outage of the reception lines this month",
        text="The reception lines were out for the third time this month. We want somebody to look"
             " at the whole of it.\n\nMarcel Gravel",
        lines=(
            Line("1h30m", replies("ben", "Dear Marcel,\n\nI have taken this over myself, and read"
                                  " the two earlier cases now. I call you this afternoon.\n\nBen")),
        ),
    ),
    Plot(
        charter="bicom", asker="clara@nine-bells.example", ago="3d", channel="mail",
        subject="Could the bells play a melody?", text="A melody instead of a ring would be nice.",
        lines=(
            Line("2d22h", replies("ada", "A pretty idea! I ask the developers.\n\nAda")),
            Line("2d2h", records("ada", {"road map entry": "RM-31"})),
            Line("2d", resolves("ada", "Melodies are on the road map now, as RM-31.\n\nAda",
                                "feature request")),
        ),
    ),
    Plot(
        charter="bicom", asker="odile@quiet-quarry.example", ago="2d3h", channel="mail",
        subject="Changing the greeting", text="How do we change the greeting of the night desk?",
        lines=(
            Line("2d1h", records("you", {"FAQ link": "greetings", "clearly explained": "yes"})),
            Line("2d", resolves("you", "The FAQ explains it under “Greetings”: record it by"
                                " dialling *401.\n\nRobin", "answered by FAQ")),
            Line("1d20h", agrees("satisfied")),
        ),
    ),
    Plot(
        charter="bicom", asker="jack@cobbled-street.example", ago="5d", channel="mail",
        subject="A key sticks in the menu", text="Key 4 of the menu does nothing.",
        lines=(
            Line("4d22h", replies("olga", "I see why: 4 leads to a queue that is gone.\n\nOlga")),
            Line("4d20h", resolves("olga", "Key 4 leads to the new queue now.\n\nOlga",
                                   "satisfied")),
            Line("4d18h", agrees("satisfied")),
        ),
    ),
    Plot(
        charter="bicom", asker="clara@nine-bells.example", ago="15m", channel="chat", by="you",
        subject="Chat: adding a user", text="Clara asks how many users her licence still allows.",
        lines=(Line("12m", notes("you", "Licence NB-99 has 4 of 50 left.")),),
    ),
    Plot(
        charter="bicom", asker="jack@cobbled-street.example", ago="2d6h", channel="mail",
        subject="URGENT: the fax line is dead", text="Our fax line is dead, and the court faxes.",
        lines=(
            Line("2d5h45m", is_about("CS-PBX-1", by="ada")),
            Line("2d5h30m", replies("ada", "Jack, the line is up again: its cable had come"
                                    " loose at your provider. Please try.\n\nAda")),
            Line("2d5h20m", books("ada", 25, "Followed the line to the provider")),
            Line("2d5h10m", proposes("ada", "not an emergency", "one line of forty was dead")),
            Line("2d5h", writes("The fax works. Thank you for the quick help.")),
            Line("2d4h", resolves("ada", "Glad to hear that. May we close this?\n\nAda",
                                  "satisfied")),
        ),
    ),
    Plot(
        charter="bicom", asker="clara@nine-bells.example", ago="1d6h", channel="mail",
        subject="Please move our exchange to the new server",
        text="We have bought a new server. Could you move our exchange there?\n\nClara",
        lines=(
            Line("1d5h", is_about("NB-PBX-1", by="you")),
            Line("1d4h", quotes(
                "you", "Moving the exchange NB-PBX-1 to your new server, by night, with a test in"
                " the morning.", takes="three working days", amount="480.00", currency="EUR")),
        ),
    ),
    Plot(
        charter="bicom", asker="jack@cobbled-street.example", ago="6d", channel="mail",
        subject="URGENT: no calls since our change",
        text="We changed the dial plan ourselves, and nobody can call.\n\nJack",
        lines=(
            Line("5d23h30m", replies("olga", "Jack, I see the plan and put the old one back.\n\n"
                                     "Olga")),
            Line("5d23h", books("olga", 35, "Put the former dial plan back", work="maintenance")),
            Line("5d22h", proposes("olga", "man-made error", "the dial plan was changed by hand")),
            Line("5d21h", records("olga", {"cause": "a change of the dial plan by the customer"})),
            Line("5d20h", charges("ben", "emergency charge", "150.00", "EUR",
                                  "a change of their own, out of hours")),
            Line("5d19h", resolves("olga", "The former plan is back, calls go through. As this was"
                                   " a change of your own, we charge for the emergency.\n\nOlga",
                                   "satisfied")),
            Line("5d18h", agrees("satisfied")),
        ),
    ),
    Plot(
        charter="bicom", asker="odile@quiet-quarry.example", ago="8d", channel="mail",
        subject="A second language for the greeting",
        text="Could you record our greeting in a second language for us?\n\nOdile",
        lines=(
            Line("7d22h", quotes(
                "ada", "Recording the greeting in one more language and switching it by the"
                " caller's number.", takes="two working days", amount="160.00", currency="EUR")),
            Line("7d20h", accepts(says="Please do.")),
            Line("7d", books("ada", 90, "Recorded and switched", work="maintenance")),
            Line("6d23h", resolves("ada", "Callers from abroad hear the second language.\n\nAda",
                                   "satisfied")),
            Line("6d20h", agrees("satisfied")),
        ),
    ),
    Plot(
        charter="bicom", asker="odile@quiet-quarry.example", ago="4d", channel="mail",
        subject="Room numbers above 999 are cut off", text="Room 1001 shows as 100.",
        lines=(
            Line("3d23h", replies("you", "Thank you. I try that here.\n\nRobin")),
            Line("3d20h", links_bug("you", "pbx#1199")),
            Line("3d19h", waits("you", "bug", "pbx#1199")),
        ),
    ),
)  # fmt: skip
