"""The timeline along the foot: painted from the geometry, and told in words besides."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inoadmin.session.present.lanes import Bar, Lane, Mark, Timeline
from inoadmin.session.present.timeline import timeline
from inoadmin.ui.desk import Desk
from inoadmin.ui.looks import Looks
from inoadmin.ui.palette import colour
from inoadmin.ui.spoken import Painted, PartTold

_LEFT: Final = 126.0
_RIGHT: Final = 28.0
_HEAD: Final = 26.0
_LANE: Final = 20.0
_LOW_LANE: Final = 17.0
_LOW_WINDOW: Final = 760
_END: Final = 5.0  # how far the ends of what was planned reach up
_PLAN: Final = "plan"
_MARK: Final = 6.0  # what a mark takes to either side
_SMALL: Final = 12
_SMALLEST: Final = 11
#: look: (fill, edge, words) by token
_LOOKS: Final = {
    "solid": ("accent", "accent", "on_accent"),
    "soft": ("accent_soft", "accent", "text"),
    "halt": ("alarm_soft", "alarm", "text"),
    "plan": ("surface", "accent", "muted"),
    "window": ("warn_soft", "warn_edge", "text"),
    "life": ("good_soft", "good", "text"),
}


class TimelineView(Painted):
    """Shows the open administration from its first act to its expected end; a screen reader is told
    its lanes, and in each its bars and marks.
    """

    def __init__(self, desk: Desk, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._looks = desk, looks
        self._shown: Timeline | None = None
        self._lane = _LANE
        self._painted: tuple[object, ...] = ()
        self._gives_way = False
        self.setProperty("role", "foot")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Timeline")
        desk.ticked.connect(self.refresh)
        desk.changed.connect(self.refresh)
        looks.turned.connect(self.update)
        self.refresh()

    def refresh(self) -> None:
        """Works the geometry out anew."""
        administration, before = self._desk.administration, self.sizeHint()
        self._shown = (
            None
            if administration is None
            else timeline(self._desk.service, administration, self._desk.now())
        )
        self._lane = _LOW_LANE if self.window().height() < _LOW_WINDOW else _LANE
        shown = self._shown is not None and bool(self._shown.lanes)
        self.setVisible(shown and not self._gives_way)
        spoken = self._shown.spoken if self._shown else ""
        if spoken != self.accessibleDescription():
            self.setAccessibleDescription(spoken)
        if self.sizeHint() != before:
            self.updateGeometry()
        painted = (spoken, *self._pixels())
        if painted != self._painted:
            self._painted = painted
            self.show_parts(self._told())
            self.update()

    def give_way(self, *, gone: bool) -> None:
        """Leaves its room to what can be done, or takes it again."""
        if gone != self._gives_way:
            self._gives_way = gone
            self.refresh()

    def _told(self) -> list[PartTold]:
        """The present moment and every lane, in words, each where it is painted."""
        shown = self._shown
        if shown is None:
            return []
        wide, high = self.width(), round(self._lane)
        told: list[PartTold] = []
        if shown.now is not None:
            x = round(self._x(shown.now))
            told.append(PartTold(f"Now {shown.now_label}", QRect(x - 23, 3, 46, self.height())))
        for number, lane in enumerate(shown.lanes):
            top = round(_HEAD + number * self._lane)
            bars = [(bar.spoken, self._x(bar.x0), self._x(bar.x1)) for bar in lane.bars]
            marks = [(m.spoken, self._x(m.x) - 5, self._x(m.x) + 5) for m in lane.marks]
            inner = tuple(
                PartTold(text, QRect(round(left), top, max(round(right - left), 3), high))
                for text, left, right in (*bars, *marks)
            )
            told.append(PartTold(lane.spoken, QRect(0, top, wide, high), inner))
        return told

    def _pixels(self) -> tuple[object, ...]:
        """Everything that is painted, to the pixel: most seconds move none of them."""
        shown = self._shown
        if shown is None:
            return ()
        now = None if shown.now is None else round(self._x(shown.now))
        return (
            self.size(),
            self._lane,
            now,
            shown.now_label,
            *((tick.label, round(self._x(tick.x))) for tick in shown.ticks),
            *(
                (lane.title, bar.look, bar.label, bar.tail, round(self._x(bar.x0)), self._end(bar))
                for lane in shown.lanes
                for bar in lane.bars
            ),
            *(
                (lane.title, m.look, round(self._x(m.x)))
                for lane in shown.lanes
                for m in lane.marks
            ),
        )

    def _end(self, bar: Bar) -> int:
        return round(self._x(bar.x1))

    def sizeHint(self) -> QSize:
        """As high as its lanes."""
        lanes = len(self._shown.lanes) if self._shown else 0
        return QSize(400, int(_HEAD + lanes * self._lane + 8))

    def minimumSizeHint(self) -> QSize:
        """Never less than its lanes."""
        return QSize(300, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ticks, lanes and the present moment."""
        super().paintEvent(event)
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(_SMALL if self._lane == _LANE else _SMALLEST)
        painter.setFont(font)
        self._paint_ticks(painter, self._shown)
        for number, lane in enumerate(self._shown.lanes):
            self._paint_lane(painter, lane, _HEAD + number * self._lane)
        self._paint_now(painter, self._shown)
        painter.end()

    def _x(self, fraction: float) -> float:
        return _LEFT + fraction * (self.width() - _LEFT - _RIGHT)

    def _ink(self, name: str) -> QColor:
        return colour(self._looks.tokens, name)

    def _paint_ticks(self, painter: QPainter, shown: Timeline) -> None:
        bottom = _HEAD + len(shown.lanes) * self._lane
        for tick in shown.ticks:
            x = self._x(tick.x)
            painter.setPen(self._ink("line"))
            painter.drawLine(QPointF(x, _HEAD - 4), QPointF(x, bottom))
            painter.setPen(self._ink("muted"))
            box = QRectF(x - 40, 4, 80, _HEAD - 8)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tick.label)

    def _paint_lane(self, painter: QPainter, lane: Lane, top: float) -> None:
        painter.setPen(self._ink("text"))
        box = QRectF(14, top, _LEFT - 18, self._lane)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, lane.title)
        for bar in lane.bars:
            if bar.look == "under":
                self._paint_under(painter, lane, bar, top)
            else:
                self._paint_bar(painter, bar, top)
        for mark in lane.marks:
            self._paint_mark(painter, mark, top + self._lane / 2)

    def _paint_bar(self, painter: QPainter, bar: Bar, top: float) -> None:
        fill, edge, words = (self._ink(name) for name in _LOOKS[bar.look])
        left, right = self._x(bar.x0), self._x(bar.x1)
        box = QRectF(left, top + 2, max(right - left, 3), self._lane - 4)
        pen = QPen(edge, 1.2)
        if bar.look == "plan":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 3, 3)
        label = f"{bar.label} →" if bar.tail else bar.label
        if painter.fontMetrics().horizontalAdvance(label) + 8 <= box.width():
            painter.setPen(words)
            inside = box.adjusted(5, 0, -3, 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, label)

    def _paint_under(self, painter: QPainter, lane: Lane, bar: Bar, top: float) -> None:
        """A dashed line with both its ends, below what happened: it hides none of it."""
        left, right, foot = self._x(bar.x0), self._x(bar.x1), top + self._lane
        ink = self._ink("text")
        painter.setPen(QPen(ink, 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(left, foot), QPointF(right, foot))
        painter.setPen(QPen(ink, 1.4))
        for x in (left, right):
            painter.drawLine(QPointF(x, foot), QPointF(x, foot - _END))
        wide = painter.fontMetrics().horizontalAdvance(_PLAN)
        for x in (right + 4, left - 4 - wide):
            if self._is_free(lane, x, x + wide):
                painter.setPen(self._ink("muted"))
                box = QRectF(x, top + 1, wide + 2, self._lane)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, _PLAN)
                return

    def _is_free(self, lane: Lane, left: float, right: float) -> bool:
        """Whether nothing that happened, nor an edge, lies between two places of a lane."""
        held = [(self._x(b.x0), self._x(b.x1)) for b in lane.bars if b.look != "under"]
        held += [(self._x(m.x) - _MARK, self._x(m.x) + _MARK) for m in lane.marks]
        clear = all(right < since or left > until for since, until in held)
        return clear and left >= _LEFT and right <= self.width()

    def _paint_mark(self, painter: QPainter, mark: Mark, middle: float) -> None:
        x = self._x(mark.x)
        painter.setPen(Qt.PenStyle.NoPen)
        if mark.look == "given":
            painter.setBrush(self._ink("good"))
            painter.drawEllipse(QPointF(x, middle), 5, 5)
        elif mark.look == "done":
            painter.setBrush(self._ink("good"))
            painter.drawRect(QRectF(x - 2, middle - 6, 4, 12))
        else:
            painter.setBrush(self._ink("surface"))
            painter.setPen(QPen(self._ink("edge"), 1.5))
            painter.drawRect(QRectF(x - 2, middle - 6, 4, 12))

    def _paint_now(self, painter: QPainter, shown: Timeline) -> None:
        if shown.now is None:
            return
        x, bottom = self._x(shown.now), _HEAD + len(shown.lanes) * self._lane
        painter.setPen(QPen(self._ink("alarm"), 2))
        painter.drawLine(QPointF(x, _HEAD - 4), QPointF(x, bottom))
        box = QRectF(x - 23, 3, 46, _HEAD - 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink("alarm"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._ink("on_alarm"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown.now_label)
