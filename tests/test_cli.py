"""The command line as a person or a script meets it: output, exit status, one line of refusal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inoadmin.cli import main

SCENARIOS = Path(__file__).parent / "scenarios"
ROOT = Path(__file__).resolve().parents[1]
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


# --- what is not understood ----------------------------------------------------------------------

SECRET = "604918"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["--bogus"], "--bogus: not known here"),
        (["frobnicate"], "invalid choice"),
        (["verify", "--heads", "3"], "--heads: not known here"),
        (["backup"], "folder"),
        (["backup", "a", SECRET], "asked for; it is never given on the command line"),
        (["unlock"], "--recovery-key"),
        (["unlock", "--recovery-key", SECRET], "never given on the command line"),
        (["unlock", f"--recovery-key={SECRET}"], "it takes no value"),
        (["change-key", "--manager", "Max Reed", "--pin", SECRET], "--pin: not known here"),
        (["change-key", "--manager", "Max Reed", f"--pin={SECRET}"], "--pin: not known here"),
        (["export", "--plain", "x", f"--\n{SECRET}"], "more words than it takes"),
        (["protocol"], "action"),
        (["--db"], "expected one argument"),
    ],
)
def test_what_is_not_understood_gives_2_and_one_line(capsys, typed, says):
    with pytest.raises(SystemExit) as ended:
        main(typed)
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert says in said.err
    assert "Nothing was done." in said.err
    assert SECRET not in said.err


def test_the_database_may_be_named_before_simulate_too(tmp_path):
    db = tmp_path / "scenario.db"
    assert main(["--db", str(db), "simulate", str(CLEAN)]) == 0
    assert db.is_file()


# --- where its words go --------------------------------------------------------------------------


def shell(line, folder, **more):
    """A line of a shell in which `inoadmin` is this program; what it printed, and its errors."""
    names = {name: str(folder / name) for name in ("INOADMIN_DB", "INOADMIN_KEY_FILE")}
    command = f'inoadmin() {{ "{sys.executable}" -m inoadmin "$@"; }}; umask 000; {line}'
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, **names, **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout, done.stderr


SHOW = "inoadmin protocol show"


def test_a_reader_that_leaves_early_is_no_fault(tmp_path):
    """More is said than a pipe holds, and nobody reads it."""
    long = f"{SHOW}; {SHOW}; {SHOW}"
    said = shell(f"({long}; echo $? >&2) | true", tmp_path)
    assert said == ("", "0\n")


def test_words_that_cannot_be_written_are_told_in_a_line(tmp_path):
    out, err = shell(f"{SHOW} > /dev/full; echo $?", tmp_path)
    assert out == "0\n"
    assert err.count("\n") == 1
    assert "cannot be written (No space left on device)" in err


def test_nowhere_to_say_anything_is_no_fault(tmp_path):
    assert shell(f"{SHOW} >&-; echo $?", tmp_path) == ("0\n", "")
    assert shell("inoadmin simulate none.toml 2>&-; echo $?", tmp_path) == ("2\n", "")


def test_a_terminal_of_few_letters_gets_others_written_out(tmp_path):
    out, err = shell(SHOW, tmp_path, PYTHONIOENCODING="ascii")
    assert "\\u2264" in out
    assert err == ""


STOPPED = """
import signal, sys
from inoadmin.cli import main

class Keyboard:
    def isatty(self):
        return False
    def readline(self):
        signal.raise_signal(signal.SIGINT)

sys.stdin = Keyboard()
print(main(["change-key", "--manager", "Max Reed"]))
"""


def test_stopped_by_the_keyboard_it_says_so(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", STOPPED],
        cwd=ROOT,
        env={**os.environ, "INOADMIN_DB": str(tmp_path / "ward.db")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "130\n"
    assert done.stderr.startswith("Stopped before the end. What was recorded is on disk")
    assert done.stderr.count("\n") == 1


def test_what_a_command_makes_is_its_owners_alone(tmp_path):
    made = "--pdf $0.pdf --json $0.json --db $0.db"
    name = tmp_path / "made"
    form = f"inoadmin downtime-form {name}.form"
    shell(f"inoadmin simulate {CLEAN} {made.replace('$0', str(name))}; {form}", tmp_path)
    modes = {path.suffix: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys([".pdf", ".json", ".db", ".form"], 0o600)
