"""What is stored of a case. Events are the truth; every column of `Case` is their projection.

Only `cases.store` writes a case's state and its events.
"""

from charterdesk.cases.models.case import Case, CaseLink, NumberSeries
from charterdesk.cases.models.draft import Draft, Submission
from charterdesk.cases.models.equipment import CaseAsset
from charterdesk.cases.models.event import CaseEvent
from charterdesk.cases.models.label import CaseLabel, Label
from charterdesk.cases.models.macro import Macro
from charterdesk.cases.models.message import Attachment, Message
from charterdesk.cases.models.own_field import OwnField, OwnValue
from charterdesk.cases.models.watch import CaseNews, Watch
from charterdesk.cases.models.words import CaseWords, MessageWords

__all__ = [
    "Attachment",
    "Case",
    "CaseAsset",
    "CaseEvent",
    "CaseLabel",
    "CaseLink",
    "CaseNews",
    "CaseWords",
    "Draft",
    "Label",
    "Macro",
    "Message",
    "MessageWords",
    "NumberSeries",
    "OwnField",
    "OwnValue",
    "Submission",
    "Watch",
]
