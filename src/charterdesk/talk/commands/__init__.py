"""All that can be asked of a chat: verb_noun functions, keyword-only, with `by` and `at`.

Each answers with what was done or with a refusal in the user's words; none reads the clock.
"""

from charterdesk.talk.commands.answering import give_back, hand_over, take_chat
from charterdesk.talk.commands.beginning import begin_chat, write_instead
from charterdesk.talk.commands.ending import end_chat
from charterdesk.talk.commands.marking import keep_alive, mark
from charterdesk.talk.commands.saying import say

__all__ = [
    "begin_chat",
    "end_chat",
    "give_back",
    "hand_over",
    "keep_alive",
    "mark",
    "say",
    "take_chat",
    "write_instead",
]
