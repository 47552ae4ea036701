"""What must hold of differences and joins whatever the models are."""

from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from causal.comparing import diff, join, merge_versions
from causal.files.tests.models import models

quick = settings(
    max_examples=15,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


@quick
@given(models(), models())
def test_it_finds_no_difference_only_between_equals(one, other):
    assert not diff(one, one)
    assert bool(diff(one, other)) == bool(diff(other, one))
    assert len(diff(one, other).lines("nl")) == max(len(diff(one, other).edits), 1)


@quick
@given(models(), models())
def test_it_takes_what_only_one_side_changed(base, changed):
    """A change on one side alone is never a conflict, and comes through whole."""
    for joined in (merge_versions(base, changed, base), merge_versions(base, base, changed)):
        assert joined.conflicts == ()
        assert joined.model is not None
        assert not diff(joined.model, changed)


@quick
@given(models(), models(), models(), st.sampled_from(["mine", "theirs"]))
def test_it_leaves_nothing_open_once_every_conflict_is_settled(base, mine, theirs, side):
    choices: dict[str, str] = {}
    for _ in range(5):  # a choice may bring up what the part that is chosen needs
        joined = merge_versions(base, mine, theirs, choices=choices)
        choices |= {conflict.key: side for conflict in joined.conflicts}
        if not joined.conflicts:
            break
    assert joined.conflicts == ()
    assert joined.model is not None or joined.problems


@quick
@given(models())
def test_it_joins_people_who_agree_without_a_disagreement(model):
    joint = join({"Ada": model, "Bea": model})
    assert joint.disagreements == ()
    assert len(joint.model.relations) == len(model.relations)
    anonymous = [relation for relation in model.relations if not relation.said_by]
    said = [relation for relation in joint.model.relations if relation.said_by == ("Ada", "Bea")]
    assert len(said) >= len(anonymous)


@quick
@given(models())
def test_it_names_a_sign_that_was_turned(model):
    for place, relation in enumerate(model.relations):
        turned = replace(relation, sign=type(relation.sign)(1 if relation.sign != 1 else -1))
        relations = (*model.relations[:place], turned, *model.relations[place + 1 :])
        edits = diff(model, replace(model, relations=relations)).edits
        assert [(edit.kind, edit.id, edit.field) for edit in edits] == [("relation", relation.id, "sign")]
