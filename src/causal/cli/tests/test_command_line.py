"""The command line: one JSON object or readable text, and one clear sentence when something is wrong."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from causal.cli import main
from causal.cli.entry import COMMANDS

ROOT = Path(__file__).resolve().parents[4]
SMALL = """
id: small
factors:
  - {id: a, label: {nl: aanloop, en: approach}, roles: [lever]}
  - {id: b, label: {nl: bereik, en: reach}}
  - {id: c, label: {nl: doel, en: target}, roles: [goal], desired: up}
  - {id: d, label: {nl: druk, en: strain}, pressure: true}
relations:
  - {from: a, to: b, sign: "+"}
  - {from: b, to: c, sign: "+", layer: read}
  - {from: a, to: d, sign: "+"}
  - {from: d, to: c, sign: "-"}
  - {from: c, to: a, sign: "-", layer: inferred, strength: weak}
interventions:
  - {id: more, label: {nl: meer aanloop, en: more approach}, changes: [{factor: a, kind: shift, amount: 1}]}
claims:
  - {id: one, text: {en: It reaches.}, layer: stated, checks: [{test: path, through: [a, b], sign: "+"}]}
"""
Said = tuple[int, str, str]
SLOW = {"report", "verdict"}
BY_SPEED = [pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name for name in COMMANDS]


@pytest.fixture
def say(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Said]:
    def run(*words: str) -> Said:
        code = main(words)
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8"), err.decode("utf-8")

    return run


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, "utf-8")
    return str(path)


@pytest.fixture
def matrix(tmp_path: Path) -> str:
    path = tmp_path / "matrix.csv"
    path.write_text(",a,b\na,-1,-1\nb,1,-1\n", "utf-8")
    return str(path)


def arguments(small: str, tmp_path: Path) -> dict[str, list[str]]:
    return {
        "validate": [small],
        "convert": [small, str(tmp_path / "small.json")],
        "diff": [small, small],
        "loops": [small],
        "paths": [small, "--from", "a", "--to", "c"],
        "simulate": [small, "--with", "more"],
        "verdict": [small, "--press", "a", "--goal", "c", "--draws", "200"],
        "fcm": [small, "--start", "a=1"],
        "claims": [small],
        "rank": [small, "--goal", "c", "--draws", "100"],
        "report": [small, "-o", str(tmp_path / "small.pdf"), "--press", "a", "--draws", "100"],
    }


@pytest.mark.parametrize("command", BY_SPEED)
def test_it_answers_with_one_object_and_nothing_else(
    say: Any, small: str, tmp_path: Path, command: str
) -> None:
    code, out, err = say(command, *arguments(small, tmp_path)[command], "--json", "--seed", "7")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert isinstance(told, dict)
    assert out.count("\n") == 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("command", BY_SPEED)
def test_it_answers_people_in_text(say: Any, small: str, tmp_path: Path, command: str, language: str) -> None:
    code, out, err = say(command, *arguments(small, tmp_path)[command], "--language", language)
    assert (code, err) == (0, "")
    assert out.strip()
    assert not out.startswith("{")


@pytest.mark.parametrize("command", COMMANDS)
def test_it_explains_every_command(say: Any, command: str) -> None:
    code, out, _ = say(command, "--help")
    assert code == 0
    assert "Exit codes" in out


def test_it_lists_commands_and_models(say: Any) -> None:
    for words in ([], ["--help"], ["help"]):
        code, out, _ = say(*words)
        assert code == 0
        assert all(name in out for name in (*COMMANDS, "mensenhandel"))
    assert set(json.loads(say("--help", "--json")[1])["commands"]) == set(COMMANDS)


def test_it_keeps_the_contract_of_loops(say: Any, small: str) -> None:
    told = json.loads(say("loops", small, "--json")[1])
    assert {"count", "complete", "reinforcing", "balancing", "undetermined", "loops"} <= set(told)
    assert {"factors", "type", "gain", "delay"} <= set(told["loops"][0])
    assert (told["count"], told["complete"]) == (2, True)
    cut = json.loads(say("loops", small, "--max", "1", "--json")[1])
    assert (len(cut["loops"]), cut["complete"]) == (1, False)
    short = json.loads(say("loops", small, "--max-length", "2", "--json")[1])
    assert (short["count"], short["complete"]) == (0, False)
    assert json.loads(say("loops", small, "--through", "d", "--json")[1])["count"] == 1


def test_it_keeps_the_contract_of_simulate(say: Any, small: str) -> None:
    told = json.loads(say("simulate", small, "--with", "more", "--at", "0,1,5", "--json")[1])
    assert told["times"] == [0, 1, 5]
    assert set(told["levels"]) == {"a", "b", "c", "d"} == set(told["long_run"])
    assert (len(told["score"]), told["responsible"]) == (3, None)
    assert told["about"]["strengths"]["average"] == 0.5


def test_simulate_names_the_loop_behind_an_unstable_model(say: Any, tmp_path: Path) -> None:
    path = tmp_path / "race.csv"
    path.write_text("from,to,sign,strength\na,b,+,1.5\nb,a,+,1.2\nb,c,-,1\n", "utf-8")
    words = ("simulate", str(path), "--with", "a=1", "--until", "3")
    told = json.loads(say(*words, "--json")[1])
    assert (told["stable"], told["long_run"], set(told["responsible"]["factors"])) == (
        False,
        None,
        {"a", "b"},
    )
    assert "This loop does most to it: When ‘a’ goes up, ‘b’ goes up." in say(*words)[1]


@pytest.mark.slow
def test_it_speaks_dutch_of_loops_and_maps(say: Any, small: str) -> None:
    told = say("loops", small, "--language", "nl")[1]
    assert "vertraging 3 jaar" in told
    assert "gain" not in told
    assert "delay" not in told
    told = say("fcm", small, "--start", "a=1", "--variant", "rescaled", "--language", "nl")[1]
    assert "eind" in told
    assert "in rust" in told
    assert "GEEN vast punt" in told


def test_fcm_says_what_to_do_about_an_unknown_sign(say: Any, tmp_path: Path) -> None:
    path = tmp_path / "unsure.yaml"
    path.write_text(SMALL.replace('sign: "-", layer', 'sign: "?", layer'), "utf-8")
    code, _, told = say("fcm", str(path))
    assert code == 1
    assert "The sign of relation 'c>a' is unknown" in told
    assert "left_out" in told


def test_it_speaks_dutch_when_asked(say: Any, small: str, tmp_path: Path) -> None:
    nl = ("--language", "nl")
    assert say("validate", small, *nl)[1].startswith("small klopt: 4 factoren, 5 relaties (5 tellen mee), 1 ")
    assert "1 kloppen, 0 kloppen niet, 0 buiten bereik." in say("claims", small, *nl)[1]
    ranked = say("rank", small, "--goal", "c", "--draws", "100", *nl)[1]
    assert "maatregel" in ranked
    assert "wint van de volgende" in ranked
    written = say("convert", small, str(tmp_path / "small.json"), *nl)[1]
    assert "er gaat niets verloren" in written


def test_validate_counts_one_in_the_singular(say: Any, small: str) -> None:
    told = say("validate", small)[1]
    assert told == "small is right: 4 factors, 5 relations (5 count), 1 intervention, 1 claim.\n"


def test_it_keeps_the_contract_of_verdict(say: Any, small: str) -> None:
    words = (
        "verdict",
        small,
        "--press",
        "a=-",
        "--goal",
        "c",
        "--schemes",
        "uniform,classes",
        "--draws",
        "300",
    )
    told = json.loads(say(*words, "--json")[1])
    assert {"verdict", "adjoint", "feedback", "weight"} <= set(told["structural"])
    assert set(told["monte_carlo"]) == {"uniform", "classes"}
    one = told["monte_carlo"]["uniform"]
    assert {"drawn", "stable", "valid", "acceptance", "effects"} <= set(one)
    assert set(one["effects"]["c"]) == {"negative", "zero", "positive"}
    assert {"factors", "sign_vectors"} <= set(told["possible"])
    assert told["rests_on"]
    assert json.loads(say(*words, "--json")[1]) == told
    everything = json.loads(say("verdict", small, "--press", "a", "--draws", "100", "--json")[1])
    assert set(everything["monte_carlo"]["in-degree"]["effects"]) == {"a", "b", "c", "d"}


def test_it_takes_a_matrix_by_its_word_and_by_its_extension(say: Any, matrix: str) -> None:
    for words in (("matrix", matrix), (matrix,)):
        told = json.loads(say("loops", *words, "--json")[1])
        assert told["count"] == 3
    code, out, _ = say("diff", "matrix", matrix, matrix, "--json")
    assert (code, json.loads(out)["same"]) == (0, True)
    assert say("loops", "matrix", "--max", "1", matrix, "--json")[0] == 0


def test_it_finds_a_factor_by_its_label(say: Any, small: str) -> None:
    told = json.loads(say("paths", small, "--from", "Aanloop", "--to", "target", "--json")[1])
    assert (told["from"], told["to"]) == ("a", "c")


def test_it_writes_a_format_to_the_screen(say: Any, small: str) -> None:
    code, out, _ = say("convert", small, "-", "--to", "json")
    assert code == 0
    assert json.loads(out)["id"] == "small"


def test_it_fails_when_a_claim_fails(say: Any, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(SMALL.replace("through: [a, b]", "through: [b, a]"), "utf-8")
    code, out, _ = say("claims", str(path), "--json")
    assert (code, json.loads(out)["fail"]) == (3, 1)


WRONG = [
    (["frobnicate"], 2, "no command 'frobnicate'"),
    (["loops"], 2, "MODEL"),
    (["loops", "{small}", "{small}"], 2, "one model, found 2"),
    (["loops", "{small}", "--max", "many"], 2, "'many' is not a whole number"),
    (["loops", "{small}", "--max", "-1"], 2, "0 or more"),
    (["loops", "{small}", "--seed", "1.5"], 2, "not a whole number"),
    (["loops", "{small}", "--colour"], 2, "--colour"),
    (["loops", "{small}", "--layers", "stated,rumour"], 2, "'rumour' is not one of"),
    (["loops", "{small}", "--through", "zz"], 1, "no factor 'zz'"),
    (["loops", "nowhere.yaml"], 1, "nowhere.yaml"),
    (["loops", "{folder}"], 1, "{folder}"),
    (["paths", "{small}", "--from", "a"], 2, "--to"),
    (["simulate", "{small}", "--with", "mor"], 1, "Did you mean more?"),
    (["simulate", "{small}", "--with", "a=x"], 2, "FACTOR=AMOUNT"),
    (["simulate", "{small}", "--until", "0"], 2, "above 0"),
    (["simulate", "{small}", "--at", "5", "--until", "2"], 2, "later than"),
    (["simulate", "{small}", "--at", "nan"], 2, "'nan' is not a number"),
    (["simulate", "{small}", "--at", ""], 2, "at least one moment"),
    (["simulate", "{small}", "--at", "-1,2"], 2, "argument --at"),
    (["simulate", "{small}", "--order", "21"], 2, "20 at most"),
    (["paths", "{small}", "--from", "a", "--to", "a"], 1, "a to itself"),
    (["verdict", "{small}", "--press", "a", "--press", "a=-"], 2, "both up and down"),
    (["verdict", "{small}"], 2, "--press"),
    (["verdict", "{small}", "--press", "a=x"], 2, "neither in =+ nor in =-"),
    (["verdict", "{small}", "--press", "a", "--schemes", "guess"], 2, "'guess' is not one of"),
    (["verdict", "{small}", "--press", "a", "--validate", "b"], 2, "does not end in +, - or 0"),
    (["verdict", "{small}", "--press", "a", "--draws", "1000000000"], 2, "of 10000000 at most"),
    (["verdict", "{small}", "--press", "a", "--validate", "b+,b-"], 2, "'b' two different responses"),
    (["fcm", "{small}", "--start", "a"], 2, "FACTOR=NUMBER"),
    (["fcm", "{small}", "--slope", "inf"], 2, "not a number"),
    (["rank", "{small}"], 2, "--goal"),
    (["convert", "{small}", "out.docx"], 1, "out.docx"),
    (["convert", "{small}", "{folder}/no/such/place.json"], 1, "cannot be written"),
    (["convert", "{small}", "-"], 2, "--to"),
    (["convert", "{small}", "{small}"], 2, "name another file to write to"),
    (["convert", "{small}", "{folder}/../{name}/small.yaml"], 2, "name another file to write to"),
    (["report", "{small}"], 2, "-o"),
    (["report", "{small}", "-o", "weird.txt"], 2, "The report is a PDF: let 'weird.txt' end in .pdf."),
]


@pytest.mark.parametrize(
    ("words", "code", "sentence"), WRONG, ids=lambda one: " ".join(one) if isinstance(one, list) else ""
)
def test_it_says_in_one_sentence_what_is_wrong(
    say: Any, small: str, tmp_path: Path, words: list[str], code: int, sentence: str
) -> None:
    filled = [word.format(small=small, folder=tmp_path, name=tmp_path.name) for word in words]
    found, out, err = say(*filled)
    assert (found, out) == (code, "")
    assert sentence.format(folder=tmp_path) in err
    assert "Traceback" not in err
    found, out, err = say(*filled, "--json")
    assert (found, err) == (code, "")
    assert sentence.format(folder=tmp_path) in json.loads(out)["error"]["message"]


def test_it_names_line_and_remedy_of_a_wrong_model(say: Any, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(SMALL.replace("from: d", "from: dd"), "utf-8")
    code, out, _ = say("validate", str(path), "--json")
    (problem,) = json.loads(out)["error"]["problems"]
    assert code == 1
    assert problem["line"] == 12
    assert problem["remedy"]


def _started(*words: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, check=False, **options
    )


@pytest.mark.slow
@pytest.mark.parametrize("module", [("-m", "causal"), ("-m", "ketenzicht.config", "causal")])
def test_it_starts_as_a_program_without_django(module: tuple[str, ...]) -> None:
    done = _started(*module, "validate", "mensenhandel", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["factors"] == 130


@pytest.mark.slow
def test_it_imports_neither_django_nor_numba_to_validate() -> None:
    told = "from causal.cli import main; main(['validate', 'mensenhandel']); import sys; "
    told += "sys.exit(any(name in sys.modules for name in ('django', 'numba', 'scipy', 'networkx', 'typst')))"
    assert _started("-c", told).returncode == 0


@pytest.mark.slow
def test_it_stays_silent_when_nobody_reads_on() -> None:
    command = (
        f"{sys.executable} -m causal convert mensenhandel - --to json | head -c 10; exit ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


class FullDisk:
    """An output that holds nothing."""

    buffer = property(lambda self: self)

    def write(self, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def flush(self) -> None:
        pass


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_it_tells_when_the_output_is_full(
    extra: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", FullDisk())
    assert main(["validate", "marvel-software-release", *extra]) == 1
    assert capsys.readouterr().err == "The output: No space left on device.\n"


def test_it_tells_when_the_output_is_closed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["validate", "marvel-software-release", "--json"]) == 1
    assert capsys.readouterr().err == "The output: Bad file descriptor.\n"
