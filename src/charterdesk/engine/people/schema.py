"""Which keys may stand where in a people file, in the manner of the charter's own table."""

from charterdesk.engine.charter.schema import PlaceRule


def _rule(means: str, acts: str = "", names: str = "") -> PlaceRule:
    return PlaceRule(means, frozenset(acts.split()), names=names)


DOCUMENT = _rule("a people file", "people zone persons rotas")
PERSONS = _rule("`persons`", names="person")
PERSON = _rule("a person", "roles works away by")
ROTAS = _rule("`rotas`", names="rota")
ROTA = _rule("a rota", "zone turns each from until shifts instead")
SHIFT = _rule("a shift", "who from until")
