"""Make the two fonts of the receipts from a whole Noto Sans CJK: everyday characters, and the rest.

    python scripts/receipt_fonts.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

Needs fonttools, which fpdf2 brings along. Run it when a newer version of the font is to be taken.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

FONTS = Path(__file__).resolve().parents[1] / "bot" / "receipts" / "fonts"
FACE = "Noto Sans CJK SC"
EVERYDAY = [(0x20, 0x24F), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x3000, 0x303F), (0xFF00, 0xFFEF)]
REST = [(0x2070, 0x2BFF), (0x2E80, 0x33FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)]


def gb2312() -> set[int]:
    """The characters of GB 2312."""
    pairs = (bytes([high, low]) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    found = (pair.decode("gb2312", "ignore") for pair in pairs)
    return {ord(char) for char in found if char}


def cut(source: str, number: int, wanted: set[int], name: str) -> set[int]:
    """Write a font with the wanted characters, as far as the source has them."""
    options = subset.Options()
    options.font_number, options.hinting, options.layout_features = number, False, []
    options.notdef_outline, options.name_IDs = True, ["*"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS"]
    font = subset.load_font(source, options)
    drawn = wanted & set(font.getBestCmap())
    worker = subset.Subsetter(options)
    worker.populate(unicodes=drawn)
    worker.subset(font)
    subset.save_font(font, str(FONTS / name), options)
    return drawn


def main(source: str) -> None:
    """Make both."""
    faces = [face["name"].getDebugName(4) for face in TTCollection(source, lazy=True).fonts]
    number = faces.index(FACE)
    common = {code for first, last in EVERYDAY for code in range(first, last + 1)} | gb2312()
    done = cut(source, number, common, "NotoSansCJKsc-Receipt.otf")
    rest = {code for first, last in REST for code in range(first, last + 1)} - done
    more = cut(source, number, rest, "NotoSansCJKsc-Rest.otf")
    sys.stdout.write(f"{len(done)} everyday characters, {len(more)} others\n")


if __name__ == "__main__":
    main(sys.argv[1])
