"""The facts that every charter knows: what people put on a case, each with what serves as well.

A charter adds its own under `facts:`.
"""

from collections.abc import Mapping

FACTS: Mapping[str, tuple[str, ...]] = {
    "why": (),
    "why out of scope": (),
    "road map entry": (),
    "FAQ link": (),
    "investigation by consultant": (),
    "cause": (),
    "cause found": (),
    "answer prepared": (),
    "cause found or answer prepared": ("cause found", "answer prepared"),
    "work done": (),
    "accepted quote": (),
    "not solved": (),
    "customer not satisfied": (),
    "man-made error": (),
    "not an emergency": (),
    "customer prefers that we do it": (),
    "unsupported modification": (),
    "hardware": (),
    "base operating system or database changed without documented steps": (),
    "hardware, base operating system or database changed without documented steps": (
        "hardware",
        "base operating system or database changed without documented steps",
    ),
}
