"""Commands drawn at random, sensible and not, for every public name of a command.

Values come from small pools, so that sequences of draws meet: a bag is replaced, a grade raised, a
sample superseded. About one field in ten holds something that no one should type.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from inoadmin.domain import commands as c
from tests.protocol.files import shipped
from tests.session.bench import BAG, FIRST, STARTS, WELL

CODES = sorted(shipped().findings)
ITEMS = sorted(item.code for item in shipped().items)
ODD_NUMBERS = (Decimal("NaN"), Decimal("1E+999999"), Decimal(-1), Decimal(0), Decimal("1E-400"))
ODD_TEXTS = ("", "   ", "x" * 2001, "a\0b", "\N{RIGHT-TO-LEFT OVERRIDE}txet", "🩸" * 10)
MOMENTS = [STARTS + timedelta(minutes=m) for m in (-12000, -1500, -600, -60, -10, 0, 30, 55, 120)]


def number(*usual: str | None) -> st.SearchStrategy[Decimal | None]:
    """One of the usual values, now and then an odd one or none."""
    values = [None if value is None else Decimal(value) for value in usual]
    return st.sampled_from([*values * 5, *ODD_NUMBERS, None])


def text(*usual: str) -> st.SearchStrategy[str]:
    """One of the usual texts, now and then an odd one."""
    return st.sampled_from([*(usual or ("because",)) * 8, *ODD_TEXTS])


def flag(usual: bool) -> st.SearchStrategy[bool]:
    """Mostly the usual answer."""
    return st.sampled_from([usual] * 7 + [not usual])


moments = st.sampled_from(MOMENTS)
cycles = number("1", "1", "1", "2", "3")
days = number("1", "1", "1", "8", "15")
grades = number("1", "2", "1", "2", "3", "4", None)
rates = number("50", "50", "50", "25", "52.5", "53", "100", None)
symptoms = st.lists(text("rash", "fever"), max_size=2).map(tuple)
remissions = text("none", "cr", "cri", "not assessed")
codes = st.lists(st.sampled_from(CODES), min_size=1, max_size=6, unique=True).map(tuple)
staff = text("amy", "ben", "pia", "dov", "max", "old", "nobody")

opens = st.builds(
    c.Open,
    cycle=cycles,
    day=days,
    prescribed_mg=number("1.4", "1.4", "1.05", "0.88", "1.48"),
    height_cm=number("170", "170", "180"),
    weight_kg=number("65", "65", "72", None),
    remission=remissions,
    weight_measured=st.none() | moments,
    prescription_weight_kg=number("65", None),
    bsa_formula=text("mosteller", "dubois"),
    transplant_planned=flag(usual=False),
    third_cycle_reason=st.sampled_from([None, "mrd", "delay", "else"]),
    interruption_days=st.sampled_from([Decimal(d) for d in (0, 0, 0, 7, 14, 29, -1)]),
    delay_reason=st.none() | text(),
    reduction=text("none", "none", "25%"),
    identity_confirmed=flag(usual=True),
    already_happened=flag(usual=False),
    reason=text(),
)
bags = st.builds(
    c.Bag,
    product=text("inotuzumab ozogamicin", "Besponsa", "saline"),
    batch=text("B1", "B2", ""),
    vial_batches=st.lists(text("V1"), max_size=2).map(tuple),
    expiry=text("2026-03-02T18:00", "2026-03-02", "2026-03", "2026-03-02T10:05", "soon"),
    dose_mg=number("1.4", "1.4", "0.7", None),
    volume_ml=number("50", None, "60", "65.01"),
    diluent=st.none() | text("sodium chloride 0.9%", "glucose 5%"),
    reconstituted=st.none() | moments,
    refrigerated=flag(usual=True),
    light_protected=flag(usual=True),
    inspected=flag(usual=True),
    label_matches=flag(usual=True),
    scan=text("", "", "(01)05013457012095(17)270331(10)B1", "0105013457012095", "junk"),
)
vitals = st.builds(
    c.Vitals,
    resp_rate=number("16", "25", None),
    spo2=number("98", "90"),
    spo2_scale=st.sampled_from([Decimal(1), Decimal(2), Decimal(3)]),
    oxygen=flag(usual=False),
    systolic=number("120", "85"),
    diastolic=number("70"),
    pulse=number("72", "135"),
    consciousness=text("A", "A", "C", ""),
    temperature=number("36.8", "39.5"),
    elsewhere=flag(usual=False),
    total=number("3", "7"),
)
results = st.builds(
    c.Bloods,
    panel=text("fbc", "ue", "lft"),
    taken=st.none() | moments,
    reviewed=flag(usual=True),
    neutrophils=number("2.1", "0.9"),
    platelets=number("120", "49"),
    crcl=number("90", "15", None),
    creatinine_umol_l=number("80", None),
    bilirubin=number("10", "40"),
    bilirubin_uln=number("21"),
    alt=number("30", "150", None),
    alt_uln=number("40", None),
    ast=number("30", "150", None),
    ast_uln=number("40", None),
)
answers = st.builds(
    c.Answer,
    st.dictionaries(
        st.sampled_from([*ITEMS, "no-such-item"]),
        st.builds(c.Answered, text("yes", "yes", "no", "not applicable"), text("", "seen")),
        max_size=4,
    ),
)

STRATEGIES: Mapping[str, st.SearchStrategy[c.Act]] = {
    "history": st.builds(
        c.History,
        cycle=cycles,
        day=days,
        started=st.sampled_from([None, date(2026, 1, 5), date(2026, 2, 23), date(2026, 3, 2)]),
        given_mg=number("1.4"),
        transcribed_from=text("chart"),
        reduced=flag(usual=False),
        remission=remissions,
        permanently_discontinued=st.sampled_from([False] * 19 + [True]),
    ),
    "allergies": st.builds(
        c.Allergies, st.none() | st.lists(text("penicillin", "Paracetamol"), max_size=2).map(tuple)
    ),
    "omit": st.builds(c.Omit, cycle=cycles, day=days, reason=text()),
    "discontinue": st.builds(
        c.Discontinue,
        reason=st.sampled_from(["", "", "", "", "progress"]),
        authoriser=text("Dr Adler"),
        role=text("prescriber", "consultant", "pharmacist"),
    ),
    "open": opens,
    "answer": answers,
    "blasts": st.builds(c.Blasts, number("2", "10", "10.01")),
    "bloods": results,
    "authorise": st.builds(
        c.Authorise,
        codes=codes,
        authoriser=text("Dr Adler"),
        role=text("prescriber", "consultant", "pharmacist"),
        means=text("telephone", "in person"),
        reason=text(),
        until=st.none() | moments.map(lambda moment: moment + timedelta(hours=3)),
        limit=number(None, None, "0.5", "40"),
    ),
    "confirm": st.builds(c.Confirm, codes=codes, reason=text()),
    "bag": st.one_of(st.just(BAG), bags),
    "bag_out": st.builds(c.BagOut, latest=st.booleans()),
    "premed": st.builds(
        c.Premed,
        drug=text("dexamethasone", "hydrocortisone", "chlorphenamine", "paracetamol", "water"),
        dose_mg=number("8", "10", "100", "1000"),
        route=text("PO", "IV"),
        repeat=flag(usual=False),
    ),
    "second_check": st.builds(c.SecondCheck, text("bag", "bedside"), staff),
    "vitals": st.one_of(st.just(WELL), vitals),
    "start": st.builds(
        c.Start,
        rate_ml_h=rates,
        light_protected=flag(usual=True),
        access=text("", "PICC"),
        already_happened=flag(usual=False),
        reason=text(),
    ),
    "interrupt": st.builds(c.Interrupt, text()),
    "resume": st.builds(
        c.Resume,
        rate_ml_h=rates,
        light_protected=flag(usual=True),
        already_happened=flag(usual=False),
        reason=text(),
    ),
    "rate": st.builds(c.Rate, rates),
    "pump_check": st.builds(
        c.PumpCheck, number(None, "10", "49.5", "70"), running=flag(usual=True)
    ),
    "reaction": st.builds(c.Reaction, grades, symptoms, symptoms),
    "reaction_update": st.builds(c.ReactionUpdate, grades, symptoms, symptoms),
    "reaction_outcome": st.builds(
        c.ReactionOutcome, text("resolved", "improved", "ongoing", "transferred"), text()
    ),
    "extravasation": st.builds(c.Extravasation, text()),
    "new_access": st.builds(c.NewAccess, text()),
    "stop": st.builds(c.Stop, text(), number(None, "20", "70")),
    "end": st.just(c.End()),
    "left": st.builds(c.Left, text("against advice", "other"), text("Dr Adler"), text()),
    "handover": st.builds(c.Handover, staff),
    "complete": st.builds(c.Complete, st.just("") | staff),
    "cancel": st.builds(c.Cancel, st.sampled_from(["", "", "", "poorly"])),
    "addendum": st.builds(c.Addendum, text()),
}


def of(kind: str) -> st.SearchStrategy[c.Act]:
    """Commands of one public name."""
    return STRATEGIES[kind]


any_act: st.SearchStrategy[c.Act] = st.sampled_from(sorted(STRATEGIES)).flatmap(of)
first_order = st.just(FIRST)


def corrections(target: int, act: c.Act, now: datetime) -> st.SearchStrategy[c.Correct]:
    """Corrections of one recorded act: another value of its own kind, another time, or void."""
    kind, reason = c.kind_of(act), text("mistyped")
    moment = st.integers(-90, 5).map(lambda back: now + timedelta(minutes=back))
    other = st.builds(c.Correct, st.just(target), st.just("value"), text(), of(kind), reason=reason)
    moved = st.builds(
        c.Correct, st.just(target), st.just("occurred"), occurred_at=moment, reason=reason
    )
    voided = st.builds(c.Correct, st.just(target), void=st.just(value=True), reason=reason)
    return st.one_of(other, other, moved, moved, voided if target > 1 else other)
