"""What a charter leaves open, said once: promises, assumptions, requirements (I31, I32)."""

import re
from collections.abc import Iterator, Mapping

from charterdesk.engine.charter.values import Charter, Place
from charterdesk.engine.check.context import Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.check.terms import rows_to_customers
from charterdesk.engine.phrase import counted, phrase

_NUMBERED = re.compile(r"(.+)-([1-9][0-9]{0,3})")


def what_is_not_promised(charter: Charter, context: Context) -> Iterator[Finding]:
    """I31: the promises that are `not stated`, of every row."""
    places = {
        f"{one.contract} {one.priority} {kind}".strip(): term.place
        for one in rows_to_customers(charter)
        for kind, term in one.row.terms.items()
        if term.target.kind == "not stated"
    }
    if places:
        yield Finding(
            "I31",
            counted(
                "One promise is not stated: %(promises)s.",
                "%(count)d promises are not stated: %(promises)s.",
                count=len(places),
                promises=tuple(places),
            ),
            counted(
                "It is measured and listed as not promised; write a time to promise it.",
                "They are measured and listed as not promised; write a time to promise one.",
                count=len(places),
            ),
            next(iter(places.values())),
        )


def what_is_assumed(charter: Charter, context: Context) -> Iterator[Finding]:
    """I31: the assumptions, all in one."""
    if charter.assumes:
        yield Finding(
            "I31",
            counted(
                "One assumption is printed with the charter: %(keys)s.",
                "%(count)d assumptions are printed with the charter: %(keys)s.",
                count=len(charter.assumes),
                keys=tuple(charter.assumes),
            ),
            phrase("Ask whoever wrote the source, and take out what is settled."),
            Place(charter.file, 1, 1),
        )


def requirements_not_met(charter: Charter, context: Context) -> Iterator[Finding]:
    """I32: the numbers of a source that no rule meets, and those that it doesn't state.

    A source without a number under `requirements` is wanted as far as its highest number named.
    """
    named = _named(charter)
    for source in dict.fromkeys((*charter.requirements, *named)):
        own = named.get(source, frozenset())
        last = charter.requirements.get(source) or max(own)
        missing = [number for number in range(1, last + 1) if number not in own]
        if missing:
            yield Finding(
                "I32",
                counted(
                    "No rule meets the requirement %(numbers)s.",
                    "No rule meets %(count)d requirements: %(numbers)s.",
                    count=len(missing),
                    numbers=tuple(f"{source}-{number}" for number in missing),
                ),
                phrase("Name them under `meets` of the rules that meet them, or write the rules."),
                Place(charter.file, 1, 1),
            )
        unknown = sorted(number for number in own if number > last)
        if unknown:
            yield Finding(
                "I32",
                phrase(
                    "%(source)s states %(last)d requirements, and the rules also meet %(numbers)s.",
                    source=source,
                    last=last,
                    numbers=tuple(f"{source}-{number}" for number in unknown),
                ),
                phrase("Mend the number under `requirements`, or those under `meets`."),
                Place(charter.file, 1, 1),
            )


def _named(charter: Charter) -> Mapping[str, frozenset[int]]:
    """The numbers that any rule meets, by source; words without a number are left aside."""
    found: dict[str, set[int]] = {}
    for word in (word for words in charter.meets.values() for word in words):
        numbered = _NUMBERED.fullmatch(word)
        if numbered:
            found.setdefault(numbered[1], set()).add(int(numbered[2]))
    return {source: frozenset(numbers) for source, numbers in found.items()}


SAYING: tuple[Check, ...] = (what_is_not_promised, what_is_assumed, requirements_not_met)
