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
from charterdesk.sample.script import Line, Plot

BICOM = (
    Plot(
        charter="bicom", asker="odile@quiet-quarry.example", ago="38m", channel="emergency",
        subject="Half of our hotels cannot call out",
        text="Seven of our twelve hotels cannot call out since this morning's storm."
             " Incoming calls work.\n\nOdile Pebble",
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
                " address.\n\nOlga", waits_for="access to the server")),
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
            Line("9h", links_bug("ada", "PBX-1207", critical=True)),
            Line("8h50m", replies("ada", "Jack, it is a bug of ours (PBX-1207), confirmed critical."
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
            Line("2d5h30m", replies("ada", "Jack, the line is up again: its cable had come"
                                    " loose at your provider. Please try.\n\nAda")),
            Line("2d5h", writes("The fax works. Thank you for the quick help.")),
            Line("2d4h", resolves("ada", "Glad to hear that. May we close this?\n\nAda",
                                  "satisfied")),
        ),
    ),
    Plot(
        charter="bicom", asker="odile@quiet-quarry.example", ago="4d", channel="mail",
        subject="Room numbers above 999 are cut off", text="Room 1001 shows as 100.",
        lines=(
            Line("3d23h", replies("you", "Thank you. I try that here.\n\nRobin")),
            Line("3d20h", links_bug("you", "PBX-1199")),
            Line("3d19h", waits("you", "bug", "PBX-1199")),
        ),
    ),
)  # fmt: skip
