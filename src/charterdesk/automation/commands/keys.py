"""Runners and their keys. A key is shown once, stored as a digest, compared in constant time.

A key is `NAME.SECRET`; the secret has 256 bits, so that a plain digest of it gives nothing away.
"""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe

from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import demand_management
from charterdesk.automation.book.reader import SLUG
from charterdesk.automation.models import Runner

_NOBODYS = sha256(b"nobody's").hexdigest()


def make_runner(*, name: str, by: Person, at: datetime) -> tuple[Runner, str] | Refusal:
    """A new runner, and its key, which is told here and never again."""
    demand_management(by)
    name = name.strip()
    if not SLUG.fullmatch(name):
        return Refusal(_("Write small letters, digits and hyphens, such as plant-1."), "name")
    key = _new_key(name)
    row = Runner(name=name, digest=_digest(key), made_by=by, made_at=at, keyed_at=at)
    return save_valid(row) or (row, key)


def rotate_key(*, runner: Runner, by: Person, at: datetime) -> str:
    """Another key; the one before opens until this one is used for the first time."""
    demand_management(by)
    key = _new_key(runner.name)
    runner.former = "" if runner.revoked_at else runner.digest
    runner.digest, runner.keyed_at, runner.revoked_at = _digest(key), at, None
    runner.save(update_fields=["former", "digest", "keyed_at", "revoked_at"])
    return key


def revoke_runner(*, runner: Runner, by: Person, at: datetime) -> None:
    """No key of it opens any more; what is under way is lost."""
    demand_management(by)
    rows = Runner.objects.filter(pk=runner.pk, revoked_at=None)
    rows.update(revoked_at=at, former="")


def runner_with(key: str) -> Runner | None:
    """The runner whose key that is; None for a wrong or a revoked one, in the same time."""
    name = key.partition(".")[0]
    runner = Runner.objects.filter(name=name[:60]).first()
    digest = _digest(key)
    is_new = compare_digest(digest, runner.digest if runner else _NOBODYS)
    is_former = compare_digest(digest, (runner.former if runner else "") or _NOBODYS)
    if runner is None or runner.revoked_at or not (is_new or is_former):
        return None
    if is_new and runner.former:
        Runner.objects.filter(pk=runner.pk, digest=runner.digest).update(former="")
    return runner


def note_seen(runner: Runner, says: dict[str, object], at: datetime) -> None:
    """The runner was here, and told this of itself."""
    Runner.objects.filter(pk=runner.pk).update(seen_at=at, says=says)


def _new_key(name: str) -> str:
    return f"{name}.{token_urlsafe(32)}"


def _digest(key: str) -> str:
    return sha256(key.encode("utf-8", "replace")).hexdigest()
