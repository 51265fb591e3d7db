"""The bag, or bags: label, scan, what the nurse saw, both checkers, out of the fridge."""

from __future__ import annotations

from datetime import date

from inoadmin.domain import commands as c
from inoadmin.domain.expiry import last_day
from inoadmin.domain.state import Entry
from inoadmin.domain.timers import bag_batch, bag_expiry, bag_product
from inoadmin.record.blocks import Block, KeyValues, Paragraph, Section, Table, Text, text
from inoadmin.record.sections.whom import mass
from inoadmin.record.sources import Sources, changed, entries, stamped, told
from inoadmin.session.present.words import MONTHS, day, dose, rate, volume


def bags(src: Sources) -> Section:
    """The section."""
    known = entries(src, c.Bag)
    blocks: list[Block] = []
    for place, entry in enumerate(known, start=1):
        if len(known) > 1:
            name = f"Bag {place}{' (voided)' if entry.void else ''}"
            blocks.append(Paragraph(text(name), "title"))
        end = known[place].version if place < len(known) else len(src.events) + 1
        blocks += bag_blocks(src, entry, (0 if place == 1 else entry.version, end))
    if not known:
        blocks.append(Paragraph(text("No bag was recorded.")))
        taken_out = outs(src, (0, len(src.events) + 1))
        blocks += [KeyValues(taken_out, columns=1)] if taken_out else []
    blocks += checks_by_two(src)
    return Section("Bag", tuple(blocks))


def outs(src: Sources, versions: tuple[int, int]) -> tuple[tuple[str, Text], ...]:
    """When a bag came out of the fridge: what was recorded from one version up to another."""
    first, end = versions
    return tuple(
        ("Out of the fridge", text("at the latest " if e.command.latest else "", stamped(src, e)))
        for e in entries(src, c.BagOut)
        if not e.void and first <= e.version < end
    )


def bag_blocks(src: Sources, entry: Entry[c.Bag], versions: tuple[int, int]) -> list[Block]:
    """One bag, with what was recorded of it from one version up to another."""
    rows: tuple[tuple[str, Text], ...] = (
        ("Product", changed(src, entry, lambda k, _: bag_product(k) or "not recorded")),
        ("Batch", changed(src, entry, lambda k, _: bag_batch(k) or "not recorded")),
        ("Expiry", changed(src, entry, lambda k, _: expiry_words(bag_expiry(k)))),
        (
            "Vial batches",
            changed(src, entry, lambda k, _: ", ".join(k.vial_batches) or "not recorded"),
        ),
        ("Dose on the label", changed(src, entry, lambda k, _: mass(k.dose_mg))),
        ("Volume", changed(src, entry, lambda k, _: volume_words(src, k))),
        ("Diluent", changed(src, entry, lambda k, _: k.diluent or src.protocol.bag.diluents[0])),
        ("Reconstituted", changed(src, entry, lambda k, _: reconstituted(src, k))),
        ("From the fridge", changed(src, entry, lambda k, _: "yes" if k.refrigerated else "no")),
        (
            "Protected from light",
            changed(src, entry, lambda k, _: "yes" if k.light_protected else "NO"),
        ),
        ("Inspected", changed(src, entry, lambda k, _: seen(k.inspected))),
        ("Label", changed(src, entry, lambda k, _: labelled(k.label_matches))),
    )
    blocks: list[Block] = [KeyValues(rows)]
    more: list[tuple[str, Text]] = [("Recorded", text(stamped(src, entry)))]
    if entry.command.scan:
        more.append(("Scan", text(scan_words(entry.command))))
    blocks.append(KeyValues((*more, *outs(src, versions)), columns=1))
    return blocks


def volume_words(src: Sources, command: c.Bag) -> str:
    """The bag's volume; the protocol's where none was recorded."""
    return volume(src.protocol.bag.volume.value if command.volume_ml is None else command.volume_ml)


def reconstituted(src: Sources, command: c.Bag) -> str:
    """When the vials were made up."""
    made = command.reconstituted
    return "not known" if made is None else src.when(made)


def seen(intact: bool) -> str:
    """What the inspection found."""
    return "intact, no particles, no leak" if intact else "NOT INTACT"


def labelled(matches: bool) -> str:
    """Whether the label is the patient's."""
    return "this patient's" if matches else "NOT THIS PATIENT'S"


def expiry_words(expiry: str) -> str:
    """An expiry as printed on a label, in full."""
    if not expiry:
        return "not recorded"
    on, _, at = expiry.partition("T")
    parts = [int(part) for part in on.split("-")]
    if len(parts) == 2:
        last = last_day(parts[0], parts[1])
        return f"{MONTHS[parts[1] - 1]}-{parts[0]} (to the end of {day(last)})"
    printed = day(date(parts[0], parts[1], parts[2]))
    return f"{printed} {at}" if at else f"{printed} (to the end of the day)"


def spoken(expiry: str | None) -> str:
    """An expiry in full; "" for none."""
    return expiry_words(expiry) if expiry else ""


def scan_words(command: c.Bag) -> str:
    """What the scanner read, and what the nurse changed of it."""
    reading = command.reading
    if reading is None:
        return "not read"
    pairs = (
        ("product", reading.product, command.product.strip()),
        ("batch", reading.batch, command.batch.strip()),
        ("expiry", spoken(reading.expiry), spoken(command.expiry.strip())),
    )
    read = [f"{name} {value}" for name, value, _ in pairs if value]
    if reading.gtin:
        read.insert(0, f"GTIN {reading.gtin}")
    if reading.serial:
        read.append(f"serial {reading.serial}")
    altered = [
        f"{name} changed by the nurse from {value} to {typed}"
        for name, value, typed in pairs
        if value and typed and typed != value
    ]
    typed_in = [f"{name} typed" for name, value, typed in pairs if not value and typed]
    said = "read " + (", ".join(read) or "nothing")
    return "; ".join([said, *altered, *typed_in, *reading.remarks])


def checks_by_two(src: Sources) -> list[Block]:
    """Every check by two members of staff."""
    rows = [
        row
        for entry in entries(src, c.SecondCheck)
        for row in told(
            src,
            entry,
            lambda k, at, entry=entry: [
                (
                    "Bag" if k.subject == "bag" else "Bedside",
                    src.when(at),
                    src.by(entry),
                    src.name(k.witness, entry.recorded_at),
                    read_by_second(k),
                )
            ],
        )
    ]
    if not rows:
        return [Paragraph(text("No check by two is recorded."))]
    head = ("Check by two", "At", "First checker", "Second checker", "Second read", "Recorded by")
    return [Table(head, tuple(rows), (14, 14, 20, 20, 16, 16))]


def read_by_second(check: c.SecondCheck) -> str:
    """What the second checker read from bag or pump for themselves."""
    read = [
        dose(check.dose_read_mg) if check.dose_read_mg is not None else "",
        rate(check.rate_read_ml_h) if check.rate_read_ml_h is not None else "",
    ]
    return ", ".join(part for part in read if part) or "not recorded"
