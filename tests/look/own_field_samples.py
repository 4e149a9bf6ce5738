"""Samples of the page of fields: one that can be changed, one retired, one read only, and none."""

from charterdesk.desk.own_field_values import FieldRow, FieldsPage
from charterdesk.look.values import Field, Option, Refusal

FIELDS = (
    Field("field1-name", "Name", value="Root cause", required=True),
    Field("field1-needed", "Required", "select", options=(Option("", "never", chosen=True),)),
    Field("field1-is_shown", "Customers fill it in when they open a case, and see it", "checkbox"),
)
OWN_FIELDS = FieldsPage(
    sentence="What your desk wants to know of its cases beside what a charter asks.",
    rows=(
        FieldRow(
            name="Root cause", about=("choice from a list", "configuration, hardware, our defect",
            "only the team sees it", "in searches: root-cause:…"), fields=FIELDS,
            action="/desk/fields/1/", act_url="/desk/fields/1/retire/", is_open=True,
        ),
        FieldRow(name="Affected version", about=("text", "customers see it")),
        FieldRow(name="Site", about=("text",), is_retired=True, act_url="/desk/fields/3/back/"),
    ),
    new=(Field("new-name", "Name", required=True, errors=("A field needs a name.",)),),
    action="/desk/fields/",
    refusal=Refusal("There is a field of this name: choose a name of its own."),
)  # fmt: skip
NONE = FieldsPage(sentence="An administrator or the lead of a team can declare them.", rows=())
