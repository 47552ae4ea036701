"""What holds for every request and every answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class HeadersMiddleware:
    """Everything is read as UTF-8; pages are never kept by a browser or proxy, and use no device features."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # What a request says of its own encoding is not believed: some can spell halves of characters, which
        # no database stores.
        request.encoding = "utf-8"
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault(
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        )
        response.setdefault("X-Robots-Tag", "noindex")
        return response


class ReadableMiddleware:
    """Refuses a form that cannot be read before anything else looks at it, wherever it was sent.

    The page that says so is drawn like any other, and looking at the form halfway would fail once more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _form = request.POST
        return self.get_response(request)
