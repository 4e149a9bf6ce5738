"""The words of a charter that a recorded fact can satisfy: of gates, outcomes, access, charges."""

from collections.abc import Iterator

from charterdesk.engine.charter.values import Charter, Need


def facts_in(charter: Charter) -> tuple[str, ...]:
    """Every word that opens a gate, supports an outcome, gives access or proposes a charge."""
    words = [*_words(_needs(charter)), *charter.intake.access_needs]
    for ladder in charter.ladders.values():
        words += [need.text for step in ladder.steps for need in step.when if need.kind == "fact"]
    return tuple(dict.fromkeys(words))


def _needs(charter: Charter) -> Iterator[Need]:
    for gate in charter.gates.values():
        yield from gate.needs
    for outcome in charter.closing.outcomes.values():
        yield from outcome.needs
    for charge in charter.charges:
        yield from charge.when


def _words(needs: Iterator[Need]) -> Iterator[str]:
    for need in needs:
        match need.kind:
            case "fact" | "customer says":
                yield from need.arguments or (need.text,)
            case "contract or fact":
                yield need.arguments[1]
            case "access":
                yield "access"
            case "indication":
                yield need.text
            case _:
                pass
