"""The command line as a person or a script meets it: output, exit status, one line of refusal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from inoadmin.cli import main

SCENARIOS = Path(__file__).parent / "scenarios"
CLEAN = SCENARIOS / "01-clean.toml"


@pytest.mark.parametrize("file", sorted(SCENARIOS.glob("*.toml")), ids=lambda f: f.stem)
def test_every_scenario_meets_its_expectations(file, capsys):
    assert main(["simulate", str(file)]) == 0
    said = capsys.readouterr()
    assert "missed: 0" in said.out
    assert said.err == ""


def test_json_to_standard_output_is_only_json(capsys):
    assert main(["simulate", str(CLEAN), "--json", "-"]) == 0
    told = json.loads(capsys.readouterr().out)
    (only,) = told["administrations"]
    assert (only["stage"], only["given_mg"], only["volume_given_ml"]) == ("completed", 1.4, 50.0)
    assert (only["expected_mg"], only["bsa_m2"], only["observed_s"]) == (1.41, 1.77, 3600)
    assert only["deviations"] == []


def test_a_missed_expectation_gives_1(tmp_path, capsys):
    file = tmp_path / "missed.toml"
    text = CLEAN.read_text(encoding="utf-8").replace(
        'expect_stage = "completed"', 'expect_stage = "infusing"'
    )
    file.write_text(text, encoding="utf-8")
    assert main(["simulate", str(file)]) == 1
    assert "MISSED: Expected stage infusing, is completed." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[scenario", "TOML"),
        ('[scenario]\ntitle = "x"\n', "starts"),
    ],
)
def test_a_file_that_is_no_scenario_gives_2_and_one_line(tmp_path, capsys, text, says):
    file = tmp_path / "bad.toml"
    file.write_text(text, encoding="utf-8")
    assert main(["simulate", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert says in said.err


def test_a_missing_file_gives_2_and_one_line(tmp_path, capsys):
    assert main(["simulate", str(tmp_path / "none.toml")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_database_that_simulate_made_takes_another_run(tmp_path):
    db = tmp_path / "scenario.db"
    assert main(["simulate", str(CLEAN), "--db", str(db)]) == 0
    assert main(["simulate", str(CLEAN), "--db", str(db)]) == 0


def test_a_file_of_another_program_is_left_alone(tmp_path, capsys):
    db = tmp_path / "notes.txt"
    db.write_text("not a database", encoding="utf-8")
    assert main(["simulate", str(CLEAN), "--db", str(db)]) == 3
    assert db.read_text(encoding="utf-8") == "not a database"
    assert capsys.readouterr().err.count("\n") == 1


def test_several_administrations_give_numbered_records(tmp_path):
    pdf = tmp_path / "out.pdf"
    assert main(["simulate", str(SCENARIOS / "09-day-8.toml"), "--pdf", str(pdf)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out-1.pdf", "out-2.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF") for path in tmp_path.iterdir())


def test_one_administration_gives_one_record(tmp_path):
    pdf = tmp_path / "out.pdf"
    assert main(["simulate", str(CLEAN), "--pdf", str(pdf)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out.pdf"]


def test_the_shipped_protocol_is_shown_and_holds(tmp_path, capsys):
    assert main(["protocol", "show"]) == 0
    shown = capsys.readouterr().out
    assert "Pre-medication" in shown
    shipped = Path(__file__).parents[1] / "resources/protocols/inotuzumab-v1.toml"
    assert main(["protocol", "check", str(shipped)]) == 0
    assert capsys.readouterr().out.rstrip().endswith("holds")


def test_a_protocol_file_that_does_not_hold_gives_2_and_one_line(tmp_path, capsys):
    file = tmp_path / "bad.toml"
    file.write_text("identity = 1\n", encoding="utf-8")
    assert main(["protocol", "check", str(file)]) == 2
    assert main(["simulate", str(CLEAN), "--protocol", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 2


def test_simulate_loads_no_qt(tmp_path):
    program = (
        "import sys\n"
        "from inoadmin.cli import main\n"
        f"status = main(['simulate', {str(CLEAN)!r}, '--json', {str(tmp_path / 'o.json')!r}])\n"
        "loaded = [name for name in ('PySide6', 'reportlab') if name in sys.modules]\n"
        "print('LOADED', status, loaded)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "LOADED 0 []"
