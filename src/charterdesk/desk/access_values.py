"""What the pages about customers' systems draw. No value but `SecretPage` ever holds a secret."""

from dataclasses import dataclass, field

from charterdesk.look.values import Action, Field, Link, Refusal


@dataclass(frozen=True, slots=True)
class AccessForm:
    """One form: where it goes, its fields, its button; `open` unfolds it."""

    name: str
    title: str
    submit: str
    action: str
    fields: tuple[Field, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What the charter needs of access, and whether it is on the case."""

    word: str
    there: bool


@dataclass(frozen=True, slots=True)
class PortRow:
    """A port: for which product, and what it said; `mark` is the icon."""

    port: str
    product: str
    heard: str
    mark: str


@dataclass(frozen=True, slots=True)
class SecretRow:
    """A secret's name, and who kept it when; the form asks why it is to be shown."""

    what: str
    account: str
    kept: str
    show: AccessForm | None
    wipe: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemRow:
    """One system; `checked` says when its ports were tried last, and on which case."""

    pk: int
    name: str
    address: str
    ports: tuple[PortRow, ...]
    checked: str
    fault: str
    secrets: tuple[SecretRow, ...]
    check: Action
    end: Action
    forms: tuple[AccessForm, ...]


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the log, in words."""

    when: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPage:
    """The systems of a case's customer."""

    ref: str
    subject: str
    back_url: str
    needs: tuple[NeedRow, ...]
    verdict: str
    systems: tuple[SystemRow, ...]
    add: AccessForm | None
    ask: Action
    lines: tuple[LogRow, ...]
    missing: str = ""
    rights: str = ""
    rights_url: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class AccessPart:
    """The same in short, on the page of a case."""

    needs: tuple[NeedRow, ...]
    systems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SecretPage:
    """The one page that shows a secret, once; the browser leaves it at `gone`."""

    title: str
    account: str
    gone: str
    back_url: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskPage:
    """The text to the customer, to be sent with one press."""

    ref: str
    subject: str
    back_url: str
    form: AccessForm
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team; `act` gives or takes the right."""

    name: str
    given: str
    act: Action | None


@dataclass(frozen=True, slots=True)
class DueRow:
    """Data of a customer that will be deleted: on which case, what, when; `late` where it is."""

    case: Link
    kind: str
    when: str
    late: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsPage:
    """Which teams may look at secrets, and which data of customers is still to be deleted."""

    rows: tuple[TeamRow, ...]
    reason: str
    due: tuple[DueRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRow:
    """A remote view: who asked for what, how it stands; `address` is there only while it runs."""

    title: str
    purpose: str
    state: str
    lines: tuple[str, ...]
    address: str = ""
    place: str = ""
    start: Action | None = None
    end: Action | None = None
    word: AccessForm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewsPage:
    """The remote views of a case; `missing` is why none can be asked for."""

    ref: str
    subject: str
    back_url: str
    rows: tuple[ViewRow, ...]
    form: AccessForm | None
    missing: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A file or a copy elsewhere, how it stands, and what can be done."""

    name: str
    state: str
    gone: bool
    act: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """Data asked for or taken: what, what for, until when."""

    title: str
    purpose: str
    state: str
    lines: tuple[str, ...]
    pieces: tuple[PieceRow, ...]
    acts: tuple[Action, ...]
    forms: tuple[AccessForm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """The data taken on a case; `missing` is why none can be asked for."""

    ref: str
    subject: str
    back_url: str
    rows: tuple[DataRow, ...]
    form: AccessForm | None
    missing: str = ""
    refusal: Refusal | None = None
