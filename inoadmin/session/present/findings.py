"""Findings as rows: the sentence, where it comes from, and the way to resolve each.

A row's `resolution` is what its button does: "authorise", "confirm", "go:<step>" to the page where
it is put right, "form:<command kind>" for the form that records what is missing, "" for nothing to
press. `second` is another way, where recording and authorising both answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from inoadmin.domain.findings.base import Finding, Severity
from inoadmin.session.present.possible import possible
from inoadmin.session.service import Service

STEPS = ("checks", "dose", "bag", "premedication", "start", "infusion", "observation", "signoff")
TITLES: Mapping[str, str] = {
    "checks": "Checks",
    "dose": "Dose & bloods",
    "bag": "Bag",
    "premedication": "Premedication",
    "start": "Start",
    "infusion": "Infusion",
    "observation": "Observation",
    "signoff": "Sign off",
}

_BY_STEP: Mapping[str, str] = {
    "checks": (
        "history-unconfirmed prescription-unverified allergies-unchecked vod-history "
        "hepatic-disease hypersensitivity consent-missing indication-unconfirmed tki-not-tried "
        "hepatic-risk-unassessed ecg-missing cycle-interval-short response-not-achieved "
        "transplant-cycle-limit double-alkylator-planned tumour-burden-unprotected vod-signs "
        "toxicity-unresolved infection-or-bleeding qt-risk hepatotoxic-medicines "
        "post-dose-lft-unseen delay-unexplained contraception-not-discussed "
        "defibrotide-not-accessible anti-infectives-not-considered first-dose-outpatient "
        "permanently-discontinued identity-unconfirmed"
    ),
    "dose": (
        "dose-differs reduction-due dose-re-escalated next-dose-to-omit interruption-long "
        "not-tolerated weight-missing weight-stale weight-changed dose-wrong-after-start "
        "blasts-high bilirubin-before-transplant fbc-missing ue-missing lft-missing fbc-stale "
        "ue-stale lft-stale neutrophils-low platelets-low crcl-low bilirubin-high alt-high "
        "ast-high hepatic-interruption"
    ),
    "bag": (
        "bag-not-recorded bag-patient-wrong product-name-wrong batch-missing expiry-missing "
        "product-expired bag-life-short in-use-limit bag-dose-differs diluent-wrong "
        "volume-differs bag-damaged not-light-protected second-check-missing scan-incomplete "
        "equilibration-not-started"
    ),
    "premedication": (
        "premed-missing premed-dose-unexpected premed-spread premed-pending allergy-conflict "
        "premed-repeat-too-soon"
    ),
    "start": (
        "equilibration-short bedside-check-missing baseline-observations-missing news2-high "
        "rate-high premed-too-recent premed-window-passed"
    ),
    "infusion": (
        "reaction-ungraded reaction-severe reaction-unresolved restart-undecided "
        "extravasation-open infusion-short infusion-long"
    ),
    "observation": "observation-short observations-missing",
    "signoff": (
        "tls-monitoring-unplanned post-dose-lft-unplanned site-unchecked advice-not-given "
        "signature-missing"
    ),
}
#: The step at which a finding is put right, by its code.
STEP_OF: Mapping[str, str] = {
    code: step for step, codes in _BY_STEP.items() for code in codes.split()
}

_FORMS: Mapping[str, tuple[str, str]] = {
    "allergies-unchecked": ("allergies", "Record allergies…"),
    "blasts-high": ("blasts", "Record blasts…"),
    "fbc-missing": ("bloods", "Record bloods…"),
    "ue-missing": ("bloods", "Record bloods…"),
    "lft-missing": ("bloods", "Record bloods…"),
    "fbc-stale": ("bloods", "Newer bloods…"),
    "ue-stale": ("bloods", "Newer bloods…"),
    "lft-stale": ("bloods", "Newer bloods…"),
    "next-dose-to-omit": ("omit", "Record omission…"),
    "bag-not-recorded": ("bag", "Record the bag…"),
    "second-check-missing": ("second_check", "Second check…"),
    "equilibration-not-started": ("bag_out", "Bag out of the fridge…"),
    "premed-missing": ("premed", "Record premedication…"),
    "bedside-check-missing": ("second_check", "Bedside check…"),
    "baseline-observations-missing": ("vitals", "Observations…"),
    "observations-missing": ("vitals", "Observations…"),
    "reaction-ungraded": ("reaction_update", "Grade it…"),
    "reaction-unresolved": ("reaction_outcome", "Record outcome…"),
    "extravasation-open": ("new_access", "New access…"),
}
#: Nothing that can be recorded takes these away: the infusion is stopped instead.
_NO_REMEDY = frozenset({"permanently-discontinued", "reaction-severe"})
_COVERS: Mapping[Severity, tuple[str, str]] = {
    Severity.AUTHORISE: ("authorise", "Authorise…"),
    Severity.CONFIRM: ("confirm", "Confirm…"),
}
_SEVERITIES: Mapping[Severity, str] = {
    Severity.STOP: "Must be put right",
    Severity.AUTHORISE: "Needs an authorisation",
    Severity.CONFIRM: "Needs your confirmation",
    Severity.NOTE: "Note",
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding for the nurse. `severity` is "stop", "authorise", "confirm" or "note"."""

    code: str
    severity: str
    sentence: str
    citation: str
    advice: tuple[str, ...] = ()
    resolution: str = ""
    button: str = ""
    second: str = ""
    second_button: str = ""

    @property
    def kind(self) -> str:
        """The severity in words: "Must be put right"."""
        return _SEVERITIES[Severity(self.severity)]

    def other_way(self) -> FindingRow:
        """The row with its second way in the first place, as it is sent when that is pressed."""
        return replace(self, resolution=self.second, button=self.second_button)


def finding_rows(
    service: Service, administration: str, step: str | None = None, here: str | None = None
) -> tuple[FindingRow, ...]:
    """What stands at the next gate, gravest first; only one step's when `step` is given.

    `here` is the page shown (default: the step's): no row sends the nurse to where they are.
    """
    found = service.findings(administration)
    rank = list(Severity)
    ordered = sorted(found, key=lambda f: rank.index(f.severity))
    protocol = service.ward(administration).protocol
    items = {item.code for item in protocol.items}
    shown = [f for f in ordered if step is None or STEP_OF.get(f.code) == step]
    applies = possible(service, administration)
    return tuple(row_of(f, items, here or step, applies) for f in shown)


def row_of(
    found: Finding,
    items: set[str],
    here: str | None = None,
    applies: Callable[[str], bool] = lambda _kind: True,
) -> FindingRow:
    """The row of a finding; `items` are the codes that a check answers, `here` the page shown,
    `applies` tells which commands do now.
    """
    ways = ways_of(found, items, here, applies)
    first = ways[0] if ways else ("", "")
    second = ways[1] if len(ways) > 1 else ("", "")
    return FindingRow(
        found.code,
        str(found.severity),
        found.sentence,
        found.citation,
        found.sight.advice,
        *first,
        *second,
    )


def ways_of(
    found: Finding, items: set[str], here: str | None, applies: Callable[[str], bool]
) -> list[tuple[str, str]]:
    """The ways to resolve a finding, the one that records what is so before the one that covers."""
    if found.severity is Severity.NOTE:
        return []
    ways: list[tuple[str, str]] = []
    step = STEP_OF.get(found.code, "")
    kind, button = _FORMS.get(found.code, ("", ""))
    if kind and applies(kind):
        ways.append((f"form:{kind}", button))
    elif found.code in items and step != here:
        ways.append((f"go:{step}", "Answer it"))
    if found.severity in _COVERS:
        ways.append(_COVERS[found.severity])
    elif not ways and step and step != here and found.code not in _NO_REMEDY:
        ways.append((f"go:{step}", f"Go to {TITLES[step]}"))
    return ways


def heading(stage: str, rows: tuple[FindingRow, ...]) -> str:
    """What stands above the rows: "What keeps the start shut (2)"."""
    shut = sum(row.severity != "note" for row in rows)
    gates = {
        "preparing": "the start",
        "infusing": "the end",
        "interrupted": "the restart",
        "observing": "completion",
    }
    gate = gates.get(stage)
    if gate is None:
        return ""
    return (
        f"What keeps {gate} shut ({shut})" if shut else f"Nothing recorded here keeps {gate} shut"
    )
