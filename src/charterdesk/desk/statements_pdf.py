"""A statement as a paper (PDF): what its page says, to be sent to the customer and kept.

The face is Source Sans, which has the Latin, Cyrillic and Greek letters; it goes into the file.
"""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from font_source_sans_pro import font_files_ttf
from fpdf import FPDF
from fpdf.fonts import FontFace
from fpdf.table import Table

from charterdesk.desk.costs_values import StatementPage

FACE = "Source Sans"
# Millimetres, in an A4 page with margins of 18.
MARGIN, COLUMNS = 18, (24, 46, 62, 20, 22)
ALIGNED = ("LEFT", "LEFT", "LEFT", "RIGHT", "RIGHT")
RULE = (200, 205, 212)


class _Paper(FPDF):
    """An A4 page with its number at the foot; `issuer` stands at the head of each."""

    def __init__(self, issuer: str) -> None:
        super().__init__(format="A4")
        self.issuer = issuer
        self.add_font(FACE, "", font_files_ttf["SourceSansPro"])
        self.add_font(FACE, "B", font_files_ttf["SourceSansProBold"])
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.set_draw_color(*RULE)
        self.alias_nb_pages()

    def header(self) -> None:
        self.set_font(FACE, "", 9)
        self.cell(0, 8, self.issuer, new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-MARGIN)
        self.set_font(FACE, "", 9)
        pages = {"page": self.page_no(), "pages": self.str_alias_nb_pages}
        self.cell(0, 8, _("Page %(page)s of %(pages)s") % pages, align="R")


def drawn(page: StatementPage, issuer: str, at: datetime) -> bytes:
    """The statement as a PDF in the reader's language; `issuer` is the desk's name."""
    paper = _Paper(_plain(issuer))
    paper.set_title(_plain(f"{page.title}, {page.month}"))
    paper.set_author(paper.issuer)
    paper.set_lang(get_language() or "en")
    paper.set_creation_date(at)
    paper.add_page()
    _head(paper, page)
    if page.lines:
        _lines(paper, page)
    else:
        _say(paper, _("Nothing is to be billed for this month."))
    return bytes(paper.output())


def _head(paper: _Paper, page: StatementPage) -> None:
    paper.set_font(FACE, "B", 18)
    _say(paper, page.title, height=9)
    paper.set_font(FACE, "", 12)
    _say(paper, " · ".join(filter(None, (page.month, page.length, *page.totals))), height=7)
    paper.set_font(FACE, "", 10)
    _say(paper, page.billed or _("Not billed yet: lines may still change."))
    if page.partial:
        _say(paper, page.partial)
    paper.ln(4)


def _lines(paper: _Paper, page: StatementPage) -> None:
    headings = (_("Day"), _("Case"), _("What"), _("Time"), _("Amount"))
    bold = FontFace(emphasis="BOLD")
    with paper.table(
        col_widths=COLUMNS, text_align=ALIGNED, line_height=5, padding=1,
        borders_layout="HORIZONTAL_LINES", headings_style=bold,
    ) as table:  # fmt: skip
        _row(table, headings)
        for one in page.lines:
            _row(table, (one.day, one.case.text, one.what, one.length, one.amount))
        for total in page.totals:
            row = table.row(style=bold)
            row.cell(_("Sum"), colspan=len(COLUMNS) - 1)
            row.cell(_plain(total))


def _row(table: Table, cells: tuple[str, ...]) -> None:
    row = table.row()
    for cell in cells:
        row.cell(_plain(cell))


def _say(paper: _Paper, words: str, height: int = 5) -> None:
    paper.multi_cell(0, height, _plain(words), align="LEFT", new_x="LMARGIN", new_y="NEXT")


def _plain(text: str) -> str:
    """Without signs that no page shows; a subject may bring any."""
    return "".join(one if one.isprintable() else " " for one in text)
