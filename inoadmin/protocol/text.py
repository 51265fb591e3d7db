"""The whole protocol as text that a person can read through, and whether it is overdue for review.

Cast: show, the text; past_review. Figures bear their citations; the document follows section by
section, each with its tables and with what is done where the source is wrong, unclear or old.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from textwrap import wrap

from inoadmin.protocol.figures import figures
from inoadmin.protocol.model import Band, PremedOption, Protocol, Range, Section, Table

_WIDTH = 96
_COLUMN = 40  # the widest that a column is, but for the last
_NARROWEST = 20  # the least that is left to the last


def show(protocol: Protocol) -> str:
    """The protocol as lines of at most 100 characters or so, ending with a line feed."""
    parts = (
        _identity(protocol),
        _figures(protocol),
        _lists(protocol),
        _ranges(protocol),
        _news2(protocol),
        _items(protocol),
        _findings(protocol),
        _document(protocol),
    )
    return "\n".join(line.rstrip() for part in parts for line in part) + "\n"


def past_review(protocol: Protocol, today: date) -> bool:
    """Whether `today`, a local date, comes after the month in which a review was due."""
    year, month = protocol.identity.review_date.split("-")
    return (today.year, today.month) > (int(year), int(month))


def _identity(protocol: Protocol) -> Iterator[str]:
    identity = protocol.identity
    yield identity.title
    yield "=" * len(identity.title)
    yield from _table(
        Table(
            head=(),
            rows=(
                ("Drug", identity.drug),
                ("Version", identity.version),
                ("Review due", identity.review_date),
                ("Source", identity.source),
                ("Content (SHA-256)", protocol.content_hash),
            ),
        )
    )


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield title
    yield "-" * len(title)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _number(value: Decimal) -> str:
    """A figure as written, with commas from 1,000 and no trailing zeros."""
    return f"{value.normalize():,f}"


def _figures(protocol: Protocol) -> Iterator[str]:
    yield from _heading("Figures")
    yield from _table(
        Table(
            head=("Chapter", "Figure", "Value", "From"),
            rows=tuple(
                (
                    path.partition(".")[0],
                    _words(path.partition(".")[2]),
                    f"{_number(figure.value)} {figure.unit}",
                    figure.citation,
                )
                for path, figure in figures(protocol)
            ),
        )
    )


def _lists(protocol: Protocol) -> Iterator[str]:
    yield from _heading("Lists")
    premedication = protocol.premedication
    infusion = protocol.infusion
    rows = [
        ("Dose days", ", ".join(str(day) for day in protocol.regimen.days)),
        ("Product names", ", ".join(protocol.bag.product_names)),
        ("Diluents", ", ".join(protocol.bag.diluents)),
        *((f"GTIN {gtin}", product) for gtin, product in protocol.bag.gtins.items()),
        *(
            (f"Premedication: {option.drug_class}", _option(option))
            for option in premedication.options
        ),
        ("Premedication told when repeated", premedication.repeat_drug),
        ("Days 8 and 15", protocol.bloods.interruption_not_required),
        *(("Recovery, day 1", criterion) for criterion in protocol.bloods.recovery_criteria),
        ("Symptoms", ", ".join(infusion.symptoms)),
        *(
            (f"CTCAE {infusion.ctcae_version}, grade {grade}", meaning)
            for grade, meaning in infusion.grades.items()
        ),
        (
            "Countersignature",
            "asked for" if protocol.settings.countersignature else "not asked for",
        ),
    ]
    yield from _table(Table(head=(), rows=tuple(rows)))


def _option(option: PremedOption) -> str:
    doses = (_number(dose) for dose in sorted({option.dose_min_mg, option.dose_max_mg}))
    return f"{option.drug} {' to '.join(doses)} mg {option.route} ({option.citation})"


def _ranges(protocol: Protocol) -> Iterator[str]:
    yield from _heading("What may be typed")
    rows = tuple((_words(name), _range(typed)) for name, typed in protocol.ranges.items())
    yield from _table(Table(head=("Value", "Range"), rows=rows))


def _range(typed: Range) -> str:
    low = f"above {_number(typed.low)}" if typed.low_excluded else _number(typed.low)
    whole = ", whole numbers" if typed.whole else ""
    return f"{low} to {_number(typed.high)} {typed.unit}{whole}"


def _news2(protocol: Protocol) -> Iterator[str]:
    table = protocol.news2
    yield from _heading(f"NEWS2 ({table.citation})")
    rows = (
        ("respiration", _bands(table.respiration)),
        ("SpO2, scale 1", _bands(table.spo2_scale_1)),
        ("SpO2, scale 2, on air", _bands(table.spo2_scale_2_air)),
        ("SpO2, scale 2, on oxygen", _bands(table.spo2_scale_2_oxygen)),
        ("systolic", _bands(table.systolic)),
        ("pulse", _bands(table.pulse)),
        ("temperature", _bands(table.temperature)),
        ("on oxygen", str(table.oxygen)),
        ("not alert", str(table.not_alert)),
        ("medium from a total of", str(table.medium_from)),
        ("high from a total of", str(table.high_from)),
        ("a single parameter at", str(table.single)),
    )
    yield from _table(Table(head=("Parameter", "Score"), rows=rows))


def _bands(bands: Sequence[Band]) -> str:
    return "; ".join(
        f"above: {band.score}" if band.upto is None else f"to {_number(band.upto)}: {band.score}"
        for band in bands
    )


def _items(protocol: Protocol) -> Iterator[str]:
    yield from _heading("What is asked")
    rows: list[tuple[str, ...]] = []
    for item in protocol.items:
        said = item.assertion
        if item.not_applicable:
            said += f". Or: {item.not_applicable}"
        if item.hint:
            said += f" ({item.hint.rstrip('.')})"
        rows.append((item.group, f"{item.asked}, at {item.gate}", said))
    yield from _table(Table(head=("Group", "Asked", "Assertion"), rows=tuple(rows)))


def _findings(protocol: Protocol) -> Iterator[str]:
    yield from _heading("What the nurse is told")
    rows = tuple(
        (code, f"{wording.sentence} [{wording.citation}]")
        for code, wording in protocol.findings.items()
    )
    yield from _table(Table(head=("Code", "Sentence and citation"), rows=rows))


def _document(protocol: Protocol) -> Iterator[str]:
    for section in protocol.sections:
        yield from _section(section, protocol)


def _section(section: Section, protocol: Protocol) -> Iterator[str]:
    yield from _heading(section.title)
    for paragraph in section.paragraphs:
        yield from _wrapped(paragraph, _WIDTH)
    for table in section.tables:
        yield ""
        yield from _table(table)
    for erratum in protocol.errata:
        if erratum.section == section.title:
            yield ""
            for line in (f"In the source: {erratum.printed}", f"Here: {erratum.done}"):
                yield from (f"! {part}" for part in _wrapped(line, _WIDTH))


def _table(table: Table) -> Iterator[str]:
    """Columns side by side; what is too long for its column goes on below."""
    rows = [table.head, *table.rows] if table.head else list(table.rows)
    natural = [max(map(len, column)) for column in zip(*rows, strict=True)]
    widths = [min(_COLUMN, width) for width in natural[:-1]]
    left = _WIDTH - sum(width + 2 for width in widths)
    widths.append(min(natural[-1], max(_NARROWEST, left)))
    for index, row in enumerate(rows):
        cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for line in range(max(1, *map(len, cells))):
            yield "  ".join(
                (cell[line] if line < len(cell) else "").ljust(width)
                for cell, width in zip(cells, widths, strict=True)
            )
        if index == 0 and table.head:
            yield "  ".join("-" * width for width in widths)


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, max(1, width), break_on_hyphens=False)
