"""The fonts that are shipped, as reportlab and HarfBuzz need them.

Both weights are read through importlib.resources, so that an installed package, a wheel or a
bundle finds them alike. Fonts: the two, registered; `covered`: what both can draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import uharfbuzz
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

_FILES = {False: "DejaVuSansCondensed.ttf", True: "DejaVuSansCondensed-Bold.ttf"}
#: Glyphs that no character stands for get one of the private ones, by their number.
_PRIVATE = 0xE000
_LAST_OF_FIRST_PLANE = 0xFFFF


@dataclass(frozen=True)
class Weight:
    """One weight: reportlab's font, HarfBuzz's font and face. Advances in 1/1000 of the size."""

    name: str
    font: TTFont
    shaper: uharfbuzz.Font
    units: int
    covered: frozenset[int]

    def char_for(self, glyph: int, advance: float) -> str:
        """The character by which reportlab can be asked for a glyph.

        The same glyph always gives the same character, so that the same record gives the same
        bytes whatever was printed before.
        """
        face = self.font.face
        known = face.glyphToChar.get(glyph)
        # Beyond the first plane reportlab's table of characters for the reader would be wrong.
        if known and min(known) <= _LAST_OF_FIRST_PLANE:
            return chr(min(known))
        code = _PRIVATE + glyph
        face.charToGlyph[code] = glyph
        face.charWidths[code] = advance
        return chr(code)


def weight(*, bold: bool) -> Weight:
    """A weight; both are read and registered once."""
    return weights()[bold]


@cache
def weights() -> tuple[Weight, Weight]:
    """The plain weight and the bold one."""
    return read(bold=False), read(bold=True)


def read(*, bold: bool) -> Weight:
    """Reads a weight and makes it known to reportlab."""
    data = (files("inoadmin.resources") / "fonts" / _FILES[bold]).read_bytes()
    name = "RecordBold" if bold else "Record"
    font = TTFont(name, BytesIO(data))
    registerFont(font)
    face = uharfbuzz.Face(data)
    return Weight(name, font, uharfbuzz.Font(face), face.upem, frozenset(face.unicodes))


@cache
def covered() -> frozenset[int]:
    """The code points that both weights can draw."""
    return weight(bold=False).covered & weight(bold=True).covered
