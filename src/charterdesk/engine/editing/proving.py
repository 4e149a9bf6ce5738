"""The last word on every change: the new text is read, and only the wanted thing may differ.

The order of keys counts, and so does every comment that didn't stand on a removed line.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from charterdesk.engine.editing.source import EditError, Path, Plain, Source, Splice, shown
from charterdesk.engine.phrase import phrase


def made(source: Source, splices: Iterable[Splice], path: Path, wanted: Plain, *lost: str) -> str:
    """The text with its stretches replaced; `wanted` is all that it must say, `lost` its comments.

    Raises EditError where the text would say anything else.
    """
    text = source.text
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    if _says(text, wanted, Counter(_comments(source)) - Counter(lost)):
        return text
    raise EditError(
        phrase(
            "'%(path)s' stands in the charter in a way that this form can't change:"
            " change it in the text.",
            path=shown(path),
        )
    )


def _says(text: str, wanted: Plain, comments: Counter[str]) -> bool:
    try:
        after = Source.read(text)
    except EditError:
        return False
    return _same(after.plain, wanted) and Counter(_comments(after)) == comments


def _comments(source: Source) -> Iterable[str]:
    return (source.text[start:end] for start, end in source.comments())


def _same(one: Plain, other: Plain) -> bool:
    """Equal with the same order of keys."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    if isinstance(one, Mapping) or isinstance(other, Mapping):
        if not (isinstance(one, Mapping) and isinstance(other, Mapping)):
            return False
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    return len(one) == len(other) and all(map(_same, one, other))


def changed(value: Plain, path: Path, change: Callable[[Plain], Plain]) -> Plain:
    """The value with `change` done to what stands at the path."""
    if not path:
        return change(value)
    first, rest = path[0], path[1:]
    if isinstance(value, Mapping) and isinstance(first, str):
        return {
            key: changed(one, rest, change) if key == first else one for key, one in value.items()
        }
    assert isinstance(value, Sequence)
    return [changed(one, rest, change) if at == first else one for at, one in enumerate(value)]
