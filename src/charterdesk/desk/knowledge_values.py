"""What the pages of the knowledge show: contents, an article, its editor, its history."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.knowledge.marking import Heading
from charterdesk.knowledge.worddiff import Part
from charterdesk.look.values import Field, Link, Pager, Refusal, Tab


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of the contents. `note` says what is to be known of it beside its state."""

    url: str
    title: str
    state: str
    state_words: str
    category: str = ""
    language: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class WishRow:
    """A case that wants an article, with the ways to give it one."""

    number: str
    subject: str
    url: str
    why: str
    at: datetime
    write_url: str
    drop_url: str


@dataclass(frozen=True, slots=True)
class MissRow:
    """Words that nobody found an article for."""

    words: str
    count: str
    at: datetime
    write_url: str
    drop_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPage:
    """The contents of the knowledge, or what its authors have before them."""

    sentence: str
    tabs: tuple[Tab, ...]
    rows: tuple[ArticleRow, ...] = ()
    wishes: tuple[WishRow, ...] = ()
    misses: tuple[MissRow, ...] = ()
    empty: str = ""
    categories: tuple[Link, ...] = ()
    fields: tuple[Field, ...] = ()
    refusal: Refusal | None = None
    pager: Pager | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An article as its readers have it, with what its authors may do."""

    title: str
    html: str
    headings: tuple[Heading, ...]
    state: str
    state_words: str
    facts: tuple[tuple[str, str], ...]
    languages: tuple[Tab, ...]
    edit_url: str
    history_url: str
    public_url: str
    state_url: str
    states: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    about_url: str
    stale: str = ""
    comments: tuple[tuple[str, str], ...] = ()
    cases: tuple[Link, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage:
    """The editor. `theirs` is what somebody else saved meanwhile, word by word against ours."""

    heading: str
    action: str
    back_url: str
    fields: tuple[Field, ...]
    place: str = ""
    presence: str = ""
    preview: str = ""
    picture_url: str = ""
    theirs: tuple[Part, ...] = ()
    conflict: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One saved text."""

    number: int
    said: str
    who: str
    at: datetime
    url: str
    is_newest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """All saved texts, and the words that changed between two of them."""

    title: str
    back_url: str
    rows: tuple[RevisionRow, ...]
    compared: str
    changes: tuple[Part, ...]
    restore: int = 0
    restore_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """An article for a case: linked, improved, or written from what was said."""

    ref: str
    subject: str
    back_url: str
    action: str
    found: tuple[tuple[str, str, str, str], ...]
    query: str
    new_url: str
    linked: tuple[Link, ...] = ()
    refusal: Refusal | None = None
