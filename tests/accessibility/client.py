"""What a screen reader does at the application: reads its tree, acts on controls, hears it.

A program of its own, run by the system's Python, to which Debian's bindings of AT-SPI belong. Each
line of input is a request (JSON), each line of output its answer: {"is": …} or {"fault": …}.
Before each act the page that is believed to be shown is looked for, then the control by its role
and name; it must be the only one, showing, enabled and sensitive. All of that is waited for, but
not longer than `PATIENCE_S`; then the fault says what was on the screen instead.

A page: {"dialog": its title, "" for the window; "step": the step that is shown as the current one;
"text": a text that can be read on it}, each where it applies.
"""

import json
import sys
import time
from functools import partial

from tree import Atspi, GLib, Node, Tree

PATIENCE_S = 20.0
POLL_S = 0.02
LOST_S = 1.0
ALT_CODE = 64  # of the left one
NEEDED = ("SHOWING", "ENABLED", "SENSITIVE")
STEP_NOW = "current step"
KEYS = {"Return": 0xFF0D, "Escape": 0xFF1B, "Tab": 0xFF09, "F9": 0xFFC6}
PRESSES = {"press", "toggle"}


class FaultError(Exception):
    """What was asked for could not be done; the text says what was there instead."""


class Reader:
    """The client's eyes, hands and ears."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.heard: list = []
        self.seen = "nothing"
        self.app = None
        self.kept: tuple = ({}, [])
        self.patience_s = PATIENCE_S
        self.lost_at = 0.0

    def hear(self, event: Atspi.Event) -> None:
        self.heard.append(str(event.any_data))

    # --- eyes -----------------------------------------------------------------------------------

    def front(self) -> list:
        """The window in front with all that is shown in it."""
        self.app = self.app or self.tree.application("inoadmin")
        if self.app is None:
            raise FaultError("the application is not on the desktop")
        tops = self.tree.children(self.app)
        for top in reversed(tops):
            if self.tree.states(top) >= {"SHOWING", "ACTIVE"}:
                nodes = self.tree.shown(top)
                self.seen = "\n".join(node.line() for node in nodes)
                if nodes:
                    self.lost_at = 0.0
                    return nodes
        self.seen = "\n".join(f"{self.tree.name(t)!r} {self.tree.states(t)}" for t in tops)
        self.turn()
        raise FaultError("no window is in front")

    def turn(self) -> None:
        """Where the desktop has left no window in front for a while, its user turns to the next."""
        now = time.monotonic()
        self.lost_at = self.lost_at or now
        if now - self.lost_at > LOST_S:
            Atspi.generate_keyboard_event(ALT_CODE, None, Atspi.KeySynthType.PRESS)
            key("Tab")
            Atspi.generate_keyboard_event(ALT_CODE, None, Atspi.KeySynthType.RELEASE)
            self.lost_at = now

    def page(self, believed: dict) -> list:
        """The window in front, if it is the page that it is believed to be."""
        nodes = self.front()
        top = nodes[0]
        title = top.name.partition(" — ")[0] if top.role == "dialog" else ""
        if not fits(title, believed.get("dialog", "")):
            raise FaultError(f"in front is {top.role} {top.name!r}, not {believed}")
        step = believed.get("step")
        if step is not None:
            now = [n.name for n in nodes if n.description == STEP_NOW and n.role == "page tab"]
            if (step or None) != next((name.partition(": ")[0] for name in now), None):
                raise FaultError(f"the step {step!r} is not the current one, but {now}")
        text = believed.get("text", "")
        if text and not any(text in node.name for node in nodes):
            raise FaultError(f"{text!r} cannot be read")
        return nodes

    def same(self, believed: dict) -> list:
        """The page as it was read last, where nothing was pressed since and it is still in front;
        else as it is read now.
        """
        page, nodes = self.kept
        if page != believed or not nodes or "ACTIVE" not in self.tree.states(nodes[0].own):
            self.forget()
            nodes = self.page(believed)
            self.kept = (believed, nodes)
        return nodes

    def forget(self) -> None:
        """Something was done that may have changed what is shown."""
        self.kept = ({}, [])

    def find(self, asked: dict) -> Node:
        """The only control of these roles and this name ("…*": its beginning), which can be used;
        what stands in `beside` begins its description.
        """
        try:
            return self.usable(the(self.same(asked["page"]), asked))
        except FaultError:
            self.forget()
            raise

    def usable(self, node: Node) -> Node:
        """The control, asked again at this moment: it is showing, enabled and sensitive, and still
        has the name by which it was found.
        """
        held, name = self.tree.states(node.own), self.tree.name(node.own)
        lacking = [state for state in NEEDED if state not in held]
        if lacking:
            raise FaultError(f"{node.role} {node.name!r} is not {', '.join(lacking)}")
        if name != node.name:
            raise FaultError(f"{node.role} {node.name!r} is called {name!r} now")
        return node

    # --- hands ----------------------------------------------------------------------------------

    def press(self, node: Node) -> None:
        actions = self.tree.ask(node.own, "Action", "GetActions") or []
        wanted = [n for n, action in enumerate(actions) if action[0].lower() in PRESSES]
        if not wanted:
            raise FaultError(f"{node.role} {node.name!r} cannot be pressed: {actions}")
        if not self.tree.ask(node.own, "Action", "DoAction", GLib.Variant("(i)", (wanted[0],))):
            raise FaultError(f"{node.role} {node.name!r} took no press")
        self.until(partial(self.released, node))

    def released(self, node: Node) -> None:
        """A button that is pressed is down for a moment; what it does comes when it is up again."""
        if "PRESSED" in self.tree.states(node.own):
            raise FaultError(f"{node.role} {node.name!r} stays down")

    def press_each(self, asked: dict) -> int:
        """Presses every control of this name; gives how many there were."""
        nodes = self.until(partial(self.page, asked["page"]))
        fitting = [n for n in nodes if n.role in asked["roles"] and n.name == asked["name"]]
        for node in fitting:
            self.press(self.usable(node))
        return len(fitting)

    def type(self, node: Node, text: str, before: str) -> None:
        """Types with the keyboard where the focus is, in the place of what is believed to stand
        there, and reads what stands there then.
        """
        stood = self.tree.text(node.own)
        if not fits(stood, before):
            raise FaultError(f"in {node.role} {node.name!r} stands {stood!r}, not {before!r}")
        self.tree.ask(node.own, "Component", "GrabFocus")
        self.until(partial(self.focused, node))
        if stood:
            whole = GLib.Variant("(ii)", (0, len(stood)))
            self.tree.ask(node.own, "Text", "AddSelection", whole)
        for number, line in enumerate(text.split("\n")):
            if number:
                key("Return")
            Atspi.generate_keyboard_event(0, line, Atspi.KeySynthType.STRING)
        self.until(partial(self.holds, node, text))

    def focused(self, node: Node) -> None:
        if "FOCUSED" not in self.tree.states(node.own):
            raise FaultError(f"{node.role} {node.name!r} has not the focus")

    def holds(self, node: Node, text: str) -> None:
        """Whether the text stands in a field; of a secret only its length can be read."""
        stands = self.tree.text(node.own)
        secret = node.role == "password text"
        if len(stands) != len(text) if secret else stands.strip() != text:
            raise FaultError(f"in {node.role} {node.name!r} stands {stands!r}, typed was {text!r}")

    # --- ears and patience ----------------------------------------------------------------------

    def told_of(self, text: str) -> list:
        """What was announced, up to what holds the text; it is heard only once."""
        for number, said in enumerate(self.heard):
            if text in said:
                told, self.heard = self.heard[: number + 1], self.heard[number + 1 :]
                return told
        raise FaultError(f"{text!r} was not announced, but: {self.heard}")

    def listen(self, seconds: float) -> list:
        """What is announced in so many seconds, and was before."""
        rest(seconds)
        told, self.heard = self.heard, []
        return told

    def until(self, attempt):
        """Tries until it succeeds; what kept it from it is the fault when patience ends."""
        end = time.monotonic() + self.patience_s
        while True:
            try:
                return attempt()
            except FaultError as fault:
                if time.monotonic() > end:
                    raise FaultError(f"{fault}\n--- shown was:\n{self.seen}") from fault
            rest(POLL_S)


def the(nodes: list, asked: dict) -> Node:
    """The only one that is asked for."""
    roles, name, beside = asked["roles"], asked["name"], asked.get("beside", "")
    found = [
        node
        for node in nodes
        if node.role in roles
        and any(fits(one, name) for one in (node.name, *node.labels))
        and node.description.startswith(beside)
    ]
    if len(found) != 1:
        raise FaultError(f"{len(found)} x {' or '.join(roles)} {name!r} {beside!r}")
    return found[0]


def fits(name: str, sought: str) -> bool:
    """Whether this is the name sought; "…*" is the beginning of one."""
    return name.startswith(sought[:-1]) if sought.endswith("*") else name == sought


def key(name: str) -> None:
    """One key, by its name."""
    Atspi.generate_keyboard_event(KEYS[name], None, Atspi.KeySynthType.SYM)


def rest(seconds: float) -> None:
    """A moment, in which events are heard."""
    end, context = time.monotonic() + seconds, GLib.MainContext.default()
    while time.monotonic() < end:
        while context.pending():
            context.iteration(False)
        time.sleep(min(0.005, seconds))


def answer(reader: Reader, asked: dict):
    """Does what is asked for, on the page that it is asked of."""
    find, page = partial(reader.find, asked), partial(reader.page, asked["page"])
    match asked["verb"]:
        case "stand":
            reader.until(page)
        case "look":
            return [node.told() for node in reader.until(page)]
        case "find":
            return reader.until(find).told()
        case "press":
            reader.press(reader.until(find))
            if "push button" in asked["roles"]:
                reader.forget()
        case "press_each":
            return reader.press_each(asked)
        case "type":
            reader.type(reader.until(find), asked["text"], asked["before"])
        case "key":
            reader.until(page)
            key(asked["name"])
            reader.forget()
        case "hear":
            return reader.until(partial(reader.told_of, asked["text"]))
        case "listen":
            return reader.listen(asked["seconds"])
        case "patience":
            reader.patience_s = asked["seconds"] or PATIENCE_S
        case verb:
            raise FaultError(f"unknown verb {verb!r}")
    return None


def main() -> None:
    Atspi.init()
    reader = Reader()
    listener = Atspi.EventListener.new(reader.hear)
    listener.register("object:announcement")

    def asked(*_: object) -> bool:
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        try:
            said = {"is": answer(reader, json.loads(line))}
        except (FaultError, GLib.Error) as fault:
            said = {"fault": f"{type(fault).__name__}: {fault}"}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
        return True

    loop = GLib.MainLoop()
    conditions = GLib.IOCondition.IN | GLib.IOCondition.HUP
    GLib.io_add_watch(0, GLib.PRIORITY_DEFAULT, conditions, asked)
    loop.run()


main()
