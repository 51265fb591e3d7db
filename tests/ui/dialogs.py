"""Every dialog that the window can open, each on the workplace that it is opened on."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.window import record_of
from inoadmin.domain import commands as c
from inoadmin.session.calls import open_calls
from inoadmin.session.errands import Work
from inoadmin.session.forms.catalogue import FORMS
from inoadmin.session.forms.covering import ahead_form
from inoadmin.session.handing import takeovers
from inoadmin.session.present.lines import lines
from inoadmin.session.present.running import running
from inoadmin.session.present.wristband import Band
from inoadmin.ui.alarms.dialog import AlarmsDialog
from inoadmin.ui.alarms.testing import SoundTestDialog
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.correcting import CorrectDialog
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.lock.handover import HandoverDialog
from inoadmin.ui.lock.leaving import LeaveDialog
from inoadmin.ui.looks import Looks
from inoadmin.ui.notices import MoveTime
from inoadmin.ui.people import asked_dialog
from inoadmin.ui.people.course import OpenAdministrationDialog
from inoadmin.ui.people.member import (
    ChangeMemberDialog,
    ConfirmMemberDialog,
    OpenAccountDialog,
    PinDialog,
)
from inoadmin.ui.plan_dialog import PlanDialog
from inoadmin.ui.protocol_place import ProtocolDialog
from inoadmin.ui.reaction import ReactionDialog
from inoadmin.ui.record_view import RecordView
from inoadmin.ui.refused import RefusedDialog
from inoadmin.ui.resolving import cover
from inoadmin.ui.scans import OtherWristband
from inoadmin.ui.training.afresh import AfreshDialog
from inoadmin.ui.training.preparing import NotBegun, Preparing
from inoadmin.ui.whose import WhoseDialog
from inoadmin.ui.window import MainWindow
from tests.fakes import FakeMemory, FakeRinger
from tests.session.bench import SAM
from tests.session.timed import HOUR, at
from tests.ui import benches
from tests.ui.fitting import settle
from tests.ui.stages import STAGES, Made, planned, several

ROOM_PX = (1024, 700)
OTHER = "This is another patient's wristband, not MOORE, Jean (Mrs)'s."
REFUSED = (
    "The database is on a network share, where a power cut can damage it. Nothing was changed. "
    "Move it to this computer's own disk and start again."
)
_AT_STAGE = {
    "interrupted": ("resume", "new_access", "bag_out"),
    "reaction open": ("reaction_update", "reaction_outcome"),
    "observing": ("left", "complete", "addendum", "handover"),
    "startable": ("start", "second_check"),
    "infusing": ("interrupt", "rate", "pump_check", "reaction", "extravasation", "stop", "end"),
}
STAGE_OF = {kind: stage for stage, kinds in _AT_STAGE.items() for kind in kinds}


@dataclass(frozen=True)
class Opened:
    """How a dialog comes up: on what, and by what."""

    made: Callable[[], Desk]
    open: Callable[[Desk, QWidget], QDialog]


def on(made: Made) -> Callable[[], Desk]:
    """The desk of a workplace."""
    return lambda: made().desk


def as_manager() -> Desk:
    """The manager's, with everybody's PIN set."""
    desk = benches.asking(benches.preparing()).desk
    desk.act_as("max")
    return desk


def moved() -> Desk:
    """The computer's clock was set an hour ahead while an infusion runs."""
    bench = at("infusing")
    desk = Desk(bench.service)
    desk.timekeeper = bench.keeper
    desk.act_as("amy")
    bench.clock.step(HOUR)
    desk.tick()
    return desk


def belled(desk: Desk) -> AlarmBell:
    """A bell that is heard by nobody."""
    return AlarmBell(desk, FakeRinger(), FakeMemory({}), desk)


def form(kind: str) -> Opened:
    """The form of an act."""
    made = STAGES[STAGE_OF.get(kind, "bag warming")]
    return Opened(
        on(made), lambda desk, window: FormDialog(desk, FORMS[kind], "Record", parent=window)
    )


def correcting(kind: str) -> Opened:
    """The correction of the first act of a kind."""

    def opened(desk: Desk, window: QWidget) -> QDialog:
        service, dose = desk.service, desk.administration or ""
        state, ward = service.administration(dose), service.ward(dose)
        return CorrectDialog(desk, lines(ward, service.staff(), state, {kind})[0], parent=window)

    return Opened(on(STAGES["completed"]), opened)


def whose(desk: Desk, window: QWidget) -> QDialog:
    """A call that might be of several."""
    desk.service.call_reaction("amy")
    return WhoseDialog(desk, running(desk.service), open_calls(desk.service)[-1], window)


def taken_over(desk: Desk, window: QWidget) -> QDialog:
    """Ben is asked whom he takes over."""
    desk.act_as("ben")
    return HandoverDialog(desk, takeovers(desk.service, "ben"), window)


def alarms(desk: Desk, window: QWidget) -> QDialog:
    """What stands."""
    return AlarmsDialog(desk, belled(desk), window)


def working() -> Work:
    """A piece of work that is never over."""
    while True:
        yield 1, 2


def pdf() -> bytes:
    """No form: nobody asks for it here."""
    return b""


def record(desk: Desk, window: QWidget) -> QDialog:
    """The record of a dose."""
    return RecordView(desk, desk.administration or "", partial(record_of, desk.service), window)


def another_s_wristband(desk: Desk, window: QWidget) -> QDialog:
    """Somebody else's wristband was read."""
    other = desk.service.register_patient(SAM, (), "amy")
    return OtherWristband(desk, Band("other", other, OTHER), other, 1, window)


def corrected(desk: Desk, window: QWidget) -> QDialog:
    """The record of a dose of which there are two versions."""
    state = desk.service.administration(desk.administration or "")
    entry = next(e for e in state.entries if isinstance(e.command, c.Start))
    right = replace(entry.command, pump="P-7")
    desk.record(c.Correct(entry.version, "pump", "P-7", right, reason="left out"))
    return record(desk, window)


@contextmanager
def shown(qtbot: QtBot, name: str) -> Generator[QDialog]:
    """A dialog over its window."""
    how = DIALOGS[name]
    desk = how.made()
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(*ROOM_PX)
    window.show()
    dialog = how.open(desk, window)
    dialog.show()
    settle()
    yield dialog
    dialog.hide()
    dialog.done(0)


def every() -> Iterator[tuple[str, Opened]]:
    """All by name."""
    for kind in FORMS.keys() - {"patient", "staff"}:
        yield f"form: {kind}", form(kind)
    for kind in ("open", "answer", "bloods", "bag", "premed", "vitals", "second_check", "start"):
        yield f"correction: {kind}", correcting(kind)
    for what in ("patient", "open", "history", "omit", "discontinue", "pin", "temporary"):
        made = on(STAGES["no dose open"]) if what == "open" else on(STAGES["nothing given"])
        yield f"asked: {what}", Opened(made, partial(asked_dialog, what))
    for what in ("staff", "settings", "alarm settings", "scanner settings"):
        yield f"asked: {what}", Opened(as_manager, partial(asked_dialog, what))
    for kind in (ChangeMemberDialog, ConfirmMemberDialog, OpenAccountDialog, PinDialog):
        yield kind.__name__, Opened(as_manager, lambda d, w, k=kind: k(d, "ben", w))
    yield "new member", Opened(as_manager, lambda d, w: asked_dialog("staff", d, w).add())
    yield (
        "dose has begun",
        Opened(
            on(STAGES["no dose open"]), lambda d, w: OpenAdministrationDialog(d, w, happened=True)
        ),
    )
    yield (
        "authorisation",
        Opened(
            on(STAGES["window passed"]),
            lambda d, w: cover(
                d, w, "authorise", "premed-window-passed", "Too late after premedication."
            ),
        ),
    )
    yield (
        "authorisation ahead",
        Opened(on(STAGES["checked"]), lambda d, w: FormDialog(d, ahead_form, "Record", parent=w)),
    )
    yield (
        "reaction",
        Opened(on(STAGES["reaction open"]), lambda d, w: ReactionDialog(d, "09:15:00", w)),
    )
    yield "whose reaction", Opened(on(STAGES["infusing"]), whose)
    yield "plan", Opened(on(planned), PlanDialog)
    yield "record", Opened(on(STAGES["completed"]), record)
    yield "record, corrected", Opened(on(STAGES["completed"]), corrected)
    yield "alarms", Opened(on(STAGES["reaction open"]), alarms)
    yield (
        "sound test",
        Opened(on(STAGES["infusing"]), lambda d, w: SoundTestDialog(d, FakeRinger(), w)),
    )
    yield "handover", Opened(on(several), taken_over)
    yield "leaving", Opened(on(STAGES["nothing given"]), lambda _d, w: LeaveDialog(2, "Close", w))
    yield "clock", Opened(moved, MoveTime)
    yield "another wristband", Opened(on(STAGES["infusing"]), another_s_wristband)
    yield (
        "protocol",
        Opened(
            on(STAGES["infusing"]), lambda d, w: ProtocolDialog(d, Looks(), "Administration", w)
        ),
    )
    yield "afresh", Opened(on(STAGES["nothing given"]), lambda _d, w: AfreshDialog(w))
    yield "preparing", Opened(on(STAGES["nothing given"]), lambda _d, w: Preparing(working(), w))
    yield "not begun", Opened(on(STAGES["nothing given"]), lambda _d, w: NotBegun(REFUSED, w))
    yield (
        "refused",
        Opened(on(STAGES["nothing given"]), lambda _d, w: RefusedDialog(REFUSED, pdf, w)),
    )


DIALOGS = dict(sorted(every()))
ALIKE = ("form: ", "correction: ")
#: One of each kind; the forms of all acts are of one kind.
KINDS = [name for name in DIALOGS if not name.startswith(ALIKE)] + ["form: bag", "correction: bag"]
