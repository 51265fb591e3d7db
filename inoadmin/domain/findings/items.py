"""The yes-or-no checks (rulebook sections 2 and 9): a row stands until its item is confirmed.

Each row is named below with its code and severity. When an item is asked, what it asserts and
whether "not applicable" may be chosen come from the protocol file.
"""

from __future__ import annotations

from typing import assert_never

from inoadmin.domain.course import Standing
from inoadmin.domain.findings.base import Gate, Judge, Rule, Severity, Sight, View
from inoadmin.domain.state import Administration
from inoadmin.protocol.model import Item, Protocol


def applies(item: Item, state: Administration, standing: Standing) -> bool:
    """Whether the item is asked for this dose."""
    match item.asked:
        case "every dose":
            return True
        case "first dose":
            return standing.first_dose
        case "later doses":
            return not standing.first_dose
        case "transplant planned":
            return state.order.transplant_planned
        case _:
            assert_never(item.asked)


def asked(
    protocol: Protocol, state: Administration, standing: Standing, gate: Gate
) -> tuple[Item, ...]:
    """The items asked for this dose before a gate, in the protocol's order."""
    return tuple(
        item for item in protocol.items if item.gate == gate and applies(item, state, standing)
    )


def unconfirmed(code: str) -> Judge:
    """The judgement of an item: it stands unless answered "yes" or, if allowed, not applicable."""

    def judge(view: View) -> Sight | None:
        item = view.protocol.item(code)
        if item is None or not applies(item, view.state, view.standing):
            return None
        if code in AFTERCARE and view.state.left is not None:
            return None
        answer, _ = view.state.answers.get(code, (None, 0))
        if answer is not None and answer.value in {"yes", "not applicable"}:
            return None
        told = (answer.value.strip() if answer is not None else "") or "not answered"
        noted = f"{told}: {answer.note}" if answer is not None and answer.note else told
        return Sight(key=told, value=noted, limit=item.assertion)

    return judge


def item_rule(code: str, severity: Severity, gate: Gate = Gate.START) -> Rule:
    """The row of an item."""
    return Rule(code, {gate: severity}, unconfirmed(code))


#: No longer stand once the patient has left (rulebook section 9).
AFTERCARE = frozenset({"site-unchecked", "advice-not-given"})

RULES = (
    item_rule("history-unconfirmed", Severity.STOP),
    item_rule("prescription-unverified", Severity.STOP),
    item_rule("vod-history", Severity.STOP),
    item_rule("hepatic-disease", Severity.STOP),
    item_rule("hypersensitivity", Severity.STOP),
    item_rule("consent-missing", Severity.AUTHORISE),
    item_rule("indication-unconfirmed", Severity.AUTHORISE),
    item_rule("tki-not-tried", Severity.AUTHORISE),
    item_rule("hepatic-risk-unassessed", Severity.AUTHORISE),
    item_rule("ecg-missing", Severity.AUTHORISE),
    item_rule("double-alkylator-planned", Severity.AUTHORISE),
    item_rule("tumour-burden-unprotected", Severity.CONFIRM),
    item_rule("vod-signs", Severity.AUTHORISE),
    item_rule("toxicity-unresolved", Severity.AUTHORISE),
    item_rule("infection-or-bleeding", Severity.AUTHORISE),
    item_rule("qt-risk", Severity.AUTHORISE),
    item_rule("hepatotoxic-medicines", Severity.AUTHORISE),
    item_rule("post-dose-lft-unseen", Severity.CONFIRM),
    item_rule("contraception-not-discussed", Severity.CONFIRM),
    item_rule("defibrotide-not-accessible", Severity.CONFIRM),
    item_rule("anti-infectives-not-considered", Severity.CONFIRM),
    item_rule("tls-monitoring-unplanned", Severity.CONFIRM, Gate.COMPLETE),
    item_rule("post-dose-lft-unplanned", Severity.CONFIRM, Gate.COMPLETE),
    item_rule("site-unchecked", Severity.CONFIRM, Gate.COMPLETE),
    item_rule("advice-not-given", Severity.CONFIRM, Gate.COMPLETE),
)
