from __future__ import annotations

from pathlib import Path

from inoadmin.bootstrap.zone import UTC_NOTE, local_zone, system_names


def test_the_first_name_that_is_a_zone_is_taken() -> None:
    zone, note = local_zone(["", "Nowhere/Atlantis", "../etc/passwd", "Europe/London", "UTC"])
    assert (zone.key, note) == ("Europe/London", "")


def test_without_any_it_is_utc_and_says_so() -> None:
    zone, note = local_zone(["Nowhere/Atlantis"])
    assert (zone.key, note) == ("UTC", UTC_NOTE)


def test_the_system_is_asked_in_order(tmp_path: Path) -> None:
    timezone, localtime = tmp_path / "timezone", tmp_path / "localtime"
    timezone.write_text("Europe/Paris\n")
    (tmp_path / "zoneinfo" / "Europe").mkdir(parents=True)
    (tmp_path / "zoneinfo" / "Europe" / "Rome").touch()
    localtime.symlink_to(tmp_path / "zoneinfo" / "Europe" / "Rome")
    names = system_names({"TZ": ":Europe/London"}, timezone, localtime)
    assert names == ["Europe/London", "Europe/Paris", "Europe/Rome"]


def test_a_system_that_tells_nothing_gives_no_name(tmp_path: Path) -> None:
    assert system_names({}, tmp_path / "none", tmp_path / "none either") == []
