"""The template environment of every face: strict, escaping, translated, with a few functions.

Templates decide nothing; a name that a view forgot is an error here, not an empty place.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from jinja2 import Environment, StrictUndefined, pass_context, pass_environment
from jinja2.runtime import Context
from markupsafe import Markup

from charterdesk.look import moments
from charterdesk.look.assets import asset
from charterdesk.look.branding import brand_name, logo_name
from charterdesk.look.icons import icon
from charterdesk.look.texts import gettext, pgettext, said
from charterdesk.look.timeline import stretches
from charterdesk.look.values import Shell


def environment(**options: Any) -> Environment:
    """The environment that `TEMPLATES` names: `charterdesk.look.jinja.environment`."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    options.setdefault("extensions", ["jinja2.ext.i18n"])
    made = Environment(**options)
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by ext.i18n
        gettext, translation.ngettext, newstyle=True, pgettext=pgettext,
        npgettext=translation.npgettext,
    )  # fmt: skip
    made.globals |= {
        # In place of Jinja2's own, which wraps and fills each text anew: a list says hundreds.
        "_": said,
        "gettext": said,
        "url": url,
        "fixed": fixed,
        "static": static,
        "asset": asset,
        "icon": icon,
        "stretches": stretches,
        "time": time,
        "length": length,
        "unit_forms": moments.unit_forms,
        "language": translation.get_language,
        "brand": brand_name,
        "logo": logo_name,
    }
    made.filters["capped"] = capped
    return made


def one_token(request: HttpRequest) -> dict[str, object]:
    """The field that each form carries, made once for a page; none where no form asks for it."""
    return {"csrf_input": SimpleLazyObject(lambda: csrf_input(request))}


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page; a page asks for the same thirty again and again."""
    return _address(settings.ROOT_URLCONF, name, *args, **kwargs)


@lru_cache(maxsize=5_000, typed=True)
def _address(_addresses: str, name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args, kwargs=kwargs or None)


@pass_context
def time(context: Context, at: datetime, form: str = "full") -> Markup:
    """A moment in the reader's zone (`moments.time_tag`); needs the page's `shell`."""
    shell: Shell = context["shell"]
    return moments.time_tag(at, shell.now, shell.zone, form)


@pass_environment
def fixed(made: Environment, template: str) -> Markup:
    """A part that says the same on every page; drawn once for each language."""
    return _drawn(made, settings.ROOT_URLCONF, template, translation.get_language())


@lru_cache(maxsize=100)
def _drawn(made: Environment, _addresses: str, template: str, _language: str | None) -> Markup:
    return Markup(made.get_template(template).render())


def length(value: timedelta) -> str:
    """A length in its two largest units; a negative one carries a plus: it is that much late."""
    return ("+" if value < timedelta() else "") + moments.length_words(value)


def capped(count: int) -> str:
    """A count for a rail; counting stops at a thousand (ux.md 2.8)."""
    return "1000+" if count > 1000 else str(count)
