"""How much of files an address takes in one mail: what its charter says, as far as mail carries it.

A mail server wants the answer while it hands the mail over, before anything of it is read.
"""

from datetime import datetime

from django.conf import settings

from charterdesk.channels.lmtp.values import Reply, Room
from charterdesk.channels.mail.bounds import RAW_BYTES
from charterdesk.channels.mail.tokens import address_without_token
from charterdesk.charters.queries import channels_of_address
from charterdesk.engine.charter.sizes import KILO, MEGA

# Header and text beside the files. A mail below it is never too large, whatever a charter says.
TEXT_BYTES = 2_000_000
# Base64 makes four bytes of three, and lines of 76 letters with two more each.
CODED, PLAIN = 4 * 78, 3 * 76
MOST_FILES_BYTES = (RAW_BYTES - TEXT_BYTES) * PLAIN // CODED // MEGA * MEGA


def room_for(recipient: str, at: datetime) -> Room:
    """How large a mail the address takes, with the charter's figure for a larger one.

    Of several charters the most generous counts. An address whose charter takes in no new cases
    takes what mail can carry.
    """
    ways = channels_of_address(address_without_token(recipient), at)
    said = max((way.charter.intake.files_together for way in ways), default=MOST_FILES_BYTES)
    files = min(said, MOST_FILES_BYTES)
    return Room(mail_bytes(files), _too_large(recipient, files))


def mail_bytes(files: int) -> int:
    """The size of a mail that brings so many bytes of files.

    >>> mail_bytes(25 * 1024 * 1024)
    37872505
    """
    return files * CODED // PLAIN + TEXT_BYTES


def _too_large(recipient: str, files: int) -> Reply:
    size = f"{files // MEGA} MB" if files % MEGA == 0 else f"{files // KILO} kB"
    return Reply(
        552,
        f"5.3.4 One mail to {recipient} takes files of {size} together: send some of them, "
        f"or send them on {settings.SITE}/",
    )
