"""Whose a session is, by two queries that are made once: every page asks for both.

Django's own store and backend otherwise: the same table, cookie and rules.
"""

from django.contrib.auth.backends import BaseBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from charterdesk.accounts.models import Person
from charterdesk.kit.prepared import Prepared
from charterdesk.kit.wallclock import now


def _session(*, key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)


def _person(*, key: int) -> QuerySet[Person]:
    return Person.objects.filter(pk=key, is_active=True)


_SESSION = Prepared(_session)
_PERSON = Prepared(_person)


class SessionStore(db.SessionStore):
    """The store that `SESSION_ENGINE` names."""

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.first(key=self.session_key or "")
        if found is None or found.expire_date <= now():
            self._session_key = None
            return None
        return found


class SignedIn(BaseBackend):
    """The backend that `AUTHENTICATION_BACKENDS` names; ways in are in `sign_in.py`."""

    def get_user(self, user_id: int) -> Person | None:
        """The person with that key, while the account is open."""
        return _PERSON.first(key=int(user_id))
