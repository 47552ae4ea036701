"""Whether somebody said that there is danger now."""

from ketenzicht.reporting.forms.answers import Answers
from ketenzicht.reporting.forms.pages import FIRST


def answered_acute(answers: Answers) -> bool:
    """Whether one of the questions about danger was answered with yes or a suspicion."""
    typed = answers.raw(FIRST)
    return any(
        values[:1] in (["yes"], ["suspect"]) for name, values in typed.items() if name.startswith("acute-")
    )
