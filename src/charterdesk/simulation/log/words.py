"""The log's words to the charter's: the same word, else one that commonly means the same.

What was read as what is counted and shown, so that no reading is silent. A priority that has
no equal in the charter is read as the next less strict one that has.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from charterdesk.engine.charter.values import Channel, Charter
from charterdesk.simulation.log.mapping import plain

Reading = tuple[str, str, str]
Finder = Callable[[str], str | None]

# Words that mean the same, strictest first; a place in this list is a degree.
_DEGREES = (
    (
        "critical urgent emergency highest blocker severe immediate "
        "p0 sev0 sev-0 p1 s1 sev1 sev-1 1 "
        "критический критичный срочный аварийный наивысший"
    ),
    "high major important elevated p2 s2 sev2 sev-2 2 высокий важный",
    (
        "normal medium moderate standard average default regular p3 s3 sev3 sev-3 3 "
        "обычный средний нормальный стандартный"
    ),
    (
        "low minor trivial lowest planning cosmetic none p4 s4 sev4 sev-4 4 p5 s5 sev5 5 "
        "низкий низшая минимальный"
    ),
)
_DEGREE_OF = {word: place for place, words in enumerate(_DEGREES) for word in words.split()}
# A word may stand in several: a chat tool is a way to chat and, where there is no chat, to write.
_MEANS = (
    "phone telephone call voice telephony телефон звонок",
    "mail email e-mail почта письмо",
    "web portal form self-service selfservice website extranet ticket internet сайт портал веб",
    "chat messenger skype icq im virtual-agent whatsapp telegram чат",
    "machine monitoring event alert robot api system мониторинг",
    "voicemail voice-mail",
    "meeting walk-in walkin in-person личный",
)
_MEANS_OF = {word: place for place, words in enumerate(_MEANS) for word in words.split()}
# How words of states and activities begin, where no map names them; the first that fits counts.
_STATES = (
    ("reopen re-open переоткры повторно", "working"),
    ("await wait pend hold on-hold stall suspend ожида отлож", "waiting on customer"),
    ("resolv solv fix done complet finish решен реше выполн", "resolved"),
    ("clos archiv закры", "closed"),
    ("cancel reject withdraw abandon отмен отклон", "cancelled"),
    ("new open creat insert regist submit log report unassign нов откры созда зарегистр", "new"),
    (("assign accept tak start progress in-progress work investig escalat respon answer update "
     "active triag diagnos назнач принят работ взят"), "working"),
)  # fmt: skip
_NOT = frozenset(("not", "no", "non", "never", "не", "нет"))
_WAITED_ON = ("customer", "supplier", "bug", "date")
_GRAVE = ("high", "medium", "low")
_DECORATION = re.compile(r"^\W*[A-Za-z]{0,3}\d{1,2}\s*[-–—.:)/]\s*(?=[^\W\d])")
_FIRST_NUMBER = re.compile(r"^[A-Za-z]{0,3}\s*(\d)\b")


def degree(word: str) -> int | None:
    """How grave a word is, 0 the gravest; None for a word that says nothing of it."""
    bare = _bare(word)
    if bare in _DEGREE_OF:
        return _DEGREE_OF[bare]
    parts = re.findall(r"\w+(?:-\w+)*", bare)
    if _NOT.intersection(parts):
        return None
    return next((_DEGREE_OF[part] for part in parts if part in _DEGREE_OF), None)


def _bare(word: str) -> str:
    return _DECORATION.sub("", word).casefold().replace("_", " ").strip()


def state_by_beginning(said: str) -> str | None:
    """What a state or an activity means by how one of its words begins.

    >>> state_by_beginning("Take in charge ticket"), state_by_beginning("RESOLVED")
    ('working', 'resolved')
    """
    parts = _bare(said).split()
    for begins, state in _STATES:
        stems = tuple(begins.split())
        if any(part.startswith(stems) for part in parts):
            return state
    return None


@dataclass(slots=True)
class Words:
    """The reading of one log's words under one charter; `readings` counts what became what."""

    charter: Charter
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    readings: Counter[Reading] = field(default_factory=Counter)
    _known: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def priority(self, word: str) -> str | None:
        """A priority of the charter; None where the word says nothing."""
        names = [priority.name for priority in self.charter.priorities]
        return self._read("priority", word, lambda said: _by_degree(said, names, spare=True))

    def axis(self, axis: str, word: str) -> str | None:
        """A word of the charter's matrix."""
        matrix = self.charter.matrix
        if matrix is None:
            return None
        names = list(matrix.columns if axis == matrix.column_axis else matrix.rows)
        return self._read(axis, word, lambda said: _by_degree(said, names, spare=False))

    def state(self, word: str, states: Mapping[str, str], *, guess: bool) -> str | None:
        """What a state means: as the map says, else with `guess` by how its words begin."""
        return self._read("state", word, lambda said: (
            states.get(plain(said)) or (state_by_beginning(said) if guess else None)
        ))  # fmt: skip

    def channel(self, word: str) -> str:
        """A channel of the charter; "" leaves the choice to the charter."""
        return self._read("channel", word, self._channel) or ""

    def gravity(self, column: str, word: str) -> int | None:
        """How grave an impact or urgency is, of three degrees, 0 the gravest."""
        found = self._read(column, word, _grave)
        return None if found is None else _GRAVE.index(found)

    def waited_on(self, word: str) -> str:
        """Whom a case waits on; the customer where the word says nothing."""
        found = self._read("waiting_on", word, lambda said: (
            said.casefold() if said.casefold() in _WAITED_ON else None
        ))  # fmt: skip
        return found or "customer"

    def contract(self, word: str) -> str:
        """A contract or level of the charter; "" for none of them."""
        levels = [level for one in self.charter.contracts.values() for level in one.levels]
        names = [*self.charter.contracts, *levels]
        return self._read("contract", word, lambda said: _same(said, names)) or ""

    def _read(self, column: str, word: str, find: Finder) -> str | None:
        if (column, word) not in self._known:
            said = self.values.get(column, {}).get(word.casefold(), word)
            self._known[column, word] = find(said)
        found = self._known[column, word]
        self.readings[column, word, found or ""] += 1
        return found

    def _channel(self, said: str) -> str | None:
        channels = [one for one in self.charter.channels.values() if _is_plain(one)]
        if same := _same(said, [one.name for one in self.charter.channels.values()]):
            return same
        means = _means_of(said)
        fitting = (one.name for one in channels if means is not None and means in _ways(one))
        return next(fitting, None)


def _grave(said: str) -> str | None:
    found = degree(said)
    return None if found is None else _GRAVE[min(max(found - 1, 0), 2)]


def _same(said: str, names: Sequence[str]) -> str | None:
    by_name = {_spaced(name): name for name in names}
    return by_name.get(_spaced(said)) or by_name.get(_bare(said))


def _spaced(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _by_degree(said: str, names: Sequence[str], *, spare: bool) -> str | None:
    """The name itself, else the one of its degree, else with `spare` the next less strict."""
    if same := _same(said, names):
        return same
    wanted = degree(said)
    if wanted is None and (found := _FIRST_NUMBER.match(said.strip())):
        wanted = min(int(found[1]), len(_DEGREES)) - 1 if int(found[1]) else None
    degrees = {name: place for name in names if (place := degree(name)) is not None}
    if wanted is None or not degrees:
        return None
    if equal := next((name for name, place in degrees.items() if place == wanted), None):
        return equal
    if not spare:
        return None
    milder = {name: place for name, place in degrees.items() if place > wanted}
    if milder:
        return min(milder, key=lambda name: milder[name])
    return max(degrees, key=lambda name: degrees[name])


def _means_of(said: str) -> int | None:
    bare = _bare(said)
    for word in (bare.replace(" ", "-"), bare, *re.split(r"[\s/,-]+", bare)):
        if word in _MEANS_OF:
            return _MEANS_OF[word]
    return None


def _is_plain(channel: Channel) -> bool:
    """A channel that by itself neither escalates nor sets a priority."""
    return not channel.escalates and not channel.sets_priority


def _ways(channel: Channel) -> set[int]:
    """What the channel is a way to do, by its name and by what it has."""
    named = _means_of(channel.name)
    found = {named} if named is not None else set()
    if channel.address:
        found.add(_MEANS_OF["mail"])
    if channel.form and not channel.address:
        found.add(_MEANS_OF["web"])
    if channel.machine:
        found.add(_MEANS_OF["machine"])
    return found
