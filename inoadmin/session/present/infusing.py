"""How the infusion stands, in words for the head of its page."""

from __future__ import annotations

from decimal import Decimal

from inoadmin.domain.flow import Run, default_rate, pending, run
from inoadmin.domain.state import Stage
from inoadmin.session.gaps import open_gap
from inoadmin.session.present.words import duration, rate, volume
from inoadmin.session.service import Service


def running(service: Service, administration: str) -> Run | None:
    """The infusion now; None before the start."""
    ward, state = service.ward(administration), service.administration(administration)
    return run(ward.protocol, state, service.now())


def heading(service: Service, administration: str) -> str:
    """Infusion, and how it stands."""
    state, now = service.administration(administration), running(service, administration)
    if now is None:
        return "Infusion — not started"
    match state.stage:
        case Stage.INFUSING:
            return f"Infusion — running at {rate(now.rate_ml_h)}"
        case Stage.INTERRUPTED:
            return f"Infusion — interrupted, last at {rate(now.rate_ml_h)}"
        case _:
            return "Infusion — ended"


def volumes(service: Service, administration: str) -> str:
    """What has run, and that it is an estimate."""
    now = running(service, administration)
    if now is None:
        return "Nothing has run."
    whole = sum((hung.volume_ml for hung in now.bags), Decimal(0))
    halted = now.interrupted(service.now())
    how = "unverified, estimated" if open_gap(service, administration) else "estimated"
    told = f"{volume(now.given_ml)} of {volume(whole)} given, {how}; the pump is not connected."
    return f"{told} Interrupted for {duration(halted)} in all." if halted else told


def awaits_bag(service: Service, administration: str) -> bool:
    """Whether a replacement bag is recorded that does not hang yet."""
    return pending(service.administration(administration)) is not None


def usual_rate(service: Service, administration: str) -> str:
    """The rate that holds when none is typed at the start."""
    ward, state = service.ward(administration), service.administration(administration)
    return rate(default_rate(ward.protocol, state.bag))


def reading_remark(service: Service, administration: str, read_ml: Decimal) -> str:
    """What to say of a pump reading beside the estimate; "" where there is nothing to compare.

    A reading above the bag's volume counts as the whole bag, so it is asked to be read again.
    """
    now = running(service, administration)
    if now is None:
        return ""
    bag, estimate = now.hanging.volume_ml, now.hanging.given_ml
    if read_ml > bag:
        return (
            f"More than the bag's {volume(bag)}: read the pump again. It would count as all of it."
        )
    return f"Estimated until now: {volume(estimate)} of {volume(bag)}."
