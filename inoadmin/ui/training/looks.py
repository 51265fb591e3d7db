"""How practice looks: a part of the style sheet. No Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inoadmin.ui.tokens import Tokens


def training_looks(t: Tokens) -> str:
    """The band that says that nothing is real; it is known by its hatching besides."""
    return f"""
QFrame[role="training"] {{ background: {t.training}; border: none; }}
QFrame[role="training"] QWidget {{ color: {t.on_training}; }}
QLabel[role="mark"] {{ font-size: 16px; font-weight: 700; letter-spacing: 2px; }}
QFrame[role="training"] QPushButton {{ background: {t.training}; color: {t.on_training};
    border: 1px solid {t.on_training}; }}
QFrame[role="training"] QPushButton:hover {{ border: 2px solid {t.on_training}; }}
QFrame[role="training"] QPushButton:checked {{ background: {t.on_training}; color: {t.training}; }}
QFrame[role="training"] QPushButton:focus {{ background: {t.focus}; color: {t.on_focus};
    border: 2px solid {t.on_focus}; }}
QFrame[role="training"] QPushButton:checked:focus {{ border: 4px double {t.on_focus}; }}
QDialog[role="preparing"] QProgressBar {{ background: {t.surface}; color: {t.text};
    border: 1px solid {t.edge}; border-radius: 4px; min-height: 24px; text-align: center; }}
QDialog[role="preparing"] QProgressBar::chunk {{ background: {t.accent_soft}; }}
"""
