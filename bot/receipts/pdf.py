"""The receipt as a page to keep, and on a second one what was shown before the yes. Its fonts are inside.

The font is Noto Sans CJK SC (SIL Open Font License, beside it) in two files: Latin and the 7,445 characters
of GB 2312, which nearly every receipt makes do with, and all other ideographs of the font (rare names,
traditional script), opened only when one is needed. The page says no name and no address, only the agreement.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from bot.conversation.house import House
from bot.conversation.voice import Voice
from bot.model.words import OfferKind
from bot.receipts.facts import Receipt, sentence, written

FONT = Path(__file__).parent / "fonts" / "NotoSansCJKsc-Receipt.otf"
REST = FONT.with_name("NotoSansCJKsc-Rest.otf")
FAMILY, RARE = "receipt", "rare"
LABEL = 52
"""Width of the labels, in millimetres."""
A5 = (148.0, 210.0)
INK, SOFT, LINE, TEAL = (28, 38, 40), (96, 108, 110), (214, 222, 222), (15, 107, 98)


@cache
def _known(path: Path = FONT) -> frozenset[int]:
    sheet = FPDF()
    sheet.add_font(FAMILY, "", str(path))
    font = sheet.fonts[FAMILY]
    drawn = frozenset(font.cmap) if isinstance(font, TTFFont) else frozenset()
    _close(sheet)
    return drawn


def _close(sheet: FPDF) -> None:
    """Let go of the font file, which the library would leave open."""
    for font in sheet.fonts.values():
        if isinstance(font, TTFFont):
            font.ttfont.close()


def printable(text: str) -> str:
    """The text without what neither font can draw (emoji), so that no box is printed."""
    return "".join(
        char if char in "\n " or not is_rare(char) or ord(char) in _known(REST) else "?" for char in text
    )


def is_rare(char: str) -> bool:
    """Whether the everyday font lacks a character."""
    return ord(char) not in _known()


def receipt_pdf(house: House, receipt: Receipt) -> bytes:
    """Draw the receipt."""
    page = _Sheet(receipt)
    page.heading(sentence(house, receipt, "utter_paper_title"), receipt.lender)
    page.pair(sentence(house, receipt, "utter_paper_reference"), receipt.short)
    page.pair(sentence(house, receipt, "utter_paper_agreed_at"), written(receipt, receipt.agreed_at))
    page.pair(
        sentence(house, receipt, "utter_paper_kind"),
        sentence(house, receipt, f"utter_paper_kind_{receipt.kind.value}"),
    )
    page.parts(house)
    page.pair(sentence(house, receipt, "utter_paper_total"), written(receipt, receipt.total), strong=True)
    page.pair(sentence(house, receipt, "utter_paper_extra"), written(receipt, receipt.extra_cost))
    rate = Decimal(receipt.annual_rate)
    if rate:
        page.pair(sentence(house, receipt, "utter_paper_rate"), written(receipt, rate))
    if receipt.accepted_text and receipt.accepted_text != "[button]":
        page.pair(sentence(house, receipt, "utter_paper_said"), f"“{receipt.accepted_text[:80]}”")
    page.ln(3)
    for name in receipt.conditions:
        page.note(sentence(house, receipt, f"utter_{name}"))
    page.note(sentence(house, receipt, "utter_paper_foot"))
    if receipt.policy:
        page.note(f"{receipt.reference} · {receipt.policy}")
    if receipt.shown_text and receipt.shown_at:
        page.add_page()
        page.heading(sentence(house, receipt, "utter_paper_shown"), written(receipt, receipt.shown_at))
        for paragraph in receipt.shown_text.split("\n\n"):
            page.plain(paragraph)
        page.note(receipt.shown_version)
    drawn = bytes(page.output())
    _close(page)
    return drawn


class _Sheet(FPDF):
    """An A5 sheet with the few shapes that a receipt needs."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(orientation="portrait", unit="mm", format=A5)
        self.receipt = receipt
        self.set_auto_page_break(True, margin=14)
        self.set_margins(14, 14)
        self.add_font(FAMILY, "", str(FONT))
        self.has_rare = False
        self.set_title(printable(f"{receipt.lender} {receipt.short}"))
        self.set_creator("Tideover")
        self.set_lang(Voice(receipt.language, receipt.traditional).html_lang)
        self.set_creation_date(receipt.agreed_at)
        self.add_page()

    def printable(self, text: str) -> str:
        """What can be drawn of a text; the second font is opened when it is needed for the first time."""
        if not self.has_rare and any(is_rare(char) for char in text if char not in "\n "):
            self.add_font(RARE, "", str(REST))
            self.set_fallback_fonts([RARE])
            self.has_rare = True
        return printable(text)

    def heading(self, title: str, lender: str) -> None:
        self.set_fill_color(*TEAL)
        self.rect(0, 0, self.w, 4, style="F")
        self.set_fill_color(255)
        self._words(title, size=18, color=INK)
        self._words(lender, size=10, color=SOFT)
        self.ln(3)

    def pair(self, label: str, value: str, *, strong: bool = False) -> None:
        """A label on the left, its value on the right."""
        self.set_font(FAMILY, size=9)
        self.set_text_color(*SOFT)
        top = self.y
        self.multi_cell(LABEL, 6.5, self.printable(label), align="L", new_x=XPos.RIGHT, new_y=YPos.TOP)
        self.set_font(FAMILY, size=13 if strong else 10)
        self.set_text_color(*INK)
        self.multi_cell(
            self.epw - LABEL, 6.5, self.printable(value), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        self.y = max(self.y, top + 6.5)

    def parts(self, house: House) -> None:
        """The dates, one a row; what each pays for where that is known."""
        receipt = self.receipt
        if not receipt.parts or receipt.kind is OfferKind.PAY_NOW:
            return
        detailed = any(part.interest or part.fees for part in receipt.parts)
        keys = ["day", "principal", "interest", "fees", "sum"] if detailed else ["day", "sum"]
        self.ln(2)
        self.set_font(FAMILY, size=9)
        self.set_draw_color(*LINE)
        self.set_text_color(*INK)
        with self.table(
            text_align=("LEFT", *["RIGHT"] * (len(keys) - 1)),
            borders_layout="HORIZONTAL_LINES",
            line_height=6.5,
            headings_style=FontFace(color=SOFT),
            col_widths=(32, *[20] * (len(keys) - 1)),
        ) as table:
            table.row([self.printable(sentence(house, receipt, f"utter_paper_{key}")) for key in keys])
            for part in receipt.parts:
                cells = [part.due_on, part.principal, part.interest, part.fees, part.amount]
                shown = cells if detailed else [part.due_on, part.amount]
                table.row([self.printable(written(receipt, cell)) for cell in shown])
        self.ln(2)

    def plain(self, text: str) -> None:
        """A paragraph of what was said."""
        self._words(text, size=9, color=INK, gap=2)

    def note(self, text: str) -> None:
        """A quiet sentence at the foot."""
        self._words(text, size=8, color=SOFT, gap=1)

    def _words(self, text: str, *, size: int, color: tuple[int, int, int], gap: float = 0) -> None:
        self.set_font(FAMILY, size=size)
        self.set_text_color(*color)
        self.multi_cell(
            self.epw, size * 0.55, self.printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        if gap:
            self.ln(gap)
