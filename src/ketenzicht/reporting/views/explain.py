"""The start page and the pages that explain."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ketenzicht.common.pages import public_page
from ketenzicht.reporting import queries


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """Where everybody comes in: danger first, then report or read the answer."""
    return render(request, "reporting/start.html", {"acute_texts": queries.acute_texts(timezone.localdate())})


@public_page
def explain(request: HttpRequest) -> HttpResponse:
    """What happens with a report."""
    return render(request, "reporting/explain.html")


@public_page
def explain_safe(request: HttpRequest) -> HttpResponse:
    """How to report without leaving traces."""
    return render(request, "reporting/explain_safe.html")


@public_page
def explain_privacy(request: HttpRequest) -> HttpResponse:
    """What we promise and what we cannot promise."""
    return render(request, "reporting/explain_privacy.html")


@public_page
def explain_accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible these pages are, and what to do when something does not work."""
    return render(request, "reporting/explain_accessibility.html")
