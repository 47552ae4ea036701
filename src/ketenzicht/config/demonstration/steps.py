"""What each step of a story does: the product's own action, as the person named, at the time given."""

from collections.abc import Callable, Mapping

from django.utils import timezone

from ketenzicht.common.actor import Actor, acting
from ketenzicht.config.demonstration.handing import HANDING
from ketenzicht.config.demonstration.rows import span
from ketenzicht.config.demonstration.scene import Turn
from ketenzicht.reporting import actions as reporting
from ketenzicht.reporting.queries import reply_texts, report_view
from ketenzicht.signals import actions as signals
from ketenzicht.signals.domain.states import SignalEvent
from ketenzicht.signals.queries import signal_for


def assign(turn: Turn) -> None:
    """Give the signal to a colleague, or oneself."""
    to = turn.scene.people[turn.step["to"]].user_id
    signals.assign(signal_id=turn.signal_id, to_user_id=to, by=turn.by, at=turn.at)


def start_triage(turn: Turn) -> None:
    """Open the signal and begin to look at it."""
    signals.record_look(signal=signal_for(turn.by, turn.signal_id), by=turn.by, at=turn.at)
    signals.start_triage(signal_id=turn.signal_id, by=turn.by, at=turn.at)


def judge(turn: Turn) -> None:
    """Write down what the signal is."""
    step = turn.step
    judgement = signals.Judgement(
        urgency=step["urgency"],
        forms=[step["main"], *step.get("also", ())],
        main_form=step["main"],
        age_band=step["age_band"],
        residence=step.get("residence", "unknown"),
        identifiable=step.get("identifiable", turn.report["subject"] != "place"),
        soft=step.get("soft", False),
        source_hidden=False,
    )
    signals.judge(signal_id=turn.signal_id, judgement=judgement, by=turn.by, at=turn.at)


def note(turn: Turn) -> None:
    """Write a note."""
    signals.add_note(signal_id=turn.signal_id, text=turn.text(), by=turn.by, at=turn.at)


def ask_reporter(turn: Turn) -> None:
    """Ask the reporter something."""
    signals.ask_reporter(signal_id=turn.signal_id, text=turn.text(), by=turn.by, at=turn.at)


def reporter_adds(turn: Turn) -> None:
    """The reporter reads what was answered, and tells more."""
    report_id = turn.scene.reports[turn.key]
    reporter = Actor.reporter(report_id)
    with acting(reporter):
        reporting.read_replies(view=report_view(reporter, report_id), at=turn.at)
    submission = f"demonstration {turn.key} {turn.step['after']}"
    reporting.add(report_id=report_id, submission=submission, text=turn.text(), at=turn.at)


def pause(turn: Turn) -> None:
    """Wait for information."""
    reason = turn.text("reason")
    signals.wait_for_information(signal_id=turn.signal_id, reason=reason, by=turn.by, at=turn.at)


def resume(turn: Turn) -> None:
    """Go on after waiting."""
    signals.move_on(signal_id=turn.signal_id, event=SignalEvent.CONTINUE, by=turn.by, at=turn.at)


def follow_up(turn: Turn) -> None:
    """Do it at the own desk."""
    signals.move_on(signal_id=turn.signal_id, event=SignalEvent.FOLLOW_UP, by=turn.by, at=turn.at)


def task(turn: Turn) -> None:
    """Write down something to do."""
    title = turn.text("title")
    due_on = timezone.localdate(turn.began + span(turn.step["due"]))
    made = signals.add_task(signal_id=turn.signal_id, title=title, due_on=due_on, by=turn.by, at=turn.at)
    turn.scene.tasks[turn.key, title] = made.pk


def task_done(turn: Turn) -> None:
    """Tick it off."""
    task_id = turn.scene.tasks[turn.key, turn.text("title")]
    signals.finish_task(signal_id=turn.signal_id, task_id=task_id, by=turn.by, at=turn.at)


def reply(turn: Turn) -> None:
    """Answer the reporter, with an approved text or own words."""
    code, text = turn.text("code"), turn.text()
    if code:
        approved = reply_texts(timezone.localdate(turn.at)).get(code=code)
        text = approved.text_en if turn.report["language"] == "en" else approved.text_nl
    signals.reply_to_reporter(signal_id=turn.signal_id, text_code=code, text=text, by=turn.by, at=turn.at)


def close(turn: Turn) -> None:
    """Close the signal with its outcome."""
    if turn.text("note"):
        signals.add_note(signal_id=turn.signal_id, text=turn.text("note"), by=turn.by, at=turn.at)
    signals.close(
        signal_id=turn.signal_id,
        outcome=turn.step["outcome"],
        no_reply_reason=turn.text("no_reply_reason"),
        by=turn.by,
        at=turn.at,
    )


def reopen(turn: Turn) -> None:
    """Take a closed signal up again."""
    signals.reopen(signal_id=turn.signal_id, reason=turn.text("reason"), by=turn.by, at=turn.at)


def merge_into(turn: Turn) -> None:
    """Put the signal under another one."""
    other = turn.scene.signals[turn.step["report"]]
    signals.merge(signal_id=turn.signal_id, into_id=other, by=turn.by, at=turn.at)


def split_from(turn: Turn) -> None:
    """Take the signal apart again."""
    signals.unmerge(signal_id=turn.signal_id, reason=turn.text("reason"), by=turn.by, at=turn.at)


STEPS: Mapping[str, Callable[[Turn], None]] = {
    "assign": assign,
    "start_triage": start_triage,
    "judge": judge,
    "note": note,
    "ask_reporter": ask_reporter,
    "reporter_adds": reporter_adds,
    "pause": pause,
    "resume": resume,
    "follow_up": follow_up,
    "task": task,
    "task_done": task_done,
    "reply": reply,
    "close": close,
    "reopen": reopen,
    "merge_into": merge_into,
    "split_from": split_from,
    **HANDING,
}

STARTS_NO_CLOCK = frozenset(
    {"assign", "start_triage", "note", "task", "task_done", "seen", "accept", "in_hand", "reply", "close"}
)
ACTS_FOR_ITSELF = (frozenset(HANDING) - {"handover"}) | {"reporter_adds"}
