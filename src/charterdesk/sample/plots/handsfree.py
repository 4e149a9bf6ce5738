"""Cases under HandsFree's charter: impact and urgency, gates, agreement of both sides."""

from charterdesk.sample.acts import (
    agrees,
    approves,
    classifies,
    does,
    hands_back,
    notes,
    owns,
    records,
    replies,
    resolves,
    transfers,
    writes,
)
from charterdesk.sample.acts_costs import books, is_about
from charterdesk.sample.script import Line, Plot

INVESTIGATED = {"investigation by consultant": "yes"}

HANDSFREE = (
    Plot(
        charter="handsfree", asker="oat@porridge-sons.example", ago="17m", channel="extranet",
        axes=(("impact", "high"), ("urgency", "high")),
        subject="No patient file opens in any room",
        text="No patient file opens, in any room. We are writing on paper.",
    ),
    Plot(
        charter="handsfree", asker="moe@velvet-moose.example", ago="5h", channel="extranet",
        axes=(("impact", "high"), ("urgency", "medium")),
        subject="The till prints every receipt three times",
        text="Since this morning the till prints everything three times.",
        lines=(
            Line("4h30m", replies("you", "Moe, I look at the till's printer queue now.\n\nRobin")),
            Line("4h10m", is_about("VM-TILL-1", by="you")),
            Line("4h", notes("you", "Three copies are set in the driver, by last night's update of"
                             " the driver itself.")),
            Line("1h30m", replies("you", "The driver's update set three copies. I am testing the"
                                  " former driver with your model here.\n\nRobin")),
        ),
    ),
    Plot(
        charter="handsfree", asker="spoon@porridge-sons.example", ago="2h30m", channel="mail",
        subject="The label printer stays silent", text="The label printer in room 3 does nothing.",
        lines=(
            Line("2h10m", classifies("olga", impact="medium", urgency="medium")),
            Line("2h5m", is_about("PS-LBL-3", by="olga")),
            Line("2h", replies("olga", "Nurse Spoon, is there a red light on it?\n\nOlga")),
            Line("20m", writes("Yes, red and blinking.")),
        ),
    ),
    Plot(
        charter="handsfree", asker="oat@porridge-sons.example", ago="7h", channel="phone",
        by="sami", axes=(("impact", "medium"), ("urgency", "high")),
        subject="The scanner makes grey pages", text="Dr. Porridge: every scan is plain grey.",
        lines=(
            Line("6h", notes("noor", "Investigated: the lamp is fine, the driver lost its profile"
                             " for this model.")),
            Line("5h50m", records("noor", INVESTIGATED)),
            Line("5h40m", does("sami", "diagnose")),
            Line("5h30m", does("sami", "remedy")),
            Line("2h", resolves("sami", "The scanner has its profile again and scans in colour."
                                " Is it well from your side?\n\nSami", "answered or resolved")),
            Line("1h50m", agrees(by="sami")),
        ),
    ),
    Plot(
        charter="handsfree", asker="moe@velvet-moose.example", ago="1d3h", channel="mail",
        subject="The design program closes by itself",
        text="Our design program closes by itself, two or three times a day.",
        lines=(
            Line("1d2h40m", classifies("sami", impact="medium", urgency="low")),
            Line("1d2h", replies("sami", "Moe, please send us the file it writes when it closes;"
                                 " it lies on the desktop.\n\nSami",
                                 waits_for="the file that the program writes")),
        ),
    ),
    Plot(
        charter="handsfree", asker="quay@backwater-ferries.example", ago="1h", channel="phone",
        by="you", axes=(("impact", "low"), ("urgency", "medium")),
        subject="A password for the ticket booth", text="Captain Quay forgot the password of the"
        " booth. Gave him a new one after calling back at the pier.",
    ),
    Plot(
        charter="handsfree", asker="oat@porridge-sons.example", ago="3h", channel="machine",
        axes=(("impact", "medium"), ("urgency", "medium")),
        subject="Backup of PS-NAS-2 failed", text="backup: PS-NAS-2: no space left on device",
        lines=(
            Line("2h50m", is_about("PS-NAS-2", by="olga")),
            Line("2h40m", notes("olga", "An old copy was never deleted. Freed 300 GB.")),
            Line("2h30m", books("olga", 15, "Made room for the backup")),
            Line("2h20m", replies("olga", "Last night's backup failed for lack of space. There is"
                                  " space again, and a new backup runs now.\n\nOlga")),
        ),
    ),
    Plot(
        charter="handsfree", asker="spoon@porridge-sons.example", ago="9h", channel="extranet",
        axes=(("impact", "medium"), ("urgency", "medium")),
        subject="Two calendars show different days",
        text="The calendar on the phone is a day behind the one on the PC.",
        lines=(
            Line("8h", replies("sami", "I compare the two servers and come back to you.\n\nSami")),
            Line("6h", transfers("sami", "tier II")),
            Line("5h50m", owns("wanda")),
            Line("3h", notes("wanda", "One of the two servers is on the wrong time zone since its"
                             " last restart.")),
        ),
    ),
    Plot(
        charter="handsfree", asker="quay@backwater-ferries.example", ago="2d", channel="extranet",
        axes=(("impact", "low"), ("urgency", "low")),
        subject="The ferry's horn", text="The horn of the ferry sounds hoarse.",
        lines=(Line("1d22h", hands_back(
            "olga", "the horn is no part of the managed systems; the shipyard looks after it")),),
    ),
    Plot(
        charter="handsfree", asker="moe@velvet-moose.example", ago="3d", channel="extranet",
        axes=(("impact", "medium"), ("urgency", "medium")),
        subject="No sound in the show room", text="The show room has no music.",
        lines=(
            Line("2d22h", replies("you", "I check the player from here.\n\nRobin")),
            Line("2d20h", resolves("you", "The player was muted by its own timer. Music plays"
                                   " again.\n\nRobin", "answered or resolved")),
            Line("2d19h", agrees(by="you")),
            Line("2d18h", agrees("answered or resolved")),
        ),
    ),
    Plot(
        charter="handsfree", asker="oat@porridge-sons.example", ago="4h", channel="phone",
        by="olga", axes=(("impact", "low"), ("urgency", "high")),
        subject="A window that cannot be closed",
        text="Dr. Porridge: a window stands in the middle of the screen and has no cross.",
        lines=(
            Line("3h50m", approves("view the PC")),
            Line("3h45m", does("olga", "view the PC")),
            Line("3h30m", notes("olga", "It is the screen keyboard's tip of the day.")),
        ),
    ),
    Plot(
        charter="handsfree", asker="quay@backwater-ferries.example", ago="5d", channel="mail",
        subject="Printer offline", text="The printer of the pier is offline.",
        lines=(
            Line("4d23h", replies("sami", "I try to reach it from here.\n\nSami")),
            Line("4d22h", writes("It came back by itself after the tide.")),
            Line("4d21h", resolves("sami", "Good. Shall we leave it at that?\n\nSami",
                                   "no longer an issue")),
            Line("4d20h", agrees(by="sami")),
            Line("4d19h", agrees("no longer an issue")),
        ),
    ),
)  # fmt: skip
