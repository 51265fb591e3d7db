"""The rulebook's tables of codes, read from the copy that ships with the application."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TABLES = Path(__file__).parents[2] / "resources" / "rulebook-codes.md"
# A bag that replaces another brings these rules of the start to the resume.
OF_A_REPLACEMENT = {"equilibration-not-started", "equilibration-short", "bedside-check-missing"}
# This one looks back at the dose: it is a note at whatever gate is next.
AT_ANY_GATE = {"dose-wrong-after-start"}
BOUNDARY = re.compile(
    r"exactly|at that instant|greater than|at most \d|at least \d|more than \d|longer than \d"
    r"|within (the last )?\d|below \d|up to \d|\d days or more|plus \d"
)


@dataclass(frozen=True)
class Rule:
    """One code of one row."""

    code: str
    mark: str
    gate: str
    severity: str
    rule: str

    def gates(self) -> set[str]:
        """The gates at which the rule is judged."""
        found = set(re.findall(r"open|start|resume|end|complete", self.gate))
        if "○" in self.mark or self.code in OF_A_REPLACEMENT:
            found.add("resume")
        if "●" in self.mark and "○" in self.mark:
            found.add("start")
        return found

    def severity_at(self, gate: str) -> str:
        """The severity at a gate."""
        assert gate in self.gates() or self.code in AT_ANY_GATE, f"{self.code} at {gate}"
        text = self.gate if ":" in self.gate else self.severity
        own = re.search(rf"{gate}`?:? (\w+)", text)
        found = own or re.match(r"(\w+)", text)
        assert found is not None
        return found[1]

    def pharmacist(self, gate: str) -> bool:
        """Whether a pharmacist may authorise it."""
        return self.severity_at(gate) == "authorise" and "pharmacist too" in self.severity

    def bounded(self) -> bool:
        """Whether the row has a limit, with an inside, an on and an outside."""
        return BOUNDARY.search(self.rule) is not None


def _read() -> Mapping[str, Rule]:
    rules: dict[str, Rule] = {}
    for line in TABLES.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("| `") or len(cells) != 6:
            continue
        codes, mark, gate, severity, rule, _ = cells
        for code in re.findall(r"`([a-z0-9-]+)`", codes):
            rules[code] = Rule(code, mark, gate, severity, rule)
    return rules


RULEBOOK = _read()
