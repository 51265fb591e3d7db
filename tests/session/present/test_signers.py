from __future__ import annotations

from dataclasses import replace
from datetime import date

from inoadmin.domain import commands as c
from inoadmin.session.forms.about import members
from inoadmin.session.present.lines import lines, signed_versions
from inoadmin.session.present.signers import other_field, signer_rows
from inoadmin.session.signing import Signer
from tests.session.bench import STAFF, Bench

CHECKERS = ("nurse", "pharmacist", "prescriber")


def test_a_signer_is_named_with_what_the_signature_means() -> None:
    bench = Bench().staffed()
    signers = (Signer("amy", "first check of the bag"), Signer("ben", "second check of the bag"))
    first, second = signer_rows(bench.service, signers)
    assert (first.title, first.signs) == ("Record as Amy Field", "Signs: first check of the bag")
    assert (second.title, second.signs) == (
        "And Ben Okoro",
        "nurse, 98B7654E. Signs: second check of the bag",
    )
    assert first.spoken == "Record as Amy Field. Signs: first check of the bag"


def test_what_must_not_be_overlooked_stands_beside_the_signer() -> None:
    bench = Bench().staffed()
    details = replace(STAFF["ben"], temporary=True, sact_until=date(2026, 3, 1))
    bench.service.register_staff(details, "ben", "max")
    (row,) = signer_rows(bench.service, [Signer("ben", "second check of the bag")])
    assert row.warning == "Temporary, not confirmed yet. SACT competence ended 01-Mar-2026."


def test_the_last_day_of_a_competence_is_still_good() -> None:
    bench = Bench().staffed()
    bench.service.register_staff(replace(STAFF["ben"], sact_until=date(2026, 3, 2)), "ben", "max")
    (row,) = signer_rows(bench.service, [Signer("ben", "countersigned")])
    assert row.warning == ""


def test_somebody_else_is_active_confirmed_and_no_manager() -> None:
    staff = {**STAFF, "tess": replace(STAFF["ben"], name="Tess", temporary=True)}
    assert [choice.value for choice in other_field(staff, "amy").choices] == ["ben", "pia", "dov"]


def test_those_of_one_name_are_told_apart_by_registration() -> None:
    twin = replace(STAFF["ben"], registration="")
    found = members({**STAFF, "twin": twin}, CHECKERS, but="amy")
    words = [choice.words for choice in found if choice.value in {"ben", "twin"}]
    assert words == ["Ben Okoro (nurse, 98B7654E)", "Ben Okoro (nurse, no registration)"]


def test_a_signed_line_says_so() -> None:
    bench = Bench().staffed().prepare()
    service = bench.service
    signed = signed_versions(service.events(bench.dose))
    found = lines(service.ward(bench.dose), service.staff(), bench.state, None, signed)
    told = {line.kind: line.signature for line in found}
    assert told["second_check"] == "Amy Field · signed"
    assert told["premed"] == "Amy Field"


def test_a_check_says_what_the_second_one_read() -> None:
    bench = Bench().staffed().prepare()
    state = bench.state
    ordered = state.order.prescribed_mg
    bench.do(c.SecondCheck("bedside", "ben", ordered, ordered and ordered * 10))
    found = lines(bench.service.ward(bench.dose), bench.service.staff(), bench.state)
    assert (
        found[-1].what == "Bedside check by two, second checker Ben Okoro — read 1.4 mg and 14 mL/h"
    )
