"""Addresses of the causal models. What stands before ``<slug:code>`` is no code of a model."""

from typing import Any

from django.urls import URLPattern, path, register_converter

from ketenzicht.systems.views import (
    about_model,
    cells,
    checking,
    drafts,
    explorer,
    explorer_files,
    explorer_loops,
    explorer_question,
    explorer_what_if,
    files,
    items,
    joining,
    lines,
    models,
    proposals,
    runs,
    sessions,
    versions,
)


class KeyConverter:
    """The key of a thing in a draft. A slash in it becomes a comma, which no key holds."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """The key as the document has it."""
        return value.replace(",", "/")

    def to_url(self, value: str) -> str:
        """The key as it stands in an address."""
        return value.replace("/", ",")


register_converter(KeyConverter, "key")
app_name = "systems"
DRAFT = "modellen/concepten/<uuid:draft_id>/"
PROPOSAL = "modellen/voorstellen/<uuid:proposal_id>/"
RUN = "modellen/berekeningen/<uuid:run_id>/"
SESSION = "modellen/sessies/<uuid:session_id>/"
MODEL = "modellen/<slug:code>/"


def _items(collection: str, word: str, kind: str) -> list[URLPattern]:
    """Adding, changing and removing one kind of item of a draft."""
    about: dict[str, Any] = {"collection": collection}
    return [
        path(f"{DRAFT}{word}/", items.add, about, name=f"add_{kind}"),
        path(f"{DRAFT}{word}/<key:key>/", items.change, about, name=f"change_{kind}"),
        path(f"{DRAFT}{word}/<key:key>/weg/", items.remove, about, name=f"remove_{kind}"),
    ]


urlpatterns = [
    path("modellen/", models.models, name="models"),
    path("modellen/nieuw/", versions.begin, name="begin"),
    path("modellen/voorstellen/", proposals.overview, name="proposals"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}overnemen/", proposals.merge, name="merge"),
    path(f"{PROPOSAL}afwijzen/", proposals.decline, name="decline"),
    path(f"{PROPOSAL}terugnemen/", proposals.withdraw, name="withdraw_proposal"),
    path("modellen/meedoen/", joining.join, name="join"),
    path("modellen/meedoen/<str:ticket>/", joining.take_part, name="take_part"),
    path("modellen/meedoen/<str:ticket>/stand/", joining.counts, name="counts"),
    path("modellen/meedoen/<str:ticket>/stem/<uuid:arrow_id>/", joining.vote, name="vote"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}stand/", sessions.standing, name="session_standing"),
    path(f"{SESSION}pijl/", sessions.add, name="session_add"),
    path(f"{SESSION}einde/", sessions.close, name="close_session"),
    path(RUN, runs.run, name="run"),
    path(f"{RUN}stand/", runs.standing, name="run_standing"),
    path(f"{RUN}stoppen/", runs.cancel, name="cancel_run"),
    path(f"{RUN}verder/", runs.resume, name="resume_run"),
    path(f"{RUN}nog-eens/", runs.again, name="run_again"),
    path(f"{RUN}meenemen/", runs.file, name="run_file"),
    path(DRAFT, drafts.draft, name="draft"),
    path(f"{DRAFT}sessie/", sessions.begin, name="open_session"),
    path(f"{DRAFT}regel/", lines.line, name="line"),
    path(f"{DRAFT}terug/", drafts.undo, name="undo"),
    path(f"{DRAFT}opnieuw/", drafts.redo, name="redo"),
    path(f"{DRAFT}bewaren/", drafts.keep, name="keep"),
    path(f"{DRAFT}wegleggen/", drafts.drop, name="drop"),
    path(f"{DRAFT}voorstellen/", proposals.send, name="propose"),
    path(f"{DRAFT}inlezen/", files.import_file, name="import"),
    path(f"{DRAFT}over/", about_model.settings, name="settings"),
    path(f"{DRAFT}schalen/", about_model.scales, name="scales"),
    path(f"{DRAFT}toets/<slug:collection>/", checking.check, name="check"),
    path(f"{DRAFT}relaties/<key:key>/vakje/", cells.change, name="cell"),
    *_items("factors", "factoren", "factor"),
    *_items("relations", "relaties", "relation"),
    *_items("interventions", "maatregelen", "intervention"),
    *_items("indicators", "indicatoren", "indicator"),
    *_items("claims", "beweringen", "claim"),
    path(f"{MODEL}bewerken/", drafts.begin, name="edit"),
    path(f"{MODEL}verder/", versions.fork, name="fork"),
    path(f"{MODEL}berekeningen/", runs.ask, name="runs"),
    path(f"{MODEL}versies/", versions.versions, name="versions"),
    path(f"{MODEL}versies/verschil/", versions.compare, name="compare"),
    path(f"{MODEL}versies/<int:number>/meenemen/", files.export, name="export"),
    path(f"{MODEL}versies/<int:number>/meenemen/<slug:name>/", files.export_file, name="export_file"),
    path(f"{MODEL}versies/<int:number>/publiceren/", versions.publish, name="publish"),
    path(f"{MODEL}versies/<int:number>/intrekken/", versions.withdraw, name="withdraw"),
    path(MODEL, explorer.explorer, name="explorer"),
    path(f"{MODEL}factoren/<path:factor_id>/", explorer.factor, name="factor"),
    path(f"{MODEL}loops/", explorer_loops.loops, name="loops"),
    path(f"{MODEL}vraag/", explorer_question.question, name="question"),
    path(f"{MODEL}vraag/rapport/", explorer_question.report, name="report"),
    path(f"{MODEL}wat-als/", explorer_what_if.what_if, name="what_if"),
    path(f"{MODEL}tekening.<slug:kind>", explorer_files.drawing, name="drawing"),
]
