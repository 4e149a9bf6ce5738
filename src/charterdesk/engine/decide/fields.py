"""The desk's own fields on a case. They are recorded, and move no promise, step or gate."""

from charterdesk.engine import events as ev
from charterdesk.engine.commands_fields import SetFields
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.phrase import phrase


def set_fields(draft: Draft, command: SetFields) -> None:
    """Record each value that is another than before; the case that took one in has its own."""
    if draft.case.merged_into:
        into = draft.case.merged_into
        draft.refuse(phrase("The case went into %(number)s: set its fields there.", number=into))
        return
    for key, name, value in command.values:
        known = draft.case.field_values.get(key)
        was = known.value if known else ""
        if value != was:
            draft.record(
                ev.FieldSet(
                    at=draft.at,
                    recorded_at=draft.at,
                    by=draft.actor,
                    field=key,
                    name=name,
                    value=value,
                    was=was,
                )
            )
