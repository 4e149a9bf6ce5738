"""People of the desk and their teams. A person is never deleted, only deactivated.

`username` is the name by which the engine, the rota and every event know the person; it never
changes. What a person may do follows from `is_admin` and from leading a team.
"""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.names import valid_language, valid_username, valid_zone

THEMES = [("system", _("as the system")), ("light", _("light")), ("dark", _("dark"))]


class Person(AbstractBaseUser):
    """Somebody who works at the desk.

    `session_mark` is part of every session's hash: a new mark ends all of them at once.
    """

    username = models.CharField(max_length=60, unique=True, validators=[valid_username])
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=40, blank=True)
    zone = models.CharField(max_length=64, default="UTC", validators=[valid_zone])
    language = models.CharField(max_length=12, default="en", validators=[valid_language])
    theme = models.CharField(max_length=8, choices=THEMES, default="system")
    keys_off = models.BooleanField(default=False)
    undo_seconds = models.PositiveSmallIntegerField(
        default=10, validators=[MaxValueValidator(60)], db_default=10
    )
    is_active = models.BooleanField(default=True)
    is_admin = models.BooleanField(default=False)
    session_mark = models.CharField(max_length=32, blank=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="person_username_any_case",
                violation_error_message=_("Somebody has this user name already."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_any_case",
                violation_error_message=_("Somebody has this mail address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session must carry to go on: it changes with the password and with the mark."""
        content = f"{self.session_mark}:{self.password}"
        return salted_hmac("charterdesk.accounts.session", content, algorithm="sha256").hexdigest()


class Team(models.Model):
    """A named group of people; a charter's `is: team NAME` means it."""

    name = models.CharField(max_length=60, unique=True)
    people = models.ManyToManyField(Person, through="Membership", related_name="teams")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's place in a team, the lowest first to be called. A lead staffs roles and rotas."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    position = models.PositiveSmallIntegerField(default=0)
    is_lead = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"


class SignInLink(models.Model):
    """A one-time link. Only the token's hash is kept, so that the table lets nobody in."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    is_invitation = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link of {self.person} until {self.expires_at:%Y-%m-%d %H:%M}"


class SignInTries(models.Model):
    """How often somebody tried to sign in within a window, by account or by network address.

    The key is hashed: people type passwords into the field for the name.
    """

    key_hash = models.CharField(max_length=64, unique=True)
    tries = models.PositiveIntegerField(default=0)
    window_ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "sign-in tries"

    def __str__(self) -> str:
        return f"{self.tries} tries until {self.window_ends_at:%Y-%m-%d %H:%M}"


class Edition(models.Model):
    """A random mark that changes whenever `subject` does, so that processes can keep copies.

    Random, not counted: a number that a rolled-back transaction took would come again for
    other contents.
    """

    subject = models.CharField(max_length=40, unique=True)
    mark = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.subject} {self.mark}"
