"""The shipped protocol says what its source says, and all that the rules need."""

from __future__ import annotations

import re
from decimal import Decimal
from hashlib import sha256

import pytest
from msgspec import Struct

from inoadmin.protocol.figures import SHAPES, figures
from inoadmin.protocol.model import Number, Protocol
from inoadmin.protocol.names import FINDINGS, ITEMS, NOT_APPLICABLE, RANGES, REFUSALS
from tests.protocol.files import DATA, TEXT, rows, shipped

# (figure, what the source prints, value, unit)
SOURCE = [
    ("regimen.cycles_max", "Maximum of 6 cycles", "6", "cycles"),
    ("regimen.dose_interval_min", "minimum of 6 days between doses", "6", "days"),
    ("regimen.second_cycle_after", "Cycle 1: 21 days", "21", "days"),
    ("regimen.later_cycle_after", "Subsequent cycles: 28 days", "28", "days"),
    ("regimen.remission_due_cycle", "assessed after 3 cycles", "4", "cycle"),
    ("regimen.transplant_reason_cycle", "2 cycles. A third cycle only ...", "3", "cycle"),
    ("regimen.contraception_women", "at least 8 months after the last dose", "8", "months"),
    ("regimen.contraception_men", "at least 5 months after the last dose", "5", "months"),
    ("dosing.level_first", "day 1: 0.8mg/m2", "0.8", "mg/m2"),
    ("dosing.level_remission", "day 1 reduced to 0.5mg/m2 once in remission", "0.5", "mg/m2"),
    ("dosing.level_later_days", "8 and 15: 0.5mg/m2", "0.5", "mg/m2"),
    ("dosing.reduction_factor", "reduce dose by 25%", "0.75", "x dose"),
    ("dosing.omit_after", "≥ 7 days: omit next dose", "7", "days"),
    ("dosing.reduce_after", "≥ 14 days: reduce", "14", "days"),
    ("dosing.discontinue_after", "> 28 days: consider discontinuing", "28", "days"),
    ("dosing.two_doses_from", "if further dose modification required", "2", "modifications"),
    ("dosing.doses_when_two", "reduce to 2 doses per 28 day cycle", "2", "doses"),
    ("dosing.not_tolerated_from", "if still not tolerated", "3", "modifications"),
    ("bloods.validity_first", "validity 7 days", "7", "days"),
    ("bloods.validity", "24 hours prior to each dose", "24", "hours"),
    ("bloods.neutrophils_min", "Neutrophils ≥ 1.0 x 109/L", "1.0", "x 10^9/L"),
    ("bloods.platelets_min", "Platelets ≥ 50 x 109/L", "50", "x 10^9/L"),
    ("bloods.crcl_above", "CrCl > 15mL/min", "15", "mL/min"),
    ("bloods.bilirubin_max", "bilirubin ≤ 1.5 × ULN", "1.5", "x ULN"),
    ("bloods.alt_max", "AST/ALT ≤ 2.5 × ULN", "2.5", "x ULN"),
    ("bloods.ast_max", "AST/ALT ≤ 2.5 × ULN", "2.5", "x ULN"),
    ("bloods.blasts_max", "≤10 000/mm3", "10", "x 10^9/L"),
    ("bag.volume", "50mL sodium chloride 0.9%", "50", "mL"),
    ("premedication.opens_after", "30-60 minutes prior", "30", "minutes"),
    ("premedication.closes_after", "30-60 minutes prior", "60", "minutes"),
    ("start.equilibration", "approximately 1 hour prior", "60", "minutes"),
    ("start.infusion", "over 60 minutes", "60", "minutes"),
    ("infusion.severe_grade", "severe or life-threatening", "3", "grade"),
    ("observation.observe", "at least 1 hour after the end", "60", "minutes"),
]

# Not the source's: the label's, practice's, a formula's, or a ward's own with this default.
OTHER = [
    ("regimen.delay_max", "2", "days", "label"),
    ("dosing.tolerance", "5", "%", "local"),
    ("dosing.weight_fresh", "24", "hours", "local"),
    ("dosing.weight_change", "10", "%", "local"),
    ("dosing.mosteller_divisor", "3600", "constant", "published formula"),
    ("dosing.dubois_constant", "0.007184", "constant", "published formula"),
    ("dosing.dubois_weight_exponent", "0.425", "exponent", "published formula"),
    ("dosing.dubois_height_exponent", "0.725", "exponent", "published formula"),
    ("dosing.cockcroft_age", "140", "years", "published formula"),
    ("dosing.cockcroft_male", "1.23", "constant", "published formula"),
    ("dosing.cockcroft_female", "1.04", "constant", "published formula"),
    ("bag.volume_max", "65", "mL", "local"),
    ("bag.in_use", "8", "hours", "label"),
    ("bag.replacement_tolerance", "5", "%", "local"),
    ("premedication.repeat_after", "4", "hours", "practice"),
    ("start.equilibration_tolerance", "10", "minutes", "local"),
    ("start.bedside_check", "60", "minutes", "local"),
    ("start.baseline_observations", "60", "minutes", "local"),
    ("start.news2_total", "5", "points", "practice"),
    ("start.news2_single", "3", "points", "practice"),
    ("start.rate_tolerance", "5", "%", "local"),
    ("infusion.short_by", "5", "minutes", "local"),
    ("infusion.long_by", "10", "minutes", "local"),
    ("observation.every_infusing", "15", "minutes", "local"),
    ("observation.every_observing", "30", "minutes", "local"),
    ("times.future", "60", "seconds", "practice"),
    ("times.before_open", "12", "hours", "practice"),
    ("times.late_entry", "5", "minutes", "local"),
    ("times.cover_growth", "10", "minutes", "local"),
]


@pytest.mark.parametrize(("path", "printed", "value", "unit"), SOURCE)
def test_a_figure_is_what_the_source_says(path: str, printed: str, value: str, unit: str):
    figure = dict(figures(shipped()))[path]
    assert (figure.value, figure.unit) == (Decimal(value), unit), printed
    assert figure.citation in {section.title for section in shipped().sections}


@pytest.mark.parametrize(("path", "value", "unit", "citation"), OTHER)
def test_a_figure_from_elsewhere(path: str, value: str, unit: str, citation: str):
    assert dict(figures(shipped()))[path] == Number(Decimal(value), unit, citation)


def test_every_figure_is_listed_above_and_has_a_shape():
    paths = [path for path, _ in figures(shipped())]
    assert sorted(paths) == sorted([row[0] for row in (*SOURCE, *OTHER)])
    assert sorted(paths) == sorted(SHAPES)


def test_dose_days_premedications_product_and_diluent():
    protocol = shipped()
    assert protocol.regimen.days == (1, 8, 15)
    assert [
        (o.drug_class, o.drug, int(o.dose_min_mg), int(o.dose_max_mg), o.route, o.citation)
        for o in protocol.premedication.options
    ] == [
        ("corticosteroid", "dexamethasone", 8, 8, "PO", "Pre-medication"),
        ("corticosteroid", "hydrocortisone", 100, 100, "IV", "Pre-medication"),
        ("antihistamine", "chlorphenamine", 10, 10, "IV", "Pre-medication"),
        ("antipyretic", "paracetamol", 500, 1000, "PO", "Pre-medication"),
    ]
    assert protocol.bag.product_names == ("inotuzumab ozogamicin", "Besponsa")
    assert protocol.bag.diluents == ("sodium chloride 0.9%",)
    assert protocol.bag.gtins == {"05013457012095": "Besponsa"}
    assert not protocol.settings.countersignature
    assert protocol.infusion.ctcae_version == "5.0"
    assert {"hypotension", "hot flushes", "dyspnoea"} < set(protocol.infusion.symptoms)


def test_every_code_has_its_sentence_and_no_other():
    assert [row.code for row in rows()] == list(FINDINGS)
    assert set(shipped().findings) == {*FINDINGS, *REFUSALS}
    assert len(FINDINGS) == len(set(FINDINGS))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.code)
def test_a_finding_is_cited_as_its_rule_is(row):
    assert shipped().findings[row.code].citation == row.source


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_is_practice(code: str):
    assert shipped().findings[code].citation == "practice"


def test_every_row_of_the_table_has_a_severity():
    severities = {"stop", "authorise", "confirm", "note"}
    for row in rows():
        words = set(re.findall(r"[a-z]+", f"{row.gate} {row.severity}"))
        assert words & severities, row.code


def test_decisions_over_time_carry_the_sentence_of_the_source():
    for code in ("hepatic-interruption", "not-tolerated"):
        assert "permanently discontinue" in shipped().findings[code].sentence


def test_items_and_ranges_are_those_of_the_rules():
    protocol = shipped()
    assert {item.code: (item.asked, item.gate) for item in protocol.items} == ITEMS
    assert {item.code for item in protocol.items if item.not_applicable} == set(NOT_APPLICABLE)
    assert {item.code for item in protocol.items} < set(FINDINGS)
    assert {name: typed.unit for name, typed in protocol.ranges.items()} == RANGES
    assert protocol.item("vod-history") is not None
    assert protocol.item("fbc-missing") is None


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("prescribed_mg", "0.05", "5"),
        ("dose_mg", "0.05", "5"),
        ("given_mg", "0", "5"),
        ("height_cm", "50", "250"),
        ("weight_kg", "2", "300"),
        ("volume_ml", "1", "1000"),
        ("pump_volume_ml", "0", "1000"),
        ("rate_ml_h", "1", "1000"),
        ("neutrophils", "0", "500"),
        ("platelets", "0", "5000"),
        ("blasts", "0", "1000"),
        ("crcl", "0", "400"),
        ("creatinine_umol_l", "5", "3000"),
        ("bilirubin", "0", "1500"),
        ("alt", "0", "20000"),
        ("ast", "0", "20000"),
        ("resp_rate", "0", "80"),
        ("spo2", "30", "100"),
        ("systolic", "20", "300"),
        ("diastolic", "10", "200"),
        ("pulse", "0", "300"),
        ("temperature", "25", "45"),
        ("premed_mg", "0.1", "5000"),
        ("news2_total", "0", "20"),
        ("interruption_days", "0", "3650"),
        ("grade", "1", "4"),
        ("spo2_scale", "1", "2"),
        ("batch", "1", "40"),
        ("free_text", "0", "2000"),
    ],
)
def test_a_range_holds_its_ends_and_nothing_beyond(name: str, low: str, high: str):
    typed = shipped().ranges[name]
    step = Decimal(1) if typed.whole else Decimal("0.001")
    assert typed.holds(Decimal(low))
    assert typed.holds(Decimal(high))
    assert not typed.holds(Decimal(low) - step)
    assert not typed.holds(Decimal(high) + step)


@pytest.mark.parametrize("name", ["bilirubin_uln", "alt_uln", "ast_uln"])
def test_an_upper_limit_of_normal_is_above_nought(name: str):
    typed = shipped().ranges[name]
    held = [typed.holds(Decimal(value)) for value in ("0", "0.001", "500", "500.001")]
    assert held == [False, True, True, False]


def test_news2_is_the_colleges_table():
    def bands(name: str) -> str:
        return " ".join(
            f"{band.score}" if band.upto is None else f"{band.score}≤{band.upto}"
            for band in getattr(shipped().news2, name)
        )

    assert bands("respiration") == "3≤8 1≤11 0≤20 2≤24 3"
    assert bands("spo2_scale_1") == "3≤91 2≤93 1≤95 0"
    assert bands("spo2_scale_2_air") == "3≤83 2≤85 1≤87 0"
    assert bands("spo2_scale_2_oxygen") == "3≤83 2≤85 1≤87 0≤92 1≤94 2≤96 3"
    assert bands("systolic") == "3≤90 2≤100 1≤110 0≤219 3"
    assert bands("pulse") == "3≤40 1≤50 0≤90 1≤110 2≤130 3"
    assert bands("temperature") == "3≤35.0 1≤36.0 0≤38.0 1≤39.0 2"
    table = shipped().news2
    assert (table.oxygen, table.not_alert, table.single) == (2, 3, 3)
    assert (table.medium_from, table.high_from) == (5, 7)


def test_the_document_stands_in_the_order_of_its_source():
    assert [section.title for section in shipped().sections] == [
        "Indication",
        "ICD-10 codes",
        "Regimen details",
        "Cycle frequency",
        "Number of cycles",
        "Administration",
        "Pre-medication",
        "Emetogenicity",
        "Additional supportive medication",
        "Extravasation",
        "Investigations",
        "Standard limits",
        "Dose modifications",
        "Haematological toxicity",
        "Renal impairment",
        "Hepatic impairment",
        "Other toxicities",
        "Infusion related reactions",
        "Tumour lysis syndrome",
        "QT interval prolongation",
        "Adverse effects",
        "Significant drug interactions",
        "Additional comments",
        "About this protocol",
    ]


def test_the_last_erratum_alone_is_printed_on_every_record():
    assert [erratum.on_record for erratum in shipped().errata] == [False] * 11 + [True]


def test_reversed_signs_stand_beside_the_limits_used():
    limits = next(s for s in shipped().sections if s.title == "Standard limits").tables[0]
    assert limits.rows[3][1:] == ("≥ 1.5 x ULN (sign reversed)", "≤ 1.5 x ULN")
    assert limits.rows[4][1:] == ("≥ 2.5 x ULN (sign reversed)", "≤ 2.5 x ULN")


def test_it_never_says_that_all_is_well():
    assert not re.search(r"\b(safe|safely|ready)\b", TEXT, re.IGNORECASE)


def test_its_hash_is_that_of_its_bytes():
    assert shipped().content_hash == sha256(DATA).hexdigest()


def test_every_part_of_the_model_is_frozen():
    def structs(kind: type[Struct]) -> set[type[Struct]]:
        below = {s for child in kind.__subclasses__() for s in structs(child)}
        return {kind} | below

    ours = {kind for kind in structs(Struct) if kind.__module__ == Protocol.__module__}
    assert Protocol in ours
    assert all(kind.__struct_config__.frozen for kind in ours)
