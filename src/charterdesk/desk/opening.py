"""From the form of a new case to what was written down, and to the case."""

from charterdesk.desk.forms.new import YES, NewCaseForm
from charterdesk.intake.by_hand import Entry


def entry_of(form: NewCaseForm) -> Entry:
    """What the form says; of a known contact, or of whoever was named."""
    data = form.cleaned_data
    return Entry(
        charter=form.desk.charter, contact=form.asker(), typed=data["contact"].strip(),
        channel=data["channel"], subject=data["subject"], text=data["body"], key=data["key"],
        priority=data.get("priority", ""), axes=form.axes(), answered=data["answered"] == YES,
        contact_at=data["contacted_at"], minutes=data["length"] or 0, own=form.values(),
    )  # fmt: skip
