"""Whether a protocol means something that can be followed.

problems tells, one line each (`where: what`), what is impossible, contradictory, missing or not
known: figures first, then the chapters against themselves, names, citations and the document.
Types are already right when this is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import cast

from inoadmin.protocol.checking_words import wording_problems
from inoadmin.protocol.figures import SHAPES, TIME_UNITS, Shape, figures
from inoadmin.protocol.model import Band, Number, Protocol
from inoadmin.protocol.names import ITEMS, NOT_APPLICABLE, RANGES

_SHORTEST = timedelta(seconds=1)
_LONGEST = timedelta(days=366)
_GRADES = ("1", "2", "3", "4")
_HIGHEST_SCORE = 3  # of one NEWS2 parameter
_TYPED_AS = {
    "regimen.cycles_max": "cycle",
    "dosing.discontinue_after": "interruption_days",
    "bloods.neutrophils_min": "neutrophils",
    "bloods.platelets_min": "platelets",
    "bloods.crcl_above": "crcl",
    "bloods.blasts_max": "blasts",
    "bag.volume": "volume_ml",
    "bag.volume_max": "volume_ml",
    "start.news2_total": "news2_total",
    "infusion.severe_grade": "grade",
}


def problems(protocol: Protocol) -> Iterator[str]:
    """Every reason why the protocol cannot be followed, the first the most basic."""
    yield from _identity(protocol)
    misshapen = [
        line for path, figure in figures(protocol) for line in _figure(path, figure, SHAPES[path])
    ]
    yield from misshapen
    if misshapen:  # figures of the wrong kind cannot be compared
        return
    yield from _regimen(protocol)
    yield from _dosing(protocol)
    yield from _bag(protocol)
    yield from _premedication(protocol)
    yield from _course_of_infusion(protocol)
    yield from _ranges(protocol)
    yield from _reachable(protocol)
    yield from _items(protocol)
    yield from _news2(protocol)
    yield from wording_problems(protocol)


def _identity(protocol: Protocol) -> Iterator[str]:
    for name in ("title", "drug", "version", "source"):
        if not getattr(protocol.identity, name).strip():
            yield f"identity.{name}: empty"
    if not re.fullmatch(r"[12][0-9]{3}-(0[1-9]|1[0-2])", protocol.identity.review_date):
        yield "identity.review_date: expected a year and a month, as 2020-11"


def _figure(path: str, figure: Number, shape: Shape) -> Iterator[str]:
    if figure.unit not in shape.units:
        yield f"{path}.unit: expected {' or '.join(shape.units)}, got {figure.unit!r}"
        return
    value = figure.value
    if value < 0 or (value == 0 and not shape.zero):
        yield f"{path}.value: must be {'nought or more' if shape.zero else 'above nought'}"
    elif shape.most is not None and value > shape.most:
        yield f"{path}.value: must be at most {shape.most}"
    elif shape.whole and value != value.to_integral_value():
        yield f"{path}.value: expected a whole number"
    elif figure.unit in TIME_UNITS and value and figure.duration < _SHORTEST:
        yield f"{path}.value: shorter than a second"
    elif figure.unit in TIME_UNITS and figure.duration > _LONGEST:
        yield f"{path}.value: longer than {_LONGEST.days} days"


def _rising(path: str, low: Number, high_path: str, high: Number) -> Iterator[str]:
    """Two figures of the same chapter of which the first must be below the second."""
    timed = low.unit in TIME_UNITS
    if low.duration >= high.duration if timed else low.value >= high.value:
        yield f"{path}.value: must be below {high_path}"


def _regimen(protocol: Protocol) -> Iterator[str]:
    regimen = protocol.regimen
    days = regimen.days
    if not days or days[0] != 1 or list(days) != sorted(set(days)):
        yield "regimen.days: expected 1 and the days after it, rising"
    for name in ("remission_due_cycle", "transplant_reason_cycle"):
        if getattr(regimen, name).value > regimen.cycles_max.value:
            yield f"regimen.{name}.value: beyond cycles_max"


def _dosing(protocol: Protocol) -> Iterator[str]:
    dosing = protocol.dosing
    if dosing.reduction_factor.value == 1:
        yield "dosing.reduction_factor.value: must be below 1"
    yield from _rising("dosing.omit_after", dosing.omit_after, "reduce_after", dosing.reduce_after)
    yield from _rising(
        "dosing.reduce_after", dosing.reduce_after, "discontinue_after", dosing.discontinue_after
    )
    yield from _rising(
        "dosing.two_doses_from",
        dosing.two_doses_from,
        "not_tolerated_from",
        dosing.not_tolerated_from,
    )


def _bag(protocol: Protocol) -> Iterator[str]:
    bag = protocol.bag
    if bag.volume.value > bag.volume_max.value:
        yield "bag.volume.value: must be at most volume_max"
    yield from _named("bag.product_names", bag.product_names)
    yield from _named("bag.diluents", bag.diluents)
    known = {_plain(name) for name in bag.product_names}
    for gtin, product in bag.gtins.items():
        if not gtin_valid(gtin):
            yield f"bag.gtins.{gtin}: not 14 digits with a right check digit"
        elif _plain(product) not in known:
            yield f"bag.gtins.{gtin}: {product!r} is not one of product_names"


def gtin_valid(gtin: str) -> bool:
    """Whether `gtin` is a GTIN-14 whose check digit is right (GS1 General Specifications)."""
    if not re.fullmatch(r"[0-9]{14}", gtin):
        return False
    return sum(int(d) * (3, 1)[i % 2] for i, d in enumerate(gtin)) % 10 == 0


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _named(path: str, names: Collection[str]) -> Iterator[str]:
    """A list of names that may neither be empty, hold an empty one, nor one twice."""
    plain = [_plain(name) for name in names]
    if not plain or "" in plain:
        yield f"{path}: empty"
    elif len(plain) != len(set(plain)):
        yield f"{path}: a name stands twice"


def _premedication(protocol: Protocol) -> Iterator[str]:
    premed = protocol.premedication
    yield from _rising(
        "premedication.opens_after", premed.opens_after, "closes_after", premed.closes_after
    )
    yield from _named("premedication.classes", premed.classes)
    typed = protocol.ranges.get("premed_mg")
    for index, option in enumerate(premed.options):
        path = f"premedication.options[{index}]"
        if option.drug_class not in premed.classes:
            yield f"{path}.drug_class: {option.drug_class!r} is not one of classes"
        if not option.drug.strip():
            yield f"{path}.drug: empty"
        if option.dose_min_mg > option.dose_max_mg:
            yield f"{path}.dose_min_mg: must be at most dose_max_mg"
        for name in ("dose_min_mg", "dose_max_mg"):
            if typed is not None and not typed.holds(getattr(option, name)):
                yield f"{path}.{name}: outside ranges.premed_mg"
    for drug_class in premed.classes:
        if all(option.drug_class != drug_class for option in premed.options):
            yield f"premedication.classes: no option of class {drug_class!r}"
    if all(option.drug != premed.repeat_drug for option in premed.options):
        yield f"premedication.repeat_drug: {premed.repeat_drug!r} is not one of options"


def _course_of_infusion(protocol: Protocol) -> Iterator[str]:
    start = protocol.start
    yield from _rising(
        "start.equilibration_tolerance",
        start.equilibration_tolerance,
        "equilibration",
        start.equilibration,
    )
    yield from _rising(
        "infusion.short_by", protocol.infusion.short_by, "start.infusion", start.infusion
    )
    yield from _named("infusion.symptoms", protocol.infusion.symptoms)
    if sorted(protocol.infusion.grades) != list(_GRADES):
        yield f"infusion.grades: expected {', '.join(_GRADES)}"
    for grade, meaning in protocol.infusion.grades.items():
        if not meaning.strip():
            yield f"infusion.grades.{grade}: empty"
    if not protocol.infusion.ctcae_version.strip():
        yield "infusion.ctcae_version: empty"


def same_names(path: str, given: Collection[str], needed: Collection[str]) -> Iterator[str]:
    """One line for each name that is needed and not given, or given and not known."""
    for name in needed:
        if name not in given:
            yield f"{path}.{name}: missing"
    for name in given:
        if name not in needed:
            yield f"{path}.{name}: not known here"


def _ranges(protocol: Protocol) -> Iterator[str]:
    yield from same_names("ranges", protocol.ranges, RANGES)
    for name, typed in protocol.ranges.items():
        if name in RANGES and typed.unit != RANGES[name]:
            yield f"ranges.{name}.unit: expected {RANGES[name]}, got {typed.unit!r}"
        if typed.low >= typed.high:
            yield f"ranges.{name}.low: must be below high"


def _reachable(protocol: Protocol) -> Iterator[str]:
    """A limit outside what can be typed would never be met, or always."""
    limits = dict(figures(protocol))
    for path, name in _TYPED_AS.items():
        typed = protocol.ranges.get(name)
        if typed is not None and not typed.holds(limits[path].value):
            yield f"{path}.value: outside ranges.{name}"


def _items(protocol: Protocol) -> Iterator[str]:
    codes = [item.code for item in protocol.items]
    yield from same_names("items", codes, ITEMS)
    for index, item in enumerate(protocol.items):
        path = f"items[{index}]"
        if item.code in codes[:index]:
            yield f"{path}.code: {item.code!r} stands twice"
        asked, gate = ITEMS.get(item.code, (item.asked, item.gate))
        if item.asked not in {asked, "every dose"}:
            yield f"{path}.asked: {item.code} is asked for at least: {asked}"
        if item.gate != gate:
            yield f"{path}.gate: {item.code} stands at {gate}"
        if bool(item.not_applicable.strip()) != (item.code in NOT_APPLICABLE):
            yield f"{path}.not_applicable: only for {', '.join(NOT_APPLICABLE)}, and needed there"
        for name in ("group", "assertion"):
            if not getattr(item, name).strip():
                yield f"{path}.{name}: empty"


def _news2(protocol: Protocol) -> Iterator[str]:
    table = protocol.news2
    for name in table.__struct_fields__:
        held = getattr(table, name)
        if isinstance(held, tuple):
            yield from _bands(f"news2.{name}", cast("tuple[Band, ...]", held))
        elif isinstance(held, int) and held < 1:
            yield f"news2.{name}: must be above nought"
    if table.medium_from >= table.high_from:
        yield "news2.medium_from: must be below high_from"


def _bands(path: str, bands: tuple[Band, ...]) -> Iterator[str]:
    if not bands or bands[-1].upto is not None:
        yield f"{path}: the last band, and only it, has no upto"
    limits = [band.upto for band in bands[:-1]]
    for index, limit in enumerate(limits):
        before = limits[index - 1] if index else None
        if limit is None:
            yield f"{path}[{index}].upto: missing"
        elif before is not None and limit <= before:
            yield f"{path}[{index}].upto: must be above the band before"
    for index, band in enumerate(bands):
        if not 0 <= band.score <= _HIGHEST_SCORE:
            yield f"{path}[{index}].score: must be 0 to {_HIGHEST_SCORE}"
