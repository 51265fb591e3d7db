from typing import BinaryIO

class TTFontFace:
    charToGlyph: dict[int, int]
    charWidths: dict[int, float]
    glyphToChar: dict[int, list[int]]

class TTFont:
    fontName: str
    face: TTFontFace
    def __init__(self, name: str, filename: BinaryIO) -> None: ...
