"""Addresses of analyses of causes. ``nieuw`` is no number of one."""

from django.urls import path

from ketenzicht.planning.views import cause_editing, cause_handing, causes

_ALL = "consultaties/<slug:code>/oorzaken/"
_ONE = f"{_ALL}<int:number>/"
_NODE = f"{_ONE}punt/<slug:key>/"
_ARROW = f"{_ONE}pijl/<int:arrow>/"

urlpatterns = [
    path(_ALL, causes.causes, name="causes"),
    path(f"{_ALL}nieuw/", cause_editing.begin, name="begin_analysis"),
    path(_ONE, causes.analysis, name="analysis"),
    path(f"{_ONE}uitkomsten/", causes.results, name="cause_results"),
    path(f"{_ONE}papier/", causes.on_paper, name="analysis_print"),
    path(f"{_ONE}toevoegen/", cause_editing.add_nodes, name="add_cause_nodes"),
    path(_NODE, causes.node, name="cause_node"),
    path(f"{_NODE}wijzigen/", cause_editing.change_node, name="change_cause_node"),
    path(f"{_NODE}weg/", cause_editing.remove_node, name="remove_cause_node"),
    path(f"{_ONE}tekenen/", cause_editing.draw, name="draw_cause_arrow"),
    path(_ARROW, causes.arrow, name="cause_arrow"),
    path(f"{_ARROW}uitspraken/", cause_editing.bear_on, name="bear_on_arrow"),
    path(f"{_ARROW}wijzigen/", cause_editing.change_arrow, name="change_cause_arrow"),
    path(f"{_ARROW}weg/", cause_editing.remove_arrow, name="remove_cause_arrow"),
    path(f"{_ONE}ongedaan/<int:step>/", cause_editing.undo, name="undo_cause_step"),
    path(f"{_ONE}beeindigen/", cause_editing.end, name="end_analysis"),
    path(f"{_ONE}hervatten/", cause_editing.resume, name="resume_analysis"),
    path(f"{_ONE}model.yaml", cause_handing.model_file, name="cause_model_file"),
    path(f"{_ONE}model/", cause_handing.to_model, name="cause_to_model"),
    path(f"{_ONE}innemen/", cause_handing.take_in, name="cause_take_in"),
    path(f"{_ONE}innemen/nu/", cause_handing.take_in_now, name="cause_take_in_now"),
]
