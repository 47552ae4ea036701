import json
import zlib

from ketenzicht.reporting.forms.answers import Answers, KeptFile


def test_it_comes_back_as_it_was() -> None:
    answers = Answers.fresh()
    answers.pages["what"] = {"fact": ["what I saw"]}
    answers.files.append(KeptFile("1", "a.txt", 3, "text"))
    answers.go_forward("safety")
    assert Answers.from_bytes(answers.to_bytes()) == answers


def test_it_reads_a_draft_of_another_version() -> None:
    older = {"submission": "s", "receipt_code": "1", "file_owner": "f", "no_longer_known": True}
    assert Answers.from_bytes(zlib.compress(json.dumps(older).encode())) == Answers("s", "1", "f")


def test_it_forgets_a_box_that_was_unticked_and_keeps_what_belongs_to_other_questions() -> None:
    answers = Answers("s", "1", "f", {"signs": {"sign-A": ["seen"], "box": ["on"]}})
    answers.keep("signs", ["sign-B", "box"], {"sign-B": ["not_seen"]})
    assert answers.raw("signs") == {"sign-A": ["seen"], "sign-B": ["not_seen"]}


def test_it_goes_back_the_way_it_came() -> None:
    answers = Answers.fresh()
    for page in ("safety", "what", "check", "what"):
        answers.go_forward(page)
    assert answers.trail == ["safety", "what"]
    assert answers.go_back("safety") == "what"
    assert answers.go_back("safety") == "safety"
    assert answers.go_back("safety") == "safety"
