"""Cases under Voxeo's charter: a formal escalation that climbs now, and former ones."""

from charterdesk.sample.acts import (
    acknowledges,
    asks_to_join,
    escalates,
    notes,
    replies,
    resolves,
    sets_priority,
    stands_down,
    talks,
    writes,
)
from charterdesk.sample.acts_costs import is_about
from charterdesk.sample.acts_incidents import joins, shares, tells_all, updates
from charterdesk.sample.script import Line, Plot

VOXEO = (
    Plot(
        charter="voxeo", asker="percy@hello-pigeon.example", ago="25m", channel="ticket",
        subject="All inbound calls to Chicago fail",
        text="Every inbound call to our Chicago numbers ends with fast busy since a few minutes."
             " Outbound calls work.",
        lines=(
            Line("18m", replies(
                "noor", "Percy, we can reproduce this and are looking at the Chicago gateway."
                "\n\nNoor")),
            Line("11m", sets_priority("noor", "critical", "traffic-affecting: one region is down")),
            Line("9m", acknowledges("hugo")),
            Line("8m", acknowledges("pavel")),
            Line("8m", joins("noor")),
            Line("8m", joins("pavel")),
            Line("7m", is_about("HP-GW-1", by="pavel")),
            Line("7m", notes("pavel", "The gateway refuses new sessions: its licence counter is"
                             " stuck at the maximum. Restarting the standby first.")),
            Line("6m", shares(
                "you", "Inbound calls to Chicago fail", "Telephony, inbound, one region",
                "investigating", "Some inbound calls end with a fast busy tone. Outbound calls"
                " work. We are looking at the gateway.", next_in=20)),
            Line("4m", updates(
                "noor", "Percy, the cause is found: a counter in the gateway is stuck. The standby"
                " is being started; we expect calls to come back with it.\n\nNoor",
                next_in=15)),
            Line("3m", tells_all(
                "you", "identified", "The cause is found, and a standby gateway is being started.",
                next_in=20)),
        ),
    ),
    Plot(
        charter="voxeo", asker="luna@moonbeam-taxis.example", ago="2h", channel="monitoring",
        subject="Packet loss above 3 % on trunk 4", marks=("traffic-affecting",),
        text="probe-7: 3.4 % packet loss on trunk 4 during the last 5 minutes",
        lines=(
            Line("1h50m", notes("you", "One carrier is rerouting. Loss falls already.")),
            Line("1h10m", replies(
                "you", "Luna, our probes saw some loss on your trunk 4. Your carrier has rerouted,"
                " and it is clean again since 20 minutes. We watch it until tonight.\n\nRobin")),
        ),
    ),
    Plot(
        charter="voxeo", asker="luna@moonbeam-taxis.example", ago="1d3h", channel="phone",
        by="ada", subject="Dispatchers hear nothing",
        text="Luna: the dispatchers hear nothing, the drivers hear them well.",
        lines=(
            Line("1d2h55m", sets_priority("ada", "critical", "no taxi can be sent")),
            Line("1d2h52m", acknowledges("mina")),
            Line("1d2h50m", acknowledges("irina")),
            Line("1d2h49m", acknowledges("tove")),
            Line("1d2h46m", talks("ada", "Told Luna that one-way audio points at the firewall.")),
            Line("1d2h40m", resolves(
                "ada", "Luna, the firewall had forgotten the rule for the audio ports after its"
                " update. It is back, and your dispatchers confirm that they hear again.\n\nAda")),
        ),
    ),
    Plot(
        charter="voxeo", asker="stringy@tin-can.example", ago="3h", channel="ticket",
        subject="Where do I find my test number?", text="I cannot find my test number anywhere.",
        lines=(Line("2h30m", replies(
            "noor", "Hello! It stands at the top of the page “Applications”.\n\nNoor")),),
    ),
    Plot(
        charter="voxeo", asker="wren@hello-pigeon.example", ago="40m", channel="ticket",
        subject="Recordings end after 59 minutes",
        text="Recordings of long conferences all end after 59 minutes.",
    ),
    Plot(
        charter="voxeo", asker="percy@hello-pigeon.example", ago="5h", channel="phone", by="you",
        subject="Caller names with accents", text="Percy: accents in caller names come out as"
        " question marks.",
        lines=(Line("4h40m", replies(
            "you", "Percy, please send us the time of one such call.\n\nRobin",
            waits_for="the time of one call")),),
    ),
    Plot(
        charter="voxeo", asker="luna@moonbeam-taxis.example", ago="2d", channel="ticket",
        subject="Queue music stops after one song", text="Waiting callers hear one song, then"
        " silence.",
        lines=(
            Line("1d22h", replies("noor", "Which queue is it?", waits_for="the queue's name")),
            Line("1d20h", writes("It is the queue “night”.")),
            Line("1d18h", resolves("noor", "The queue “night” had a list of one song. Now it has"
                                   " nine.\n\nNoor")),
        ),
    ),
    Plot(
        charter="voxeo", asker="percy@hello-pigeon.example", ago="2d5h", channel="ticket",
        subject="Half of the agents are logged out",
        text="Half of our agents were logged out at once and cannot come back.",
        lines=(
            Line("2d4h55m", escalates("half of the agents cannot work")),
            Line("2d4h53m", acknowledges("hugo")),
            Line("2d4h52m", acknowledges("irina")),
            Line("2d4h51m", acknowledges("tove")),
            Line("2d4h50m", shares(
                "you", "Some agents could not sign in", "Sign-in of agents", "investigating",
                "Some agents were signed out and cannot come back.", next_in=30)),
            Line("2d4h44m", replies("noor", "The sign-in server was full. Agents can sign in"
                                    " again.\n\nNoor")),
            Line("2d4h41m", tells_all(
                "you", "resolved", "The sign-in server was full and has room again. Agents can"
                " sign in.")),
            Line("2d4h40m", stands_down("hugo", "agents are back, the cause is being studied")),
        ),
    ),
    Plot(
        charter="voxeo", asker="luna@moonbeam-taxis.example", ago="6h", channel="ticket",
        subject="Calls to one mobile network drop", text="Calls to one mobile network drop after"
        " exactly 30 seconds.",
        lines=(
            Line("5h30m", replies("you", "Thank you, Luna. That smells of a missing keep-alive;"
                                  " we ask the telecom engineers.\n\nRobin")),
            Line("5h", asks_to_join("mina", "telecom")),
            Line("3h", notes("sami", "Captured two calls. Their session timer is 30 s, ours never"
                             " refreshes. Asking the network.")),
        ),
    ),
    Plot(
        charter="voxeo", asker="percy@hello-pigeon.example", ago="9d", channel="ticket",
        subject="Invoice shows the wrong month", text="The invoice says May instead of June.",
        lines=(
            Line("8d20h", replies("ada", "I pass it on to the right desk.\n\nAda")),
            Line("8d", resolves("ada", "A corrected invoice is on its way.\n\nAda")),
        ),
    ),
    Plot(
        charter="voxeo", asker="stringy@tin-can.example", ago="1d2h", channel="ticket",
        subject="Is there a limit for test calls?", text="How many calls may we make for testing?",
        lines=(Line("1d1h", resolves("noor", "Two at a time, as often as you like.\n\nNoor")),),
    ),
)  # fmt: skip
