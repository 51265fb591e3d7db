"""What is tried, a section each, and what it came to: the lines of the figures' table.

Scale: how often everything is tried. Line: one row of the table; what is in `wrong` must not be.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from random import Random

from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from inoadmin.session.pins import LOCKED_AT
from tests.reliability.counter import SLEPT_S, shift
from tests.reliability.faults import SYNCS, WRITES, Fault, on_full_disk, ordered, with_error
from tests.reliability.fuzzing import TARGETS, Caught, tried_by_many
from tests.reliability.kills import killed_often
from tests.reliability.machine import MUST_REACH, Dose, counting, never_reached
from tests.reliability.pins import guess_pins
from tests.reliability.power import Cuts, Recording, cut, recorded
from tests.reliability.station import Orders

PROCESSES = 2
MACHINE_STEPS = 40
REACHES_ALL = 1000  # from so many walks on each act has to be reached in each of its stages
FAILING_SYNCS = 10


@dataclass(frozen=True, slots=True)
class Scale:
    """`cuts`: power cuts for each setting, over `recordings` recordings of `acts` acts; `every`: an
    error is tried at each so-many-th write; `examples`: of the state machine; `inputs`: a target.
    """

    cuts: int
    recordings: int
    acts: int
    kills: int
    every: int
    examples: int
    inputs: int


LONG = Scale(cuts=1000, recordings=4, acts=900, kills=200, every=3, examples=2000, inputs=100_000)
SHORT = Scale(cuts=60, recordings=1, acts=150, kills=6, every=60, examples=25, inputs=200)


@dataclass(frozen=True, slots=True)
class Line:
    """`what` was tried, what was `found`, what of it is `wrong`."""

    what: str
    found: str
    wrong: tuple[str, ...] = ()


def power_cuts(scale: Scale) -> Iterable[Line]:
    """The setting in use loses nothing; without syncs the same harness must see losses."""
    for setting in ("", "NORMAL", "OFF"):
        made = [
            recorded(Orders(acts=scale.acts, openings=3, seed=seed, synchronous=setting))
            for seed in range(scale.recordings)
        ]
        share = -(-scale.cuts // len(made))
        cuts = sum(
            (cut(one, share, Random(seed)) for seed, one in enumerate(made)), Cuts(0, 0, 0, 0, 0)
        )
        found = (
            f"{cuts.cuts} cuts: {cuts.lost} lost acknowledged events ({cuts.events_lost} of"
            f" {cuts.acknowledged} looked for), {cuts.damaged} damaged"
        )
        yield Line(
            f"Power cut, synchronous={setting or 'FULL, as used'}", found, of_cuts(setting, cuts)
        )
        if not setting:
            yield syncs(made)
    yield after_failure(scale)


def after_failure(scale: Scale) -> Line:
    """A sync fails, the work goes on, and then the power goes."""
    cuts = Cuts(0, 0, 0, 0, 0)
    share = -(-scale.cuts // FAILING_SYNCS)
    for number in range(FAILING_SYNCS):
        failing = 15 + number * 7
        made = recorded(Orders(acts=120, openings=2, seed=number), failing)
        cuts += cut(made, share, Random(number))
    found = (
        f"{cuts.cuts} cuts: {cuts.lost} lost acknowledged events, {cuts.uncalled} held refused"
        f" ones, {cuts.damaged} damaged"
    )
    bad = cuts.lost or cuts.damaged or cuts.uncalled
    return Line("Power cut after one failed fsync", found, (f"{cuts}",) if bad else ())


def of_cuts(setting: str, cuts: Cuts) -> tuple[str, ...]:
    """What is wrong about the cuts: a loss as it is used, or none where there must be some."""
    if not setting:
        return (f"lost or damaged: {cuts}",) if cuts.lost or cuts.damaged else ()
    harmless = not cuts.lost or (setting == "OFF" and not cuts.damaged)
    return (f"synchronous={setting} shows no harm: the harness proves nothing",) if harmless else ()


def syncs(made: Iterable[Recording]) -> Line:
    """How many syncs a commit of the real process takes."""
    counts = sum((one.syncs_a_commit for one in made), Counter[int]())
    total = counts.total()
    told = ", ".join(f"{number} took {times}" for times, number in sorted(counts.items()))
    few = counts[0]
    wrong = (f"{few} commits without a sync",) if few else ()
    if counts[1] < total * 0.95:
        wrong = (*wrong, "one sync a commit is not the rule")
    return Line("Syncs a commit of the real process", f"{total} commits: {told}", wrong)


def kills(scale: Scale) -> Iterable[Line]:
    """The real application is killed."""
    result = killed_often(scale.kills, Random(1))
    found = (
        f"{result.kills} kills ({result.early} before the window was open): {result.lost} of"
        f" {result.acknowledged} acknowledged events lost, {len(result.damaged)} damaged"
    )
    wrong = result.damaged if not result.lost else (f"{result.lost} lost", *result.damaged)
    yield Line("SIGKILL of the application with its window", found, wrong)


def io_errors(scale: Scale) -> Iterable[Line]:
    """A call fails once, or each time from then on."""
    orders = Orders(acts=40)
    near = max(scale.every // 3, 1)
    for name, calls, error, last, every in (
        ("EIO at the n-th fsync", SYNCS, "EIO", 60, near),
        ("EIO at the n-th write", WRITES, "EIO", 340, scale.every),
        ("ENOSPC at the n-th write", WRITES, "ENOSPC", 340, scale.every),
    ):
        for mark, further in (("", "once"), ("+", "and every one after")):
            moments = range(1, last + 1, every if not mark else every * 2)
            faults = [with_error(calls, error, f"{n}{mark}", orders) for n in moments]
            yield of_faults(f"{name}, {further}", faults)


def no_room(scale: Scale) -> Iterable[Line]:
    """There is no room left."""
    rooms = range(1, 60, scale.every)
    yield of_faults(
        "`max_page_count` reached", [ordered(Orders(acts=60, page_room=room)) for room in rooms]
    )
    sizes = [bytes_ * 1024 for bytes_ in range(0, 600, scale.every * 5)]
    yield of_faults(
        "RLIMIT_FSIZE reached", [ordered(Orders(acts=60, file_bytes=size)) for size in sizes]
    )
    seeds = range(max(60 // scale.every, 1))
    yield of_faults(
        "A file system of 1 MiB, full",
        [on_full_disk(Orders(acts=400, seed=seed)) for seed in seeds],
    )


def of_faults(what: str, faults: Iterable[Fault]) -> Line:
    """Several faults of one kind in a line."""
    runs = list(faults)
    kept, refused, doubtful, told = (
        sum(len(getattr(fault.told, name)) for fault in runs)
        for name in ("kept", "refused", "doubtful", "sentences")
    )
    lost = sum(fault.verdict.lost for fault in runs)
    found = (
        f"{len(runs)} processes: {kept} acknowledged, {lost} of them lost; {told} refusals told,"
        f" {refused} events refused, none of them there; {doubtful} told as in doubt"
    )
    wrong = tuple(f"{fault.name}: {'; '.join(fault.wrong)}" for fault in runs if fault.wrong)
    if not told:
        wrong = (*wrong, f"{what}: nothing failed, so nothing was shown")
    return Line(what, found, wrong)


def counter(_scale: Scale) -> Iterable[Line]:
    """The real counter and an hour's sleep."""
    seen = shift()
    ahead_s, other_s = seen.counter_ns / 1e9, seen.monotonic_ns / 1e9
    found = f"counter {ahead_s:.1f} s ahead, monotonic clock {other_s:.1f} s"
    right = SLEPT_S <= ahead_s <= SLEPT_S + seen.took_ns / 1e9
    yield Line("Boot an hour further back (time namespace)", found, () if right else (found,))


def machine(scale: Scale) -> Iterable[Line]:
    """The service against the model, fresh examples each time."""
    reached: Counter[tuple[str, str]] = Counter()
    rules = settings(
        max_examples=scale.examples,
        stateful_step_count=MACHINE_STEPS,
        deadline=None,
        derandomize=False,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
    )
    wrong = disagreement(counting(reached), rules)
    found = (
        f"{scale.examples} walks of up to {MACHINE_STEPS} steps: {len(wrong)} disagreements;"
        f" {told_of(reached)}"
    )
    if scale.examples >= REACHES_ALL:
        wrong = (*wrong, *(f"never reached: {what}" for what in never_reached(reached)))
    yield Line("Service against a small model", found, wrong)


def disagreement(walked: type[Dose], rules: settings) -> tuple[str, ...]:
    """What the walks stumbled over, whatever it was; at most one, since the first ends them."""
    with Caught() as caught:
        run_state_machine_as_test(walked, settings=rules)
    return ("".join(traceback.format_exception(caught.error)),) if caught.error else ()


def told_of(reached: Counter[tuple[str, str]]) -> str:
    """How often each of what was to be tried was taken or happened, in whatever stage."""
    times = {what: sum(n for (w, _), n in reached.items() if w == what) for what in MUST_REACH}
    return ", ".join(f"{what} {count}" for what, count in times.items())


def fuzzing(scale: Scale) -> Iterable[Line]:
    """Every target its inputs."""
    for name in TARGETS:
        seen = tried_by_many(name, scale.inputs, PROCESSES)
        ends = ", ".join(f"{count} {word}" for word, count in sorted(seen.ends.items()))
        found = f"{seen.inputs} inputs: {ends}; {len(seen.failures)} crashes or silent acceptances"
        yield Line(f"Fuzzing: {name}", found, seen.failures)


def pin_guesses(_scale: Scale) -> Iterable[Line]:
    """The time that 100 guesses at one member's PIN take, at the real cost of each."""
    guessed = guess_pins(100)
    yield Line(
        "100 guesses at one PIN",
        f"{guessed.taken:.0f} s of waiting and checking for {guessed.guesses} guesses, with a "
        f"manager who opens the account at once {guessed.opened} times; without one, the account "
        f"is locked after {guessed.until_locked:.0f} s and {LOCKED_AT} guesses",
    )


SECTIONS: Mapping[str, Callable[[Scale], Iterable[Line]]] = {
    "power": power_cuts,
    "kills": kills,
    "errors": io_errors,
    "room": no_room,
    "counter": counter,
    "machine": machine,
    "fuzzing": fuzzing,
    "pins": pin_guesses,
}
