"""How a step does its work: a request, a program with its arguments, a text for an interpreter.

Parameters stand in addresses, JSON and arguments alone; a script gets them by its environment.
"""

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from charterdesk.automation.book import schema
from charterdesk.automation.book.placeholders import named_in
from charterdesk.automation.book.values import Command, Http, Method, Script, Way
from charterdesk.engine.charter.faults import quoted, suggestion
from charterdesk.engine.charter.nodes import Text
from charterdesk.engine.charter.section import Section
from charterdesk.engine.phrase import phrase

WAYS = ("http", "command", "script")
MOST_ARGUMENTS = 50
LONGEST_ARGUMENT = 2_000
LONGEST_SCRIPT = 20_000
LONGEST_URL = 1_000
_METHODS: dict[str, Method] = {"get": "GET", "head": "HEAD", "post": "POST"}


def read_way(section: Section, parameters: Collection[str]) -> Way:
    """The one way of a step, with faults for none, for two, and for unknown parameters."""
    given = [key for key in WAYS if section.has(key)]
    if len(given) != 1:
        said = phrase("A step has one of `http`, `command` and `script`.")
        section.fault(section.place, said, phrase("Write exactly one of them."))
    found: dict[str, Way] = {
        "http": _http(section, parameters),
        "command": _command(section, parameters),
        "script": _script(section),
    }
    return next((found[key] for key in given), Command(()))


def _http(section: Section, parameters: Collection[str]) -> Http:
    inner = section.section("http", schema.HTTP)
    if inner is None:
        return Http("GET", "")
    methods = [key for key in _METHODS if inner.has(key)]
    if len(methods) != 1:
        said = phrase("A request has one of `get`, `head` and `post` with its address.")
        inner.fault(inner.place, said, phrase("Write `get: https://HOST/PATH`."))
    urls = {key: inner.word(key) for key in _METHODS}
    json = dict(_json(inner, parameters))
    key = methods[0] if methods else "get"
    if json and key != "post":
        said = phrase("Only `post` sends a body.")
        inner.fault(inner.place_of("json"), said, phrase("Leave `json` out."))
    return Http(_METHODS[key], _url(inner, urls[key], parameters), json)


def _url(section: Section, word: Text | None, parameters: Collection[str]) -> str:
    if word is None:
        return ""
    _judge_names(section, word, parameters)
    scheme, _, rest = word.value.partition("://")
    host = rest.partition("/")[0]
    if scheme not in ("https", "http") or not host or "@" in host or len(rest) > LONGEST_URL:
        said = phrase("%(url)s is no address that can be asked.", url=quoted(word.value))
        section.fault(word.place, said, phrase("Write https://HOST/PATH, and no user."))
    elif _is_broken(word.value):
        said = phrase("%(url)s is no address that can be asked.", url=quoted(word.value))
        section.fault(word.place, said, phrase("Look at its host and its port."))
    return word.value


def _is_broken(url: str) -> bool:
    try:
        return not urlsplit(url.replace("{", "").replace("}", "")).hostname
    except ValueError:
        return True


def _json(section: Section, parameters: Collection[str]) -> Iterator[tuple[str, str]]:
    inner = section.section("json", schema.JSON)
    for name, node in inner.free() if inner else ():
        if not isinstance(node, Text):
            said = phrase("`json` wants one word or sentence behind each name.")
            section.fault(node.place, said, phrase("Write `name: value`."))
            continue
        _judge_names(section, node, parameters)
        yield name.value, node.value


def _command(section: Section, parameters: Collection[str]) -> Command:
    words = section.texts("command")
    for word in words:
        _judge_names(section, word, parameters)
        if len(word.value) > LONGEST_ARGUMENT:
            said = phrase("An argument is longer than %(most)d letters.", most=LONGEST_ARGUMENT)
            section.fault(word.place, said, phrase("Write a script."))
    if section.has("command"):
        _judge_program(section, words)
    return Command(tuple(word.value for word in words))


def _judge_program(section: Section, words: tuple[Text, ...]) -> None:
    place = section.place_of("command")
    program = words[0].value if words else ""
    if not program.startswith("/") or any(named_in(program)):
        said = phrase("A command begins with the full path of its program.")
        mend = phrase("Write for example `[/bin/df, -h, /var]`: each argument is one word.")
        section.fault(place, said, mend)
    if len(words) > MOST_ARGUMENTS:
        said = phrase("A command has at most %(most)d words.", most=MOST_ARGUMENTS)
        section.fault(place, said, phrase("Write a script."))


def _script(section: Section) -> Script:
    inner = section.section("script", schema.SCRIPT)
    if inner is None:
        return Script("", "")
    by = inner.wanted("by", phrase("Name an interpreter of the runner: `by: sh`."))
    text = inner.wanted("text", phrase("Write the script under `text: |`."))
    if text and len(text.value) > LONGEST_SCRIPT:
        said = phrase("A script is longer than %(most)d letters.", most=LONGEST_SCRIPT)
        inner.fault(text.place, said, phrase("Put it onto the runner, and write a command."))
    return Script(by.value if by else "", text.value if text else "")


def _judge_names(section: Section, word: Text, parameters: Collection[str]) -> None:
    for name in named_in(word.value):
        if name not in parameters:
            said = phrase("%(name)s is no parameter of this runbook.", name=quoted(name))
            section.fault(word.place, said, suggestion(name, sorted(parameters)))
