"""The walk's side of the screen reader: asks the client, one request at a time.

Page: what is believed to be shown; every act is made on one, and fails when another one is.
ScreenReader: acts and looks. A name that ends in "*" is the beginning of a longer one.
"""

from __future__ import annotations

import json
import select
import subprocess
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.accessibility.desktop import Desktop, reading

CLIENT = Path(__file__).resolve().parent / "client.py"
#: Longer than the client itself waits for anything.
LONGEST_S = 90.0
_LAST = 3000  # characters of what was complained of
BUTTONS = ("push button",)
CHOICES = ("toggle button", "check box", "radio button")
LINES = ("text", "password text", "entry")


class LostError(AssertionError):
    """The client could not do what was asked; the text has what it saw instead."""


@dataclass(frozen=True)
class Page:
    """A page by the title of its dialog, the step that is current, a text that stands on it."""

    dialog: str = ""
    step: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Seen:
    """One object that is shown."""

    role: str
    name: str
    description: str
    states: frozenset[str]
    depth: int


class ScreenReader:
    """At the page that is believed to be shown; `at` turns to another one."""

    def __init__(self, on: Desktop) -> None:
        self._on, self._client = on, reading(on, CLIENT)
        self.page = Page()
        self.acts = 0

    def at(self, page: Page) -> None:
        """From now on this page is believed to be shown: it is waited for, and must come."""
        self.page = page
        self._ask("stand")

    def patience(self, seconds: float | None) -> None:
        """How long the client waits for what is not there; None: as long as it does by itself."""
        self._ask("patience", seconds=seconds)

    # --- acting ---------------------------------------------------------------------------------

    def press(self, name: str, beside: str = "") -> None:
        """Presses a button."""
        self._act("press", roles=BUTTONS, name=name, beside=beside)

    def choose(self, field: str, words: str) -> None:
        """Presses one of the choices of a field."""
        self._act("press", roles=CHOICES, name=words, beside=field)

    def tick(self, name: str) -> None:
        """Ticks a box."""
        self._act("press", roles=("check box",), name=name)

    def answer_each(self, words: str) -> int:
        """Presses every choice with these words; gives how many there were."""
        number: int = self._ask("press_each", roles=CHOICES, name=words)
        self.acts += number
        return number

    def type(self, name: str, text: str, before: str = "") -> None:
        """Types into a field, in which nothing stands, or what is believed to."""
        self._act("type", roles=LINES, name=name, text=text, before=before)

    def pick(self, name: str, words: str) -> None:
        """Types in a list that can be typed into, and leaves it."""
        self.type(name, words)
        self.key("Tab")

    def fill(self, **fields: str) -> None:
        """Types into several fields; an underscore stands for a space."""
        for name, text in fields.items():
            self.type(name.replace("_", " "), text)

    def key(self, name: str) -> None:
        """Presses a key."""
        self._act("key", name=name)

    # --- looking and hearing --------------------------------------------------------------------

    def look(self) -> list[Seen]:
        """Everything that is shown on the page, in reading order."""
        return [
            Seen(s["role"], s["name"], s["description"], frozenset(s["states"]), s["depth"])
            for s in self._ask("look")
        ]

    def sees(self, role: str, name: str) -> None:
        """There is one such object on the page, and it can be used."""
        self._ask("find", roles=(role,), name=name)

    def reads(self, text: str) -> None:
        """A text can be read on the page."""
        page = self.page
        self.at(Page(page.dialog, page.step, text))
        self.page = page

    def hears(self, text: str) -> list[str]:
        """It is announced; gives all that was since it was last listened to."""
        said: list[str] = self._ask("hear", text=text)
        return said

    def listens(self, seconds: float) -> list[str]:
        """What is announced in so many seconds, and was not listened to before."""
        said: list[str] = self._ask("listen", seconds=seconds)
        return said

    # --- the client -----------------------------------------------------------------------------

    def _act(self, verb: str, **asked: Any) -> None:
        self._ask(verb, **asked)
        self.acts += 1

    def _ask(self, verb: str, **asked: Any) -> Any:
        """One request and its answer."""
        asked = {"verb": verb, "page": asdict(self.page), **asked}
        client = self._client
        assert client.stdin is not None
        assert client.stdout is not None
        with suppress(BrokenPipeError):  # it has ended; how is told below
            client.stdin.write(json.dumps(asked).encode() + b"\n")
            client.stdin.flush()
        ready, _, _ = select.select([client.stdout], [], [], LONGEST_S)
        line = client.stdout.readline() if ready else b""
        if not line:
            how = f"it ended with {ended(client)}: {self._on.said()[-_LAST:]}"
            raise LostError(f"the client said nothing to {asked}; {how}")
        answer = json.loads(line)
        if "fault" in answer:
            raise LostError(f"{asked}\n{answer['fault']}")
        return answer["is"]


def ended(process: subprocess.Popen[bytes]) -> str:
    """How a process ended."""
    status = process.poll()
    return "nothing: it still runs" if status is None else str(status)
