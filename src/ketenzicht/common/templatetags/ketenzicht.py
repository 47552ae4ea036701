"""The product's template tags: small shapes, dates in words, links that keep the page's state."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketenzicht.common import drawn
from ketenzicht.common.time_words import months_words, short_moment
from ketenzicht.common.written import (
    file_size,
    local_time,
    receipt_groups,
    written_date,
    written_datetime,
    written_period,
    written_time,
)

register = template.Library()
Attributes = dict[str, Any]
THEMES = frozenset({"light", "dark"})
THEME_COOKIE = "ketenzicht_theme"


# What long lists are made of

for _draw in (drawn.icon, drawn.status, drawn.clock, drawn.select_row):
    register.simple_tag(_draw)


# Dates and numbers

register.filter("written_date", written_date)
register.filter("written_time", written_time)
register.filter("written_datetime", written_datetime)
register.filter("written_period", written_period)
register.filter("short_moment", short_moment)
register.filter("months_words", months_words)
register.filter("receipt_groups", receipt_groups)
register.filter("file_size", file_size)


@register.simple_tag
def when(value: datetime.date | None, time: bool = True) -> SafeString:
    """A ``<time>`` element with the date written out, with the time of day when there is one."""
    if not value:
        return SafeString("")
    if isinstance(value, datetime.datetime):
        moment = local_time(value).isoformat(timespec="minutes")
        shown = written_datetime(value) if time else written_date(value)
        return format_html('<time datetime="{}">{}</time>', moment, shown)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), written_date(value))


# Small shapes


@register.inclusion_tag("components/button.html")
def button(
    text: str,
    kind: str = "primary",
    *,
    name: str = "",
    value: str = "",
    icon: str = "",
    disabled: bool = False,
    form: str = "",
) -> Attributes:
    """A submit button."""
    return {
        "text": text,
        "kind": kind,
        "name": name,
        "value": value,
        "icon": icon,
        "disabled": disabled,
        "form": form,
    }


@register.inclusion_tag("components/link_button.html")
def link_button(url: str, text: str, kind: str = "secondary", icon: str = "") -> Attributes:
    """A link in the shape of a button."""
    return {"url": url, "text": text, "kind": kind, "icon": icon}


@register.inclusion_tag("components/badge.html")
def badge(text: str, tone: str = "") -> Attributes:
    """A small label."""
    return {"text": text, "tone": tone}


@register.inclusion_tag("components/count.html")
def count(number: int, label: str = "", most: int | None = None) -> Attributes:
    """A number in a bubble, "99+" above a ``most`` of 99; the label is read aloud after it."""
    above = most is not None and number > most
    return {"number": most if above else number, "above": above, "label": label}


@register.inclusion_tag("components/chip.html")
def chip(text: str, remove_url: str = "") -> Attributes:
    """A chosen filter that can be taken away."""
    return {"text": text, "remove_url": remove_url}


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "") -> Attributes:
    """An empty list that says what to do."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("components/steps.html")
def steps(number: int, total: int, label: str = "", at_most: bool = False) -> Attributes:
    """Where in a series of pages this page stands; ``at_most`` when some pages can be passed over."""
    return {
        "number": number,
        "total": total,
        "label": label,
        "at_most": at_most,
        "range": range(1, total + 1),
    }


@register.inclusion_tag("components/back_link.html")
def back_link(url: str, text: str = "") -> Attributes:
    """The way back, above the heading."""
    return {"url": url, "text": text}


@register.inclusion_tag("components/receipt_code.html")
def receipt_code(code: str, copy: bool = False) -> Attributes:
    """A receipt, large, in groups of four."""
    return {"groups": receipt_groups(code), "copy": copy}


@register.inclusion_tag("components/definition.html")
def definition(term: str, value: Any) -> Attributes:
    """One fact: term and value."""
    return {"term": term, "value": value}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[dict[str, Any]], label: str = "") -> Attributes:
    """Links to the pages that belong together."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/key_help.html")
def key_help(extra: Sequence[dict[str, Any]] = ()) -> Attributes:
    """The list of keys, in a dialog."""
    return {"extra": extra}


@register.inclusion_tag("components/select_all.html")
def select_all(label: str) -> Attributes:
    """The checkbox in the head of a table that ticks every row."""
    return {"label": label}


# Errors


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: "BaseForm | BaseFormSet[Any] | None") -> Attributes:
    """Every error of these forms, each linked to its field; nothing when there are none."""
    return {"errors": [error for form in forms if form is not None for error in _errors_of(form)]}


def _errors_of(form: "BaseForm | BaseFormSet[Any]") -> Iterable[dict[str, str]]:
    if isinstance(form, BaseFormSet):
        if form.is_bound:
            yield from ({"text": str(text), "href": ""} for text in form.non_form_errors())
        for member in form.forms:
            yield from _errors_of(member)
        return
    yield from ({"text": str(text), "href": ""} for text in form.non_field_errors())
    for field in form:
        target = getattr(field, "first_input_id", field.auto_id)
        messages = getattr(field, "messages", field.errors)
        yield from ({"text": str(text), "href": f"#{target}"} for text in messages)


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """What the page's title begins with when a form in the context has errors."""
    candidates = [context.get("form"), context.get("formset"), *(context.get("forms") or [])]
    bound = [form for form in candidates if isinstance(form, BaseForm | BaseFormSet) and form.is_bound]
    return _("Error:") + " " if any(any(True for _found in _errors_of(form)) for form in bound) else ""


@register.simple_tag
def options(choices: Iterable[Attributes]) -> SafeString:
    """The options of a list to choose from. In Python, as a list can hold every municipality."""
    marked = ((one["value"], " selected" if one["selected"] else "", one["label"]) for one in choices)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', marked)


# Links that keep the state of the page


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: Context, key: str, label: str, align: str = "", default: str = "") -> Attributes:
    """The head of a column, with a link that sorts by it, and the other way round the next time."""
    chosen = _query(context).get("sort", default)
    direction = {key: "ascending", f"-{key}": "descending"}.get(chosen, "")
    following = f"-{key}" if direction == "ascending" else key
    icons = {"ascending": "sort-up", "descending": "sort-down"}
    return {
        "label": label,
        "align": align,
        "direction": direction,
        "icon": icons.get(direction, "sort-none"),
        "url": _with(context, sort=following, page=None),
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def paginate(context: Context, page_obj: Page[Any], param: str = "page") -> Attributes:
    """Links to the other pages of a list."""
    paginator = page_obj.paginator
    numbers = paginator.get_elided_page_range(page_obj.number, on_each_side=2, on_ends=1)
    links = [
        {"number": number, "url": _with(context, **{param: number}), "current": number == page_obj.number}
        if isinstance(number, int)
        else {"gap": True}
        for number in numbers
    ]
    return {
        "page": page_obj,
        "links": links,
        "previous": _with(context, **{param: page_obj.number - 1}) if page_obj.has_previous() else "",
        "next": _with(context, **{param: page_obj.number + 1}) if page_obj.has_next() else "",
    }


@register.simple_tag(takes_context=True)
def page_in_language(context: Context, language: str) -> str:
    """The address of this page in another language."""
    request = context.get("request")
    if request is None:
        return ""
    here = request.get_full_path()
    there = translate_url(here, language)
    # An address that leads nowhere has no translation; its error page still has one.
    return _prefixed(here, language) if there == here else there


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The colours this person chose: light, dark, or nothing for what the device says."""
    request = context.get("request")
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    return chosen if chosen in THEMES else ""


def _prefixed(path: str, language: str) -> str:
    first, _slash, rest = path.removeprefix("/").partition("/")
    bare = f"/{rest}" if first in dict(settings.LANGUAGES) else path
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET if request else QueryDict()


def _with(context: Context, **changes: Any) -> str:
    query = _query(context).copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


# Shapes round other content


@register.simple_block_tag
def alert(content: str, kind: str, title: str = "", live: bool = False) -> SafeString:
    """A message in the flow of the page."""
    icons = {"ok": "check-circle", "warning": "question", "error": "minus-circle"}
    return _block("alert", content, kind=kind, title=title, live=live, icon=icons.get(kind, "info"))


@register.simple_block_tag
def acute(content: str, title: str) -> SafeString:
    """Danger now: the one place where the warning colour is used."""
    return _block("acute", content, title=title)


@register.simple_block_tag
def panel(
    content: str, title: str = "", *, id: str = "", level: int = 2, tone: str = "", icon: str = ""
) -> SafeString:
    """A card with a heading."""
    return _block("panel", content, title=title, id=id, level=level, tone=tone, icon=icon)


@register.simple_block_tag
def confirm(
    content: str, title: str, visible_to: str | Promise | Sequence[str] = "", until: str = ""
) -> SafeString:
    """What will happen, and to whom it becomes visible."""
    receivers = [visible_to] if isinstance(visible_to, str | Promise) else list(visible_to)
    return _block("confirm", content, title=title, receivers=list(filter(None, receivers)), until=until)


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    *,
    id: str = "",
    hide_caption: bool = False,
    keyboard: bool = False,
    stack: bool = False,
) -> SafeString:
    """A table that scrolls sideways when it does not fit, or stacks its cells on a phone."""
    return _block(
        "table", content, caption=caption, id=id, hide_caption=hide_caption, keyboard=keyboard, stack=stack
    )


@register.simple_block_tag
def disclosure(content: str, summary: str, open: bool = False, id: str = "") -> SafeString:
    """Content behind its summary."""
    return _block("disclosure", content, summary=summary, open=open, id=id)


@register.simple_block_tag
def actions(content: str, align: str = "") -> SafeString:
    """A row of buttons."""
    return _block("actions", content, align=align)


@register.simple_block_tag
def filters(
    content: str, action: str = "", title: str = "", *, open: bool = True, clear_url: str = ""
) -> SafeString:
    """A form that narrows a list; what is chosen stays in the address."""
    return _block("filters", content, action=action, title=title, open=open, clear_url=clear_url)


@register.inclusion_tag("components/filters_away.html")
def filters_away(url: str, title: str = "") -> dict[str, str]:
    """The place of a large filter while nobody narrows: it is fetched from ``url`` when it is asked for."""
    return {"url": url, "title": title}


@register.simple_block_tag
def columns(content: str) -> SafeString:
    """Children beside each other when there is room."""
    return _block("columns", content)


def _block(name: str, content: str, **attributes: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", {"content": content, **attributes})
