"""The drawings: the infusion's timeline, the plots of observations, the two-dimensional code.

Black on white; stretches and series are told apart by pattern, marker and words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import segno
from reportlab.pdfgen.canvas import Canvas

from inoadmin.record.blocks import Bar, Code, KeyValues, Lane, Panel, Plot, Series, Tick, Timeline
from inoadmin.record.pdf.flow import Strip, gap
from inoadmin.record.pdf.tables import key_values
from inoadmin.record.pdf.writing import draw_words, one_line

_NAMES = 86.0  # room for the names at the left
_LANE = 23.0
_BAR = 9.0
_LABEL = 8.0  # from a label to one on a second line
_AXIS = 14.0
_PANEL = 48.0
_PLOT_NAMES = 82.0
_BETWEEN = 14.0
_APART = 13.0  # between two panels
_TINY = 6.6
_CODE = 84.0
_HATCH = 3.2


def timeline(block: Timeline, width: float) -> list[Strip]:
    """The lanes under one axis, on one page."""
    height = _AXIS + sum(lane_height(lane) for lane in block.lanes) + 2.0
    span = width - _NAMES - 6.0

    def draw(canvas: Canvas, x: float, top: float) -> None:
        axis(canvas, block.ticks, x + _NAMES, top, span, height - 2.0)
        below = top - _AXIS
        for lane in block.lanes:
            draw_lane(canvas, lane, x, below, span)
            below -= lane_height(lane)

    return [Strip(height, draw), gap(5.0)]


def lane_height(lane: Lane) -> float:
    """How tall a lane is: several labels may need a second line."""
    return _LANE + (_LABEL if len(lane.bars) > 1 else 0.0)


def axis(
    canvas: Canvas, ticks: Sequence[Tick], left: float, top: float, span: float, down: float
) -> None:
    """Local times along the top, each with a faint line downwards."""
    canvas.setLineWidth(0.8)
    canvas.line(left, top - _AXIS, left + span, top - _AXIS)
    for tick in ticks:
        x = left + tick.at * span
        canvas.setLineWidth(0.25)
        canvas.setDash([1.0, 2.0])
        canvas.line(x, top - _AXIS, x, top - down)
        canvas.setDash()
        draw_words(canvas, tick.label, x, top - _AXIS + 4.0, _TINY, align=0.5)


def draw_lane(canvas: Canvas, lane: Lane, x: float, top: float, span: float) -> None:
    """One lane: its name, its bars with their labels under them, its moments."""
    draw_words(canvas, lane.name, x, top - _BAR - 0.5, 7.4, bold=True)
    left = x + _NAMES
    for bar in lane.bars:
        draw_bar(canvas, bar, left, top - 2.0, span)
    for mark in lane.marks:
        place = left + mark.at * span
        triangle(canvas, place, top - 2.0 - _BAR)
        draw_words(canvas, mark.label, place + 4.5, top - _BAR, _TINY)
    draw_labels(canvas, [(bar.start, bar.label) for bar in lane.bars], left, top, span)


def draw_labels(
    canvas: Canvas, labels: Sequence[tuple[float, str]], left: float, top: float, span: float
) -> None:
    """Labels under their bars, on a second line where the first is taken; where both are, the
    table of intervals has to do.
    """
    free = [left, left]
    for at, words in labels:
        wide = sum(run.width for run in one_line(words, _TINY))
        x = max(left, min(left + at * span, left + span - wide))
        line = next((n for n in range(2) if x >= free[n]), None)
        if line is not None and words:
            y = top - _BAR - 10.0 - _LABEL * line
            canvas.setFillGray(1.0)
            canvas.rect(x - 1.0, y - 1.4, wide + 2.0, _TINY, stroke=0, fill=1)
            canvas.setFillGray(0.0)
            draw_words(canvas, words, x, y, _TINY)
            free[line] = x + wide + 5.0


def draw_bar(canvas: Canvas, bar: Bar, left: float, top: float, span: float) -> None:
    """A stretch of time in its look."""
    x, wide = left + bar.start * span, max((bar.end - bar.start) * span, 0.8)
    canvas.setLineWidth(0.7)
    match bar.look:
        case "solid":
            canvas.rect(x, top - _BAR, wide, _BAR, stroke=1, fill=1)
        case "hatched":
            hatch(canvas, x, top - _BAR, wide)
        case "open":
            canvas.rect(x, top - _BAR, wide, _BAR)
        case "line":
            middle = top - _BAR / 2
            canvas.line(x, middle, x + wide, middle)
            canvas.line(x, middle - 3.0, x, middle + 3.0)
            canvas.line(x + wide, middle - 3.0, x + wide, middle + 3.0)


def hatch(canvas: Canvas, x: float, y: float, wide: float) -> None:
    """A box with slanting lines."""
    canvas.saveState()
    box = canvas.beginPath()
    box.rect(x, y, wide, _BAR)
    canvas.clipPath(box, stroke=1)
    canvas.setLineWidth(0.5)
    for step in range(int((wide + _BAR) / _HATCH) + 1):
        from_x = x - _BAR + step * _HATCH
        canvas.line(from_x, y, from_x + _BAR, y + _BAR)
    canvas.restoreState()


def triangle(canvas: Canvas, x: float, y: float) -> None:
    """A moment."""
    shape = canvas.beginPath()
    shape.moveTo(x, y)
    shape.lineTo(x - 3.0, y + 6.5)
    shape.lineTo(x + 3.0, y + 6.5)
    shape.close()
    canvas.drawPath(shape, stroke=0, fill=1)


def plot(block: Plot, width: float) -> list[Strip]:
    """The panels in two columns, each column under its own axis, on one page."""
    column = (width - _BETWEEN) / 2
    span = column - _PLOT_NAMES - 6.0
    rows = -(-len(block.panels) // 2)
    height = _AXIS + (_PANEL + _APART) * rows

    def draw(canvas: Canvas, x: float, top: float) -> None:
        for side in range(2):
            left = x + side * (column + _BETWEEN)
            panels = block.panels[side::2]
            if panels:
                down = _AXIS + (_PANEL + _APART) * len(panels) - _APART + 4.0
                axis(canvas, block.ticks, left + _PLOT_NAMES, top, span, down)
            for place, panel in enumerate(panels):
                below = top - _AXIS - 4.0 - (_PANEL + _APART) * place
                draw_panel(canvas, panel, left, below, span)

    return [Strip(height + 2.0, draw), gap(4.0)]


def draw_panel(canvas: Canvas, panel: Panel, x: float, top: float, span: float) -> None:
    """One parameter or two against time."""
    left, bottom = x + _PLOT_NAMES, top - _PANEL
    canvas.setLineWidth(0.5)
    canvas.line(left, bottom, left, top)
    canvas.line(left, bottom, left + span, bottom)
    draw_words(canvas, panel.name, x, top - 8.0, 7.4, bold=True)
    draw_words(canvas, panel.unit, x, top - 17.0, _TINY)
    for place, series in enumerate(panel.series):
        if len(panel.series) > 1:
            marker(canvas, series, x + 4.0, top - 26.0 - 10.0 * place)
            draw_words(canvas, series.name, x + 11.0, top - 28.0 - 10.0 * place, _TINY)
        draw_series(canvas, series, left, bottom, span)
    for tick in panel.ticks:
        y = bottom + tick.at * _PANEL
        canvas.setLineWidth(0.4)
        canvas.line(left - 2.5, y, left, y)
        draw_words(canvas, tick.label, left - 4.0, y - 2.3, _TINY, align=1.0)


def draw_series(canvas: Canvas, series: Series, left: float, bottom: float, span: float) -> None:
    """Markers, joined by a thin line."""
    places = [(left + x * span, bottom + y * _PANEL) for x, y in series.points]
    canvas.setLineWidth(0.6)
    canvas.setDash([2.5, 1.8] if series.marker in {"ring", "up"} else [])
    for (x1, y1), (x2, y2) in pairwise(places):
        canvas.line(x1, y1, x2, y2)
    canvas.setDash()
    for x, y in places:
        marker(canvas, series, x, y)


def marker(canvas: Canvas, series: Series, x: float, y: float) -> None:
    """A point, in the series' own shape."""
    canvas.setLineWidth(0.8)
    if series.marker in {"dot", "ring"}:
        canvas.setFillGray(0.0 if series.marker == "dot" else 1.0)
        canvas.circle(x, y, 2.1, stroke=1, fill=1)
        canvas.setFillGray(0.0)
        return
    tip = 2.4 if series.marker == "up" else -2.4
    shape = canvas.beginPath()
    shape.moveTo(x - 2.6, y - tip)
    shape.lineTo(x, y + tip)
    shape.lineTo(x + 2.6, y - tip)
    canvas.drawPath(shape, stroke=1, fill=0)


def code(block: Code, width: float) -> list[Strip]:
    """The two-dimensional code as squares, with words beside it."""
    rows = [bytes(row) for row in segno.make(block.content, error="m", micro=False).matrix]
    beside = key_values(KeyValues(block.beside, columns=1), width - _CODE - 14.0)
    height = max(_CODE, sum(strip.height for strip in beside)) + 6.0
    module = _CODE / (len(rows) + 8)  # four modules of quiet zone on each side

    def draw(canvas: Canvas, x: float, top: float) -> None:
        squares = canvas.beginPath()
        for down, row in enumerate(rows):
            for across, dark in enumerate(row):
                if dark:
                    at = x + (across + 4) * module
                    squares.rect(at, top - (down + 5) * module, module, module)
        canvas.drawPath(squares, stroke=0, fill=1)
        below = top - 6.0
        for strip in beside:
            if strip.draw is not None:
                strip.draw(canvas, x + _CODE + 14.0, below)
            below -= strip.height

    return [Strip(height, draw), gap(4.0)]
