"""What ends early: where it had not begun by then it never was, else it ends there."""

from datetime import datetime

from charterdesk.oncall.models import Absence, Override, RotaLayer, Shift


def cut_short(row: Absence | Override | RotaLayer | Shift, begins: datetime, at: datetime) -> None:
    """End at `at` what begins at `begins`; nothing else of it changes."""
    if begins >= at:
        row.delete()
    else:
        row.until = at
        row.save(update_fields=["until"])
