"""What one of several colleagues said, with who it was: contradictory words are told apart."""

from charterdesk.portal.asking import Visit


def said_by(visit: Visit, says: str) -> str:
    """The words with the name of the contact who said them; no name stands for no words."""
    name, says = visit.contact.name, says.strip()
    return f"{says} ({name})" if says and name else says
