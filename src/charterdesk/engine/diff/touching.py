"""For how many open cases a change matters, if they were moved to the new version (I33)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from charterdesk.engine.charter.values import Charter, Term
from charterdesk.engine.diff.change import Change, OpenCases
from charterdesk.engine.diff.pair import Pair

Touches = Callable[[Pair, Change, str, str], bool]


def counted_for(pair: Pair, change: Change, cases: OpenCases) -> Change:
    """The change with its number of open cases."""
    touched = (
        count
        for (priority, contract), count in cases.items()
        if _touches(pair, change, priority, contract)
    )
    return replace(change, open_cases=sum(touched))


def _touches(pair: Pair, change: Change, priority: str, contract: str) -> bool:
    """Whether a case of that priority and contract is under the rule, before or after."""
    if change.theme in ("document", "intake"):
        return False
    narrowing = (test for what, test in _NARROWING.items() if change.name_of(what))
    return all(test(pair, change, priority, contract) for test in narrowing)


def _of_priority(pair: Pair, change: Change, priority: str, contract: str) -> bool:
    """A row's promise touches no case whose contract has one of its own in both versions."""
    if change.name_of("priority") != priority:
        return False
    kind = change.name_of("promise")
    if not kind or change.name_of("contract"):
        return True
    return not all(_has_own(charter, priority, contract, kind) for charter in _both(pair))


def _of_contract(pair: Pair, change: Change, priority: str, contract: str) -> bool:
    return _is_of(pair, contract, change.name_of("contract"))


def _of_ladder(pair: Pair, change: Change, priority: str, contract: str) -> bool:
    """A ladder that is for a contract touches the cases of that contract alone."""
    ladders = [charter.ladders.get(change.name_of("ladder")) for charter in _both(pair)]
    return any(
        one and (not one.contract or _is_of(pair, contract, one.contract)) for one in ladders
    )


def _of_hours(pair: Pair, change: Change, priority: str, contract: str) -> bool:
    """Hours touch the cases with a promise that counts by them."""
    name = change.name_of("hours")
    return any(
        term.hours == name
        for charter in _both(pair)
        for term in (*charter.terms(priority, contract).values(), *_in_ladders(charter))
    )


def _of_notice(pair: Pair, change: Change, priority: str, contract: str) -> bool:
    rules = [rule for charter in _both(pair) for rule in charter.tells]
    named = {rule.if_priority for rule in rules if rule.name == change.name_of("tell")}
    return "" in named or priority in named


def _of_aim(pair: Pair, change: Change, priority: str, contract: str) -> bool:
    return change.name_of("aim") == priority


_NARROWING: Mapping[str, Touches] = {
    "priority": _of_priority,
    "contract": _of_contract,
    "ladder": _of_ladder,
    "hours": _of_hours,
    "tell": _of_notice,
    "aim": _of_aim,
}


def _both(pair: Pair) -> tuple[Charter, Charter]:
    return pair.old, pair.new


def _is_of(pair: Pair, contract: str, name: str) -> bool:
    """Whether a contract, or the one that has a level of that name, is the one meant."""
    found = (charter.contract(contract) for charter in _both(pair))
    return contract == name or any(one is not None and one.name == name for one in found)


def _has_own(charter: Charter, priority: str, contract: str, kind: str) -> bool:
    own = charter.contract(contract)
    row = own.rows.get(priority) if own else None
    return bool(row and kind in row.terms)


def _in_ladders(charter: Charter) -> tuple[Term, ...]:
    rows = (ladder.row for ladder in charter.ladders.values() if ladder.row)
    return tuple(term for row in rows for term in row.terms.values())
