"""Style tokens: the colours that there are, light and dark (NHS service manual palette). No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as #rrggbb. Text tokens hold 4.5:1 on the surfaces they stand on, shapes 3:1."""

    surface: str
    page: str
    sunken: str
    text: str
    muted: str
    line: str  # a hairline between rows: decoration
    edge: str  # the edge of a control: a shape
    bar: str
    on_bar: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    alarm: str
    on_alarm: str
    alarm_soft: str
    warn: str
    on_warn: str
    warn_soft: str
    warn_edge: str
    disabled: str
    on_disabled: str
    focus: str
    on_focus: str
    training: str
    on_training: str


LIGHT: Final = Tokens(
    surface="#ffffff",
    page="#f0f4f5",
    sunken="#f7f9fa",
    text="#212b32",
    muted="#4c6272",
    line="#d8dde0",
    edge="#6b7d8a",
    bar="#005eb8",
    on_bar="#ffffff",
    accent="#005eb8",
    on_accent="#ffffff",
    accent_soft="#e6f0fa",
    good="#007f3b",
    good_soft="#e8f4ec",
    alarm="#d5281b",
    on_alarm="#ffffff",
    alarm_soft="#fdecea",
    warn="#ffb81c",
    on_warn="#212b32",
    warn_soft="#fff6de",
    warn_edge="#a66a00",
    disabled="#d8dde0",
    on_disabled="#4c6272",
    focus="#ffeb3b",
    on_focus="#212b32",
    training="#330072",
    on_training="#ffffff",
)

DARK: Final = Tokens(
    surface="#1d262c",
    page="#12191e",
    sunken="#172026",
    text="#f0f4f5",
    muted="#b4c0c8",
    line="#3b4852",
    edge="#8796a0",
    bar="#003d78",
    on_bar="#ffffff",
    accent="#7cb8f2",
    on_accent="#0b1a28",
    accent_soft="#1e3850",
    good="#6fd49a",
    good_soft="#17382a",
    alarm="#ff9a90",
    on_alarm="#2b0805",
    alarm_soft="#4a1d19",
    warn="#ffc94d",
    on_warn="#212b32",
    warn_soft="#453612",
    warn_edge="#ffc94d",
    disabled="#3b4852",
    on_disabled="#b4c0c8",
    focus="#ffeb3b",
    on_focus="#212b32",
    training="#7d5fc9",
    on_training="#ffffff",
)
