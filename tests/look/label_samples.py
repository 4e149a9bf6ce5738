"""Samples of the page of labels: one that can be changed, one that can't, and none."""

from charterdesk.desk.label_values import LabelRow, LabelsPage
from charterdesk.look.values import Field, Option, Refusal
from tests.look.samples import LABELS as PILLS

SQUARE = Option("square", "brown square", chosen=True)
FIELDS = (
    Field("label1-name", "Name", value="hardware", required=True),
    Field("label1-mark", "Mark", "select", options=(SQUARE,)),
)
LABELS = LabelsPage(
    "Everybody at the desk can put them on a case. They move no promise.",
    (
        LabelRow(PILLS[0], "/desk/q/open/?label=hardware", FIELDS, "/desk/labels/1/", "/x/"),
        LabelRow(PILLS[1], "/desk/q/open/?label=VIP"),
    ),
    Refusal("There is another label of this name: choose a name of its own."),
)
NONE = LabelsPage("They move no promise.", ())
