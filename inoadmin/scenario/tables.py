"""One table of a scenario file, read strictly: every key known, every value of its kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Never, cast

from inoadmin.scenario.kinds import coerce, described
from inoadmin.scenario.model import ScenarioError
from inoadmin.scenario.offsets import at_offset, in_utc


def fail(where: str, why: str) -> Never:
    """Refuse the file.

    Raises:
        ScenarioError: always, with place and reason in one line.

    """
    raise ScenarioError(" ".join(f"{where}: {why}".split()))


def quoted(text: str) -> str:
    """Give a text from the file as an error line can bear it."""
    return ascii_safe if len(ascii_safe := repr(text)) <= 60 else f"{ascii_safe[:57]}…'"


class Table:
    """A table and its place in the file ("step 3 (bag)"), for the errors it raises.

    Every getter raises ScenarioError for a value of the wrong kind and gives None for a missing
    one.
    """

    def __init__(self, where: str, values: Mapping[str, object]) -> None:
        """Take a table as the TOML reader gave it."""
        self.where = where
        self._values = values

    @classmethod
    def of(cls, where: str, value: object) -> Table:
        """Take a value that must be a table.

        Raises:
            ScenarioError: it is not.

        """
        if not isinstance(value, dict):
            fail(where, f"must be a table, not {described(value)}")
        return cls(where, cast("dict[str, object]", value))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def only(self, known: Collection[str]) -> None:
        """Refuse any key that is not known."""
        for key in self._values:
            if key not in known:
                fail(self.where, f"unknown key {quoted(key)}")

    def only_items(self, items: Collection[str]) -> None:
        """Refuse any key that is not an item of the protocol."""
        for key in self._values:
            if key not in items:
                fail(self.where, f"unknown item {quoted(key)}")

    def get(self, kind: type, key: str) -> object:
        """Give the value of a key as its kind has it."""
        if key not in self._values:
            return None
        try:
            return coerce(kind, self._values[key])
        except ValueError as error:
            fail(self.where, f"{key} {error}")

    def raw(self, key: str) -> object:
        """Give the value as the file has it."""
        return self._values.get(key)

    def need(self, key: str) -> None:
        """Refuse the table when the key is missing."""
        if key not in self._values:
            fail(self.where, f"{key} is missing")

    def text(self, key: str) -> str | None:
        """Give a text."""
        return cast("str | None", self.get(str, key))

    def needed_text(self, key: str) -> str:
        """Give a text that must be there."""
        self.need(key)
        return cast("str", self.get(str, key))

    def texts(self, key: str) -> tuple[str, ...] | None:
        """Give a list of texts."""
        return cast("tuple[str, ...] | None", self.get(tuple, key))

    def flag(self, key: str) -> bool | None:
        """Give a true or false."""
        return cast("bool | None", self.get(bool, key))

    def whole(self, key: str) -> int | None:
        """Give a whole number."""
        return cast("int | None", self.get(int, key))

    def number(self, key: str) -> Decimal | None:
        """Give a number, whole or not."""
        return cast("Decimal | None", self.get(Decimal, key))

    def day(self, key: str) -> date | None:
        """Give a date."""
        return cast("date | None", self.get(date, key))

    def moment(self, key: str, starts: datetime) -> datetime | None:
        """Give the instant at an offset."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return at_offset(starts, text)
        except ValueError as error:
            fail(self.where, f"{key} {quoted(text)} {error}")

    def instant(self, key: str) -> datetime | None:
        """Give an instant that the file writes as a date and time with its offset, in UTC."""
        value = cast("datetime | None", self.get(datetime, key))
        if value is None:
            return None
        try:
            return in_utc(value)
        except ValueError as error:
            fail(self.where, f"{key} {error}")

    def table(self, key: str) -> Table | None:
        """Give a table within."""
        if key not in self._values:
            return None
        return Table.of(f"{self.where} {key}", self._values[key])

    def one_of(self, key: str, known: Collection[str], name: str) -> str | None:
        """Give a text that must be one of those known; `name` says what it is."""
        text = self.text(key)
        if text is not None and text not in known:
            fail(self.where, f"unknown {name} {quoted(text)}")
        return text
