"""One Message-ID for each key of the outbox, so that a second delivery is recognised as such."""

from charterdesk.channels.mail.writing import message_id


def message_id_of(scope: str, key: str, sender: str) -> str:
    """The Message-ID, without angle brackets, of the notice `key` in `scope`.

    `sender` is the address that it goes out from; its domain is where the identifier belongs.
    """
    return message_id(mail_key(scope, key), domain=domain_of(sender))


def mail_key(scope: str, key: str) -> str:
    """The key under which the mail channel writes the notice."""
    return f"{scope}/{key}"


def domain_of(address: str) -> str:
    """The domain of a mail address; `localhost` for text that is none."""
    return address.rpartition("@")[2] if "@" in address else "localhost"
