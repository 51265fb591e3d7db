"""Sizes, and the style sheet made of the colours in `tokens`. No Qt here.

Widgets name what they are by properties, and `stylesheet` gives each its looks:

- QPushButton `kind`: "primary", "danger", "quiet", "link"; without one a plain button;
- QLabel `role`: "title", "subtitle", "section", "muted", "strong", "figure", "big", "error";
- QFrame `role`: "card", "panel", "bar", "strip", "line", "training"; `tone`: "alarm", "warn",
  "accent", "good", "calm" colours the left edge of a card or a panel, and the words of a label.
  With an edge and without, what is inside begins at the same place.
"""

from __future__ import annotations

from typing import Final

from inoadmin.ui.tokens import Tokens
from inoadmin.ui.training.looks import training_looks

TARGET_PX: Final = 32
PRIMARY_PX: Final = 44
GAP_PX: Final = 10
FONTS: Final = ("Inter", "Segoe UI", "Noto Sans", "DejaVu Sans")
TEXT_PX: Final = 14
SMALL_PX: Final = 13
BIG_PX: Final = 46
_SQUARE: Final = "border-top-left-radius: 0; border-bottom-left-radius: 0;"


def stylesheet(t: Tokens) -> str:
    """The application's style sheet in these colours."""
    parts = (_surfaces(t), _words(t), _buttons(t), _fields(t), _lists(t), training_looks(t))
    return "\n".join(parts)


def _surfaces(t: Tokens) -> str:
    edges = "\n".join(
        f'QFrame[role="{role}"][tone="{tone}"] {{ border-left: 5px solid {colour};'
        f" padding-left: 0; {_SQUARE} }}"
        for role in ("card", "panel")
        for tone, colour in _tones(t).items()
        if tone != "calm"
    )
    return f"""
QWidget {{ color: {t.text}; font-size: {TEXT_PX}px; }}
QMainWindow, QDialog {{ background: {t.page}; }}
QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.edge}; }}
QFrame[role="card"], QFrame[role="panel"] {{
    background: {t.surface}; border: 1px solid {t.line}; border-radius: 6px;
    padding-left: 4px; }}
{edges}
QFrame[role="card"][chosen="true"] {{ background: {t.accent_soft}; border-color: {t.accent}; }}
QFrame[role="bar"] {{ background: {t.bar}; border: none; }}
QFrame[role="strip"] {{ background: {t.surface}; border: none;
    border-bottom: 1px solid {t.line}; }}
QFrame[role="foot"] {{ background: {t.surface}; border: none; border-top: 1px solid {t.line}; }}
QFrame[role="side"] {{ background: {t.surface}; border: none; border-right: 1px solid {t.line}; }}
QFrame[role="side"][alone="true"] {{ background: {t.page}; border: none; }}
QFrame[role="line"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[role="trouble"] {{ background: {t.alarm_soft}; border: none;
    border-left: 5px solid {t.alarm}; }}
QScrollBar:vertical {{ background: transparent; width: 14px; margin: 0; border: none; }}
QScrollBar::handle:vertical {{ background: {t.edge}; border-radius: 5px; min-height: 36px;
    margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 0; border: none; }}
QScrollBar::handle:horizontal {{ background: {t.edge}; border-radius: 5px; min-width: 36px;
    margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollArea:focus {{ border: 2px solid {t.text}; border-radius: 6px; }}
QPdfView {{ border: 2px solid {t.line}; }}
QPdfView:focus {{ border-color: {t.text}; }}
"""


def _words(t: Tokens) -> str:
    return f"""
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: 22px; font-weight: 600; }}
QLabel[role="title"][small="true"] {{ font-size: 18px; }}
QLabel[role="subtitle"] {{ color: {t.muted}; font-size: 14px; }}
QLabel[role="section"] {{ font-weight: 600; }}
QLabel[role="heading"] {{ color: {t.muted}; font-size: 12px; font-weight: 600;
    letter-spacing: 1px; }}
QLabel[role="muted"] {{ color: {t.muted}; font-size: 13px; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="figure"] {{ font-size: 16px; font-weight: 600; }}
QLabel[role="figure"][large="true"] {{ font-size: 20px; }}
QLabel[role="name"] {{ font-size: 19px; font-weight: 600; }}
QLabel[role="big"] {{ font-size: {BIG_PX}px; font-weight: 700; }}
QLabel[role="big"][small="true"] {{ font-size: 32px; }}
QLabel[role="error"] {{ color: {t.alarm}; font-weight: 600; }}
QLabel[tone="alarm"] {{ color: {t.alarm}; }}
QLabel[tone="good"] {{ color: {t.good}; }}
QLabel[tone="accent"] {{ color: {t.accent}; }}
QFrame[role="bar"] QLabel {{ color: {t.on_bar}; }}
QLabel[role="sign"] {{ border-radius: 10px; font-weight: 700; font-size: 12px; }}
QLabel[role="sign"][tone="alarm"] {{ background: {t.alarm}; color: {t.on_alarm}; }}
QLabel[role="sign"][tone="warn"] {{ background: {t.warn}; color: {t.on_warn};
    border: 1px solid {t.warn_edge}; }}
QLabel[role="sign"][tone="accent"] {{ background: {t.accent}; color: {t.on_accent}; }}
QLabel[role="sign"][tone="calm"] {{ background: {t.muted}; color: {t.surface}; }}
QLabel:disabled {{ color: {t.on_disabled}; }}
"""


def _buttons(t: Tokens) -> str:
    return f"""
QPushButton, QToolButton {{ background: {t.surface}; color: {t.text};
    border: 1px solid {t.edge}; border-radius: 5px; padding: 4px 12px; font-weight: 600;
    min-height: {TARGET_PX - 10}px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.accent_soft}; border-color: {t.accent}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.line}; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent};
    border: 2px solid {t.accent}; min-height: {PRIMARY_PX - 12}px; padding: 4px 20px;
    font-size: 15px; }}
QPushButton[kind="primary"]:hover {{ border-color: {t.text}; }}
QPushButton[kind="danger"] {{ background: {t.alarm}; color: {t.on_alarm};
    border: 2px solid {t.alarm}; min-height: {TARGET_PX - 12}px; padding: 4px 16px; }}
QPushButton[kind="danger"][large="true"] {{ min-height: {PRIMARY_PX - 12}px; }}
QPushButton[kind="danger"]:hover {{ border-color: {t.text}; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[kind="quiet"]:hover {{ border-color: {t.edge}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent;
    color: {t.accent}; text-decoration: underline; padding: 4px 4px; font-weight: 400;
    text-align: left; }}
QPushButton[kind="bar"] {{ background: transparent; color: {t.on_bar};
    border: 1px solid {t.on_bar}; }}
QPushButton[kind="bar"]:hover {{ background: {t.on_bar}; color: {t.bar}; }}
QPushButton[kind="pill"] {{ background: {t.on_bar}; color: {t.bar}; border-radius: 15px;
    border: 2px solid {t.on_bar}; padding: 3px 12px; }}
QPushButton[kind="pill"][tone="alarm"] {{ background: {t.alarm}; color: {t.on_alarm}; }}
QPushButton[kind="pill"][tone="warn"] {{ background: {t.warn}; color: {t.on_warn};
    border-color: {t.warn}; }}
QPushButton[kind="pill"][tone="alarm"][flash="true"] {{ background: {t.on_alarm};
    color: {t.alarm}; border-color: {t.alarm}; }}
QPushButton[kind="pill"][tone="warn"][flash="true"] {{ background: {t.on_warn}; color: {t.warn};
    border-color: {t.warn}; }}
QPushButton[kind="pill"]:focus {{ background: {t.focus}; color: {t.on_focus};
    border-color: {t.on_focus}; }}
QPushButton[kind="choice"] {{ font-weight: 400; }}
QPushButton[kind="choice"]:checked {{ background: {t.accent}; color: {t.on_accent};
    border-color: {t.accent}; }}
QPushButton[kind="choice"]:checked:focus {{ border: 3px solid {t.on_focus}; }}
QPushButton[kind="step"] {{ background: transparent; border: none; border-radius: 0;
    border-bottom: 4px solid transparent; padding: 6px 2px 2px 2px; font-weight: 400;
    color: {t.muted}; min-height: {TARGET_PX - 4}px; }}
QPushButton[kind="step"][small="true"] {{ font-size: {SMALL_PX}px; padding-left: 0;
    padding-right: 0; }}
QPushButton[kind="step"][state="done"] {{ color: {t.good}; }}
QPushButton[kind="step"][state="open"] {{ color: {t.text}; }}
QPushButton[kind="step"]:checked {{ color: {t.text}; font-weight: 700;
    border-bottom-color: {t.accent}; }}
QPushButton[kind="step"]:hover {{ background: {t.accent_soft}; }}
QPushButton:disabled, QToolButton:disabled {{ background: {t.disabled}; color: {t.on_disabled};
    border-color: {t.disabled}; }}
QPushButton[tone="warn"]:disabled {{ background: {t.warn}; color: {t.on_warn};
    border-color: {t.warn}; }}
QPushButton:focus, QToolButton:focus {{ background: {t.focus}; color: {t.on_focus};
    border: 2px solid {t.on_focus}; }}
QPushButton[kind="primary"]:focus, QPushButton[kind="danger"]:focus {{
    background: {t.focus}; color: {t.on_focus}; border: 3px solid {t.on_focus}; }}
QPushButton[kind="step"]:focus {{ background: {t.focus}; color: {t.on_focus}; border: none;
    border-bottom: 4px solid {t.on_focus}; }}
{_cards(t)}
"""


def _tones(t: Tokens) -> dict[str, str]:
    """The colour of an edge by its tone."""
    return {
        "alarm": t.alarm,
        "warn": t.warn_edge,
        "accent": t.accent,
        "good": t.good,
        "calm": t.edge,
    }


def _cards(t: Tokens) -> str:
    """The board's cards: buttons with a coloured left edge."""
    edges = "\n".join(
        f'QPushButton[kind="card"][tone="{tone}"] {{ border-left: 6px solid {colour}; {_SQUARE} }}'
        for tone, colour in _tones(t).items()
    )
    focused = "\n".join(
        f'QPushButton[kind="card"][tone="{tone}"]:focus {{ border-left: 6px solid {colour}; }}'
        for tone, colour in _tones(t).items()
    )
    return f"""
QPushButton[kind="card"] {{ background: {t.surface}; border: 1px solid {t.edge};
    border-radius: 6px; padding: 0; font-weight: 400; }}
{edges}
QPushButton[kind="card"]:hover {{ background: {t.sunken}; }}
QPushButton[kind="card"][chosen="true"] {{ background: {t.accent_soft}; }}
QPushButton[kind="card"]:focus {{ background: {t.surface}; color: {t.text};
    border: 3px solid {t.text}; }}
{focused}
"""


def _fields(t: Tokens) -> str:
    fields = "QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QTextBrowser, QAbstractSpinBox"
    focused = ", ".join(f"{name}:focus" for name in fields.split(", "))
    return f"""
{fields} {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.edge};
    border-radius: 4px; padding: 3px 8px; min-height: {TARGET_PX - 8}px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QPlainTextEdit {{ min-height: {2 * TARGET_PX - 10}px; }}
{focused} {{ border: 3px solid {t.text}; padding: 1px 6px; }}
QLineEdit:disabled, QComboBox:disabled {{ background: {t.page}; color: {t.on_disabled}; }}
QLineEdit[fault="true"], QComboBox[fault="true"], QPlainTextEdit[fault="true"] {{
    border: 2px solid {t.alarm}; }}
QLineEdit[fault="true"]:focus, QComboBox[fault="true"]:focus, QPlainTextEdit[fault="true"]:focus {{
    border: 4px solid {t.alarm}; padding: 0 5px; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: none; width: 0; height: 0; border-left: 5px solid {t.surface};
    border-right: 5px solid {t.surface}; border-top: 7px solid {t.muted}; }}
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text};
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QCheckBox, QRadioButton {{ background: transparent; spacing: 8px; min-height: {TARGET_PX}px; }}
QCheckBox:focus, QRadioButton:focus {{ background: {t.focus}; color: {t.on_focus}; }}
"""


def _lists(t: Tokens) -> str:
    return f"""
QListView, QTreeView, QTableView {{ background: {t.surface}; color: {t.text};
    border: 1px solid {t.line}; border-radius: 4px; alternate-background-color: {t.sunken};
    selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
QListView::item {{ min-height: {TARGET_PX}px; padding: 2px 6px; }}
QListView:focus, QTreeView:focus, QTableView:focus {{ border: 2px solid {t.text}; }}
QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.edge}; }}
QMenu::item {{ padding: 8px 24px; }}
QMenu::item:selected {{ background: {t.accent_soft}; }}
"""
