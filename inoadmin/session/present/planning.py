"""The plan in words: what a wished start asks for, what does not fit it, and what would.

Face: all that is said of it, for the card beside the page and while a start is typed. Sentences
name the limit with its time and what to do; nothing here says that a start is safe.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from inoadmin.domain import commands as c
from inoadmin.domain import planning as domain
from inoadmin.domain.planning import WINDOW, Limit, Outline, Plan, Remedy, Starts
from inoadmin.domain.state import Administration, Entry
from inoadmin.domain.timers import expires_at, in_use_until
from inoadmin.session import planning
from inoadmin.session.present import words
from inoadmin.session.service import Service

#: A last start further off than this after the first is not worth the nurse's eye.
_FAR: Final = timedelta(hours=12)
_SAMPLES: Final[Mapping[str, str]] = {
    "fbc-stale": "Full blood count counts",
    "ue-stale": "Urea and electrolytes count",
    "lft-stale": "Liver tests count",
}
#: What ends the starts that fit, in a word or two.
_ENDS: Final[Mapping[str, str]] = {
    "bag-life-short": "bag life",
    "in-use-limit": "bag life",
    WINDOW: "premedication",
    "fbc-stale": "age of the blood count",
    "ue-stale": "age of U&E",
    "lft-stale": "age of the liver tests",
    "weight-stale": "age of the weight",
}
_ANOTHER: Final = "ask pharmacy for another bag"
NOTHING_FITS: Final = "No start fits as things stand."


@dataclass(frozen=True, slots=True)
class Face:
    """The plan as it is shown. `headline` is the start and the way home, "" while none is wished;
    `lines` what to do when; `misfits` what a wished start does not keep; `offer` which starts fit;
    `changes` what has to change when none does.
    """

    headline: str
    lines: tuple[str, ...] = ()
    misfits: tuple[str, ...] = ()
    offer: str = ""
    changes: tuple[str, ...] = ()

    @property
    def tone(self) -> str:
        """Of the card: "warn" when something does not fit, else "calm"."""
        return "warn" if self.misfits or self.changes else "calm"

    @property
    def spoken(self) -> str:
        """All of it in one go, for a screen reader."""
        parts = ("Plan", self.headline, *self.lines, *self.misfits, self.offer, *self.changes)
        return ". ".join(part.rstrip(".") for part in parts if part)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A start that can be taken over: what is written on its button, and the instant in UTC."""

    label: str
    start: datetime


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the sentences are told from."""

    service: Service
    state: Administration
    starts: Starts
    at: datetime

    def time(self, at: datetime) -> str:
        """Local time, with the date when it is another day's."""
        zone = self.service.zone
        return words.moment_near(at, zone, self.at.astimezone(zone).date())


def face(service: Service, administration: str, at: datetime, start: datetime | None) -> Face:
    """The plan for a start (None: none is wished) of a dose that is being prepared."""
    found = planning.starts(service, administration, at)
    scene = _Scene(service, service.administration(administration), found, at)
    change = None if found.possible else planning.remedy(service, administration, at)
    offer = _offer(scene) if change is None else NOTHING_FITS
    changes = () if change is None else _changes(scene, change)
    if start is None:
        return Face("", (), (), offer, changes)
    if start < found.earliest[0].at:
        ago = words.duration(at - start)
        passed = f"The start planned for {scene.time(start)} has passed, {ago} ago: plan anew."
        return Face("", (), (passed,), offer, changes)
    plan = planning.plan_of(service, administration, start, at)
    known = () if change is None else tuple(limit.code for limit in change.changes)
    misfits = (_misfit(scene, limit, plan) for limit in plan.misfits if limit.code not in known)
    return Face(_headline(scene, plan.outline), _lines(scene, plan), tuple(misfits), offer, changes)


def suggestions(service: Service, administration: str, at: datetime) -> tuple[Suggestion, ...]:
    """Starts to choose: the first and last that fit, or the first once what must change has."""
    found = planning.starts(service, administration, at)
    scene = _Scene(service, service.administration(administration), found, at)
    if not found.possible:
        first = planning.remedy(service, administration, at).first
        return (Suggestion(f"Earliest then: {scene.time(first)}", first),)
    earliest = Suggestion(f"Earliest: {scene.time(found.first)}", found.first)
    last = found.last
    if last is None or last == found.first or last - found.first > _FAR:
        return (earliest,)
    return (earliest, Suggestion(f"Latest: {scene.time(last)}", last))


def _headline(scene: _Scene, of: Outline) -> str:
    """When it starts and when the patient goes home."""
    return f"Start {scene.time(of.start)} → home {scene.time(of.home)}"


def _offer(scene: _Scene) -> str:
    """Which starts fit, and what ends them."""
    found = scene.starts
    first, last = scene.time(found.first), found.last
    if last is None or last - found.first > _FAR:
        return f"Starts that fit: from {first}"
    ends = _ENDS[found.latest[0].code]
    span = f"only {first}" if last == found.first else f"{first} to {scene.time(last)}"
    return f"Starts that fit: {span} ({ends})"


# --- what to do when ------------------------------------------------------------------------------


def _lines(scene: _Scene, plan: Plan) -> tuple[str, ...]:
    """What to do when for a wished start, and what is done; nothing for one that is too early."""
    if any(limit in plan.misfits for limit in plan.starts.earliest):
        return ()
    found = (_premedicate(scene, plan), _bag_out(scene, plan), _look(scene, plan))
    return tuple(line for line in found if line)


def _premedicate(scene: _Scene, plan: Plan) -> str:
    """Between when and when to premedicate."""
    of, lacking = plan.outline, plan.starts.missing
    span = f"{scene.time(of.premedicate_from)} to {scene.time(of.premedicate_until)}"
    had = domain.given(scene.service.ward(scene.state.id).protocol, scene.state)
    if plan.again:
        more = (*_drugs(plan.again), *lacking)
        return f"Premedicate {span}: {words.listed(more)}"
    if not lacking:
        moments = [entry.occurred_at for entry in had]
        ends = (scene.time(at) for at in (min(moments), max(moments))) if moments else ()
        return f"Premedication given {' to '.join(dict.fromkeys(ends))}" if moments else ""
    return f"Premedicate {span}" + (f": {words.listed(lacking)}" if had else "")


def _bag_out(scene: _Scene, plan: Plan) -> str:
    """When to take the bag out of the fridge, for the whole time if there still is any."""
    by, out = plan.outline.bag_out_by, scene.state.bag_out
    if by is None:
        return ""
    if out is not None:
        return f"Bag out since {scene.time(out.occurred_at)}"
    if scene.at <= by:
        return f"Bag out by {scene.time(by)}"
    rules = scene.service.ward(scene.state.id).protocol.start
    latest = by + rules.equilibration_tolerance.duration
    return f"Bag out now, at the latest {scene.time(latest)}"


def _look(scene: _Scene, plan: Plan) -> str:
    """Observations and check that are still to be made, and from when they count."""
    of = plan.outline
    wanted = [
        *([("observations", of.observe_from)] if plan.observe else []),
        *([("bedside check", of.check_from)] if plan.check else []),
    ]
    if not wanted:
        return "Observations and bedside check made"
    if len({since for _, since in wanted}) == 1:
        names = words.listed([name for name, _ in wanted])
        return f"{names.capitalize()} from {scene.time(wanted[0][1])}"
    return words.listed([f"{name} from {scene.time(since)}" for name, since in wanted]).capitalize()


# --- what does not fit ----------------------------------------------------------------------------


def _misfit(scene: _Scene, limit: Limit, plan: Plan) -> str:
    """What a wished start does not keep, and what would."""
    if limit in scene.starts.earliest:
        return f"Too early: {_early(scene, limit)}"
    fact, instead = _late(scene, limit, plan.again, plan.outline.premedicate_until)
    return f"{fact}: start by {scene.time(limit.at)}, or {instead}."


def _changes(scene: _Scene, change: Remedy) -> tuple[str, ...]:
    """What has to change for any start, and the first one then."""
    protocol = scene.service.ward(scene.state.id).protocol
    until = domain.outline(protocol, scene.state, change.first).premedicate_until
    told = (_late(scene, limit, change.again, until) for limit in change.changes)
    sentences = [f"{fact}: {instead}." for fact, instead in told]
    return (*sentences, f"Then a start fits from {scene.time(change.first)}.")


def _early(scene: _Scene, limit: Limit) -> str:
    """From when a start is late enough, and for what."""
    since = scene.time(limit.at)
    out = scene.state.bag_out
    match limit.code:
        case "equilibration-short" if out is not None:
            return f"the bag is out since {scene.time(out.occurred_at)}, start from {since}."
        case "equilibration-not-started":
            return f"the bag must still warm up, start from {since}."
        case "premed-missing":
            told = words.listed(scene.starts.missing)
            return f"still to be given: {told}, start from {since}."
        case _:
            return f"the premedication is too recent, start from {since}."


def _late(
    scene: _Scene, limit: Limit, again: Sequence[Entry[c.Premed]], until: datetime
) -> tuple[str, str]:
    """What a start is too late for, and what there is to do instead of an earlier one; `until` is
    when the last of what is repeated would be given.
    """
    bag, protocol = scene.state.bag, scene.service.ward(scene.state.id).protocol
    last = scene.time(limit.at)
    if limit.code == "bag-life-short" and bag is not None:
        good = expires_at(scene.service.zone, bag.command) or limit.at
        return f"Bag good until {scene.time(good)}", _ANOTHER
    if limit.code == "in-use-limit" and bag is not None:
        good = in_use_until(protocol, bag.command) or limit.at
        life = words.duration(protocol.bag.in_use.duration)
        return f"Bag good until {scene.time(good)}, {life} from reconstitution", _ANOTHER
    if limit.code == domain.WINDOW:
        return _window(scene, again, until)
    if limit.code == "weight-stale":
        return f"Weight counts until {last}", "weigh again"
    return f"{_SAMPLES[limit.code]} until {last}", "take a new sample"


def _window(scene: _Scene, again: Sequence[Entry[c.Premed]], until: datetime) -> tuple[str, str]:
    """The premedication that is too old, and what is to be repeated of it."""
    protocol = scene.service.ward(scene.state.id).protocol
    first = min(entry.occurred_at for entry in domain.given(protocol, scene.state))
    closes = first + protocol.premedication.closes_after.duration
    told = f"Premedication of {scene.time(first)} counts until {scene.time(closes)}"
    instead, free = f"repeat {words.listed(_drugs(again))}", domain.repeatable_from(protocol, again)
    if free is not None and free > until:
        rules = protocol.premedication
        within = f"{rules.repeat_drug} within {words.duration(rules.repeat_after.duration)}"
        instead += f" ({within} until {scene.time(free)}: ask the prescriber)"
    return told, instead


def _drugs(entries: Sequence[Entry[c.Premed]]) -> tuple[str, ...]:
    """The drugs, as recorded."""
    return tuple(entry.command.drug.strip() for entry in entries)
