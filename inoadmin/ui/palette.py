"""Style tokens as Qt colours, for what is painted rather than styled."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from inoadmin.ui.tokens import Tokens

_ROLES = {
    QPalette.ColorRole.Window: "page",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_alarm",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
}
_WHEN_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def colour(tokens: Tokens, name: str) -> QColor:
    """A token as a colour."""
    return QColor(getattr(tokens, name))


def palette(tokens: Tokens) -> QPalette:
    """The whole palette, so that what the style sheet does not reach agrees with it."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, colour(tokens, name))
    for role in _WHEN_DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, colour(tokens, "on_disabled"))
    return made
