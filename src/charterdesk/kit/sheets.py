"""Cells of a sheet that people open in a spreadsheet: none is taken for something to work out."""

# A spreadsheet would take a cell that begins so for a formula; some read wide letters alike.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
CONTROLS = ("\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """The text as a cell, marked as text where it would be a formula (trust.md, rule 9).

    Blanks before it are no help: some programs leave them out.

    >>> safe_cell("=1+1"), safe_cell(" =1+1"), safe_cell("a=1"), safe_cell("'=1")
    ("'=1+1", "' =1+1", 'a=1', "'=1")
    """
    return f"'{text}" if _is_formula(text) else text


def plain_cell(cell: str) -> str:
    """What `safe_cell` was given."""
    marked = cell.startswith("'") and _is_formula(cell[1:])
    return cell[1:] if marked else cell


def _is_formula(text: str) -> bool:
    return text.startswith(CONTROLS) or text.lstrip().startswith(FORMULA)
