"""A ward's record, corrected after its completion: each version prints as it did on its day, after
restarts, under other names, and from the window.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.records import record_pdf, record_text
from inoadmin.bootstrap.window import record_of
from inoadmin.domain import commands as c
from inoadmin.domain.settings import Settings
from inoadmin.ui.desk import Desk
from inoadmin.ui.record_view import RecordView
from tests.fakes import FakeIds, HandClock
from tests.record.pages import pages
from tests.session.bench import STAFF, STARTS, order
from tests.store.looking import lines, verdict
from tests.store.signed import PINS, SigningBench, log_at

MARK = "VERSION 1 of 2, superseded by version 2 on 09-Mar-2026 12:30 by Ben Okoro"
#: What a paper or a file says besides the pages that are looked at.
ISSUED = "; Original of version 1, saved 09-Mar-2026 12:30 by Ben Hill"


def pump_put_right(bench: SigningBench) -> c.Correct:
    entry = next(e for e in bench.state.entries if isinstance(e.command, c.Start))
    assert isinstance(entry.command, c.Start)
    right = replace(entry.command, pump="P-7")
    return c.Correct(entry.version, "pump", "P-7", right, reason="left out")


def completed(path: Path) -> SigningBench:
    clock = HandClock(STARTS)
    bench = SigningBench(log_at(path, "ward", clock), clock, ids=FakeIds())
    bench.staffed().complete()
    return bench


def reopened(bench: SigningBench, path: Path) -> SigningBench:
    """The same ward after a restart."""
    bench.log.close()
    again = SigningBench(log_at(path, "ward", bench.clock), bench.clock, ids=FakeIds("new"))
    again.patient, again.dose = bench.patient, bench.dose
    return again


def much_goes_on(bench: SigningBench) -> None:
    """New names, another ward, other allergies, another dose."""
    bench.wait(60)
    renamed = replace(STAFF["amy"], name="Amy Meadow", registration="NEW")
    bench.service.register_staff(renamed, "amy", "max")
    bench.service.change_settings(Settings("Ward 7"), "max")
    bench.do(c.Allergies(("latex",)))
    bench.wait(7 * 24 * 60)
    dose = bench.dose
    bench.do(order(day=Decimal(8)), c.Cancel("not today"))
    bench.dose = dose


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ward.db"


def test_a_version_prints_as_on_its_day_whatever_came_later(qtbot: QtBot, path: Path) -> None:
    bench = completed(path)
    on_the_day = record_text(bench.service, bench.dose)
    much_goes_on(bench)
    bench.do(pump_put_right(bench), by="ben")
    bench = reopened(bench, path)
    bench.service.register_staff(replace(STAFF["ben"], name="Ben Hill"), "ben", "max")
    printed = record_text(bench.service, bench.dose, version=1).splitlines()
    assert MARK in printed
    printed.remove(MARK)
    assert printed == on_the_day.splitlines()
    desk = Desk(bench.service)
    desk.act_as("ben")
    view = RecordView(desk, bench.dose, partial(record_of, bench.service))
    qtbot.addWidget(view)
    view.versions.setCurrentIndex(1)
    view.versions.activated.emit(1)
    view.issuing.save(str(path.with_suffix(".pdf")), 1)
    saved = pages(path.with_suffix(".pdf").read_bytes())
    looked_at = pages(record_pdf(bench.service, bench.dose, version=1))
    assert [page.replace(ISSUED, "") for page in saved] == looked_at
    assert all(MARK in page and "version 1 " in page for page in saved)
    assert not any("Meadow" in page or "P-7" in page or "latex" in page for page in saved)
    bench.log.close()


def test_each_version_s_end_is_still_in_the_log(path: Path) -> None:
    bench = completed(path)
    much_goes_on(bench)
    bench.do(pump_put_right(bench), by="ben")
    heads = [bench.log.head_at(v) for v in range(1, bench.log.head().sequence + 1)]
    for version in (1, 2):
        text = record_text(bench.service, bench.dose, version=version)
        assert any(f"{head.sequence}:{head.hash}" in text for head in heads)
    bench.log.close()
    assert lines(verdict(path, "ward")) == []


def test_both_values_print_over_the_corrector_s_signature(path: Path) -> None:
    bench = completed(path)
    bench.wait(5)
    bench.do(pump_put_right(bench), by="ben")
    record = record_text(bench.service, bench.dose)
    assert "| pump | ~~blank~~ | P-7 | left out | Ben Okoro, 11:35" in record
    last = bench.service.events(bench.dose)[-1]
    (signature,) = last.signatures
    assert (signature.signer, signature.meaning) == ("ben", "corrected an entry")
    bound = signature.over[:12]
    assert f"| 11:35 | corrected an entry (start, pump) | {bound} | " in record
    bench.log.close()


def test_nothing_is_put_right_or_voided_without_the_corrector_s_own_pin(path: Path) -> None:
    bench = completed(path)
    before = bench.log.head()
    vitals = bench.state.vitals[-1].version
    for correction in (pump_put_right(bench), c.Correct(vitals, void=True, reason="slip")):
        for proofs in ((), [bench.service.accounts.check("amy", PINS["amy"], "another's")]):
            outcome = bench.service.submit(
                correction,
                actor="ben",
                patient=bench.patient,
                administration=bench.dose,
                proofs=proofs,
            )
            assert not outcome.accepted
            assert [signer.member for signer in outcome.unsigned] == ["ben"]
    assert bench.log.head() == before
    assert bench.state.record_version == 1
    bench.log.close()
