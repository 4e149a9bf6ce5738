"""A panel or a deed that a part of the portal adds to the page of a case.

Each is made by a function of the visit and the case; None where it has nothing to offer there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from charterdesk.cases.store import Loaded
from charterdesk.look.values import Action
from charterdesk.portal.asking import Visit


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of the page: its template, and what that draws under the name `panel`."""

    template: str
    value: object


Part = Callable[[Visit, Loaded], Panel | None]
Deed = Callable[[Visit, Loaded], Action | None]
