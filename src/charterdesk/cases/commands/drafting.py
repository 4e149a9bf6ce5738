"""What a person types is kept while they type it: one reply and one note for each case."""

from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, Draft


def save_draft(*, case: Case, mode: str, text: str, by: Person, at: datetime) -> Draft | None:
    """Keep the text as it is now; an empty one takes the draft away."""
    if not text:
        drop_draft(case=case, mode=mode, by=by)
        return None
    draft, _ = Draft.objects.update_or_create(
        case=case, person=by, mode=mode, defaults={"text": text, "at": at}
    )
    return draft


def drop_draft(*, case: Case, mode: str, by: Person) -> None:
    """The draft was sent, or is not wanted any more."""
    Draft.objects.filter(case=case, person=by, mode=mode).delete()
