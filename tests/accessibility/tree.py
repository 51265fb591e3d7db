"""The application's tree as it is handed to a screen reader, read over the accessibility bus.

A part of the client's program. Objects are asked many questions at once, a level of the tree at a
time, since a walk asks thousands. Nothing is kept: each reading tells what is so at that moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import gi

gi.require_version("Atspi", "2.0")  # before it is imported
Atspi, Gio, GLib = (import_module(f"gi.repository.{name}") for name in ("Atspi", "Gio", "GLib"))

CALL_MS = 10_000
ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
ACCESSIBLE = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"
TOLD = (
    *("SHOWING", "ENABLED", "SENSITIVE", "FOCUSED", "FOCUSABLE"),
    *("CHECKED", "CHECKABLE", "PRESSED", "SELECTED", "ACTIVE", "MODAL"),
)
_BITS = {name: int(getattr(Atspi.StateType, name)) for name in TOLD}
#: What only holds other things, and says nothing.
BARE = {"filler", "layered pane", "scroll bar", "scroll pane", "separator", "viewport"}
#: What is read as one thing.
LEAVES = {"label", "heading", "push button", "check box", "radio button", "page tab", "scroll bar"}
_LABELLED_BY = int(Atspi.RelationType.LABELLED_BY)

Own = tuple  # the object's name on the bus, and its path
Question = tuple  # object, interface, method, arguments


@dataclass
class Node:
    """One object, as it was when the tree was read."""

    own: Own
    depth: int
    role: str
    states: frozenset
    name: str = ""
    description: str = ""
    labels: tuple = ()

    def line(self) -> str:
        more = f" — {self.description}" if self.description else ""
        return f"{'  ' * self.depth}{self.role} {self.name!r}{more} {sorted(self.states)}"

    def told(self) -> dict:
        return {
            "role": self.role,
            "name": self.name,
            "description": self.description,
            "states": sorted(self.states),
            "depth": self.depth,
        }


class Tree:
    """Asks the objects of one accessibility bus."""

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        asked = ("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        (address,) = session.call_sync(*asked, None, None, 0, CALL_MS, None).unpack()
        kind = Gio.DBusConnectionFlags
        flags = kind.AUTHENTICATION_CLIENT | kind.MESSAGE_BUS_CONNECTION
        self._bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def ask_all(self, questions: list) -> list:
        """The answers, each None where the object is gone or knows no such thing."""
        answers: list = [None] * len(questions)
        waiting = [len(questions)]

        def answered(number: int) -> Callable:
            def hear(bus: Gio.DBusConnection, result: Gio.AsyncResult) -> None:
                waiting[0] -= 1
                try:
                    told = bus.call_finish(result).unpack()
                except GLib.Error:
                    return
                answers[number] = told[0] if told else ()

            return hear

        for number, (own, interface, method, arguments) in enumerate(questions):
            self._bus.call(
                *(*own, interface, method, arguments, None),
                *(Gio.DBusCallFlags.NO_AUTO_START, CALL_MS, None, answered(number)),
            )
        while waiting[0]:
            GLib.MainContext.default().iteration(True)
        return answers

    def ask(self, own: Own, interface: str, method: str, arguments: GLib.Variant | None = None):
        """One answer."""
        return self.ask_all([(own, f"org.a11y.atspi.{interface}", method, arguments)])[0]

    def name(self, own: Own) -> str:
        return self.ask_all([named(own, "Name")])[0] or ""

    def states(self, own: Own) -> frozenset:
        return states_of(self.ask(own, "Accessible", "GetState"))

    def children(self, own: Own) -> list:
        return self.ask(own, "Accessible", "GetChildren") or []

    def text(self, own: Own) -> str:
        return self.ask(own, "Text", "GetText", GLib.Variant("(ii)", (0, -1))) or ""

    def application(self, name: str) -> Own | None:
        """The application of this name on the desktop."""
        return next((own for own in self.children(ROOT) if self.name(own) == name), None)

    def shown(self, top: Own) -> list:
        """A window and all in it that is showing, in reading order."""
        root = Node(top, 0, "", frozenset())
        inner: dict = {}
        level, every = [root], []
        while level:
            level = self._read(level)
            every += level
            open_ones = [node for node in level if node.role not in LEAVES]
            below = self.ask_all([(n.own, ACCESSIBLE, "GetChildren", None) for n in open_ones])
            level = []
            for node, children in zip(open_ones, below, strict=True):
                made = [Node(own, node.depth + 1, "", frozenset()) for own in children or []]
                inner[node.own] = made
                level += made
        self._name([node for node in every if node.role not in BARE])
        order, waiting, seen = [], [root], {id(node) for node in every}
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                order.append(node)
                waiting += reversed(inner.get(node.own, []))
        return order

    def _read(self, nodes: list) -> list:
        """Asks for role and states; gives those that are showing."""
        questions = [(n.own, ACCESSIBLE, what, None) for n in nodes for what in _FIRST]
        answers = iter(self.ask_all(questions))
        for node in nodes:
            node.role, node.states = role_of(next(answers)), states_of(next(answers))
        return [node for node in nodes if "SHOWING" in node.states]

    def _name(self, nodes: list) -> None:
        """Asks for names and descriptions, and for what lists are labelled by."""
        asked = [named(n.own, what) for n in nodes for what in ("Name", "Description")]
        answers = iter(self.ask_all(asked))
        for node in nodes:
            node.name, node.description = next(answers) or "", next(answers) or ""
            if node.role == "combo box":
                related = self.ask(node.own, "Accessible", "GetRelationSet") or []
                others = [own for kind, owns in related if kind == _LABELLED_BY for own in owns]
                node.labels = tuple(self.name(own) for own in others)


_FIRST = ("GetRole", "GetState")


def named(own: Own, what: str) -> Question:
    return own, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, what))


def role_of(number: int | None) -> str:
    """A role's name, by its number."""
    return "" if number is None else Atspi.role_get_name(Atspi.Role(number))


def states_of(words: list | None) -> frozenset:
    """The states that are set in the two words of bits."""
    low, high = words or (0, 0)
    held = low | high << 32
    return frozenset(name for name, bit in _BITS.items() if held >> bit & 1)
