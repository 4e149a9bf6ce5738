"""Words as they may stand in a text: SQLite compares letters beyond ASCII exactly."""


def spellings(words: str) -> set[str]:
    """The usual spellings of the words, to be looked for one by one."""
    if words.isascii():
        return {words}
    return {words, words.lower(), words.upper(), words.capitalize(), words.title()}


def spelled(words: str) -> dict[str, str]:
    """The same by names, as a query that is made once is given them.

    >>> spelled("Ada")
    {'word0': 'Ada'}
    """
    return {f"word{at}": one for at, one in enumerate(sorted(spellings(words)))}
