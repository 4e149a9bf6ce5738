"""What the editor sends: a text, the edition that was seen, and what is wanted of them."""

from django.http import QueryDict

from charterdesk.kit.whole_numbers import whole_number


class TextForm:
    """The text is taken as it was typed: a form field would strip its ends."""

    def __init__(self, data: QueryDict) -> None:
        self.text = data.get("text", "").replace("\r\n", "\n")
        # Who saves over another's text on purpose says which one they saw.
        self.seen = whole_number(data.get("over") or data.get("seen")) or 0
        self.only_checks = data.get("act", "save") == "check"
