"""The protocol for reading (F1): searchable, with what the source gets wrong marked in place."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.present.reading import Chapter, Flaw, Grid, chapters, cited, past_review
from inoadmin.ui.desk import Desk
from inoadmin.ui.looks import Looks
from inoadmin.ui.tokens import Tokens
from inoadmin.ui.training.marks import mark
from inoadmin.ui.widgets import label

_LIST_PX = 208


class ProtocolPane(QFrame):
    """The protocol in force for the open administration. Signal: `closed`."""

    closed = Signal()

    def __init__(self, desk: Desk, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._looks = desk, looks
        self.setProperty("role", "panel")
        self.setAccessibleName("Protocol")
        self._title = label("", "section", wrap=True)
        self._review = label("", "error", wrap=True)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        find = QLabel("S&earch the protocol")
        find.setBuddy(self.search)
        self._note = label("", "muted", wrap=True)
        self._list = QListWidget()
        self._list.setAccessibleName("Sections")
        self._list.setFixedWidth(_LIST_PX)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QTextBrowser()
        self.text.setAccessibleName("Text of the section")
        self.text.setOpenLinks(False)
        close = QPushButton("Close (Esc)")
        close.clicked.connect(self.closed)
        QShortcut(QKeySequence("Esc"), self, self.closed.emit)
        self.search.textChanged.connect(self._find)
        self._list.currentRowChanged.connect(self._show_row)
        looks.turned.connect(self._repaint)
        self._found: tuple[Chapter, ...] = ()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        seek = QHBoxLayout()
        seek.addWidget(find)
        seek.addWidget(self.search, 1)
        body = QHBoxLayout()
        body.addWidget(self._list)
        body.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        for part in (head, seek, body):
            column.addLayout(part, 1 if part is body else 0)
        column.insertWidget(1, self._review)
        column.insertWidget(3, self._note)
        if desk.service.log.kind == "training":
            mark(self)

    def open_at(self, citation: str = "") -> None:
        """Shows the section that a citation names; a citation of no section is explained."""
        protocol = self._desk.service.ward(self._desk.administration).protocol
        identity = protocol.identity
        today = self._desk.now().astimezone(self._desk.service.zone).date()
        self._title.setText(f"{identity.title}, version {identity.version}")
        overdue = past_review(protocol, today)
        self._review.setText(overdue)
        self._review.setVisible(bool(overdue))
        self.search.clear()
        self._find("")
        section = cited(protocol, citation)
        titles = [chapter.title for chapter in self._found]
        self._list.setCurrentRow(titles.index(section) if section else 0)
        self._note.setText("" if section or not citation else _SOURCES.get(citation, citation))
        self._note.setVisible(bool(self._note.text()))

    def _find(self, sought: str) -> None:
        """Lists the sections in which every word sought stands."""
        protocol = self._desk.service.ward(self._desk.administration).protocol
        self._found = chapters(protocol, sought)
        self._list.clear()
        self._list.addItems([_listed(chapter) for chapter in self._found])
        if self._found:
            self._list.setCurrentRow(0)
        else:
            self.text.setPlainText("Nothing in the protocol has these words.")

    def _show_row(self, row: int) -> None:
        """Shows a section."""
        if 0 <= row < len(self._found):
            self.text.setHtml(chapter_html(self._found[row], self._looks.tokens))

    def _repaint(self) -> None:
        """The section shown, in other colours."""
        self._show_row(self._list.currentRow())


_SOURCES = {
    "practice": "practice: common nursing practice; the protocol's text is silent here.",
    "local": "local: the ward's own setting; the protocol's text is silent here.",
    "label": "label: the product's label; the protocol's text is silent here.",
}


def _listed(chapter: Chapter) -> str:
    """A section's title, marked when something is wrong in the source."""
    return f"{chapter.title} ▲" if chapter.flaws else chapter.title


def chapter_html(chapter: Chapter, tokens: Tokens) -> str:
    """A section as rich text; every word of the protocol escaped."""
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in chapter.paragraphs)
    tables = "".join(_table(table, tokens) for table in chapter.tables)
    flaws = "".join(_flaw(flaw, tokens) for flaw in chapter.flaws)
    return f"<h3>{escape(chapter.title)}</h3>{paragraphs}{tables}{flaws}"


def _table(table: Grid, tokens: Tokens) -> str:
    """A table of the document."""
    head = "".join(f"<th align='left'>{escape(cell)}</th>" for cell in table.head)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    border = f"border='1' style='border-collapse:collapse;border-color:{tokens.line}'"
    return f"<table {border} cellpadding='4' width='100%'><tr>{head}</tr>{rows}</table><br>"


def _flaw(flaw: Flaw, tokens: Tokens) -> str:
    """What the source has wrong or leaves open, and what is done here."""
    return (
        f"<table width='100%' cellpadding='6' bgcolor='{tokens.warn_soft}'><tr><td>"
        f"<b>▲ The source: {escape(flaw.printed)}</b><br>"
        f"Here: {escape(flaw.done)}</td></tr></table><br>"
    )
