"""What the sign-in pages draw, as frozen values; `SignInField` has what the shared field wants."""

from dataclasses import dataclass

from charterdesk.accounts.detour import KeptForm, Somebodys


@dataclass(frozen=True, slots=True)
class SignInField:
    """A field of the sign-in form. A password typed wrong is never sent back."""

    name: str
    label: str
    kind: str
    autocomplete: str
    value: str = ""
    hint: str = ""
    required: bool = True
    errors: tuple[str, ...] = ()
    draft: str = ""

    @property
    def id(self) -> str:
        """The id of the control."""
        return f"f-{self.name}"


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Sign-in by password; `next` is where to go then."""

    action: str
    fields: tuple[SignInField, ...]
    next: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class SignInLinkPage:
    """A one-time link: it signs nobody in until the button is pressed (trust.md rule 8)."""

    action: str
    name: str = ""
    refusal: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class GoOnPage:
    """What was sent while nobody was signed in; of another's form only that there was one."""

    name: str
    kept: KeptForm | Somebodys

    @property
    def form(self) -> KeptForm | None:
        """The form, where it is this person's."""
        return self.kept if isinstance(self.kept, KeptForm) else None
