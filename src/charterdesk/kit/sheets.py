"""Cells of a sheet that people open in a spreadsheet: none is taken for something to work out."""

# A spreadsheet would take a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """The text as a cell, marked as text where it would be a formula (trust.md, rule 9)."""
    return f"'{text}" if text.startswith(FORMULA) else text


def plain_cell(cell: str) -> str:
    """What `safe_cell` was given."""
    marked = cell.startswith("'") and cell[1:].startswith(FORMULA)
    return cell[1:] if marked else cell
