"""Pages as a strict reader sees them: parsed as XML, so an element left open is an error."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urljoin

from lxml import etree

_UNSAFE = ("script", "iframe", "object", "embed", "img", "audio", "video", "base", "frame")


def parsed(page: str) -> etree._Element:
    assert page.lstrip().startswith("<!DOCTYPE html>")
    page.encode()  # no half surrogates
    return etree.fromstring(page.encode(), etree.XMLParser(resolve_entities=False))


def texts(page: etree._Element, path: str) -> list[str]:
    found = page.xpath(path)
    assert isinstance(found, list)
    return [
        " ".join("".join(str(part) for part in one.itertext()).split())
        for one in found
        if isinstance(one, etree._Element)
    ]


def values(page: etree._Element, path: str) -> list[str]:
    found = page.xpath(path)
    assert isinstance(found, list)
    return [str(one) for one in found]


def links(page: etree._Element, base: str) -> set[str]:
    """Every address that the page leads to, whole, without the place in it."""
    return {
        urljoin(base, href).partition("#")[0]
        for href in values(page, "//a/@href | //link[@rel='alternate']/@href | //form/@action")
    }


def complaints(text: str) -> Iterator[str]:
    """What makes a page inaccessible, unsafe or dependent on anything else."""
    page = parsed(text)
    levels = [int(str(one.tag)[1]) for one in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"needs one h1, first: {levels}"
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield f"skips a level of headings: {levels}"
    if any(not words for words in texts(page, "//h1 | //h2 | //h3 | //h4 | //a | //button")):
        yield "an empty heading, link or button"
    ids = values(page, "//@id")
    if len(ids) != len(set(ids)):
        yield f"ids twice: {sorted({one for one in ids if ids.count(one) > 1})}"
    parts = values(page, "//@aria-labelledby")
    parts += values(page, "//*[@role='region']/@aria-label")
    if len(parts) != len(set(parts)):
        yield f"parts of one name: {sorted({one for one in parts if parts.count(one) > 1})}"
    named = values(page, "//@aria-labelledby | //label/@for")
    named += [one[1:] for one in values(page, "//a/@href[starts-with(., '#')]")]
    yield from (f"nothing has the id {one}" for one in named if one not in ids)
    for tag in _UNSAFE:
        if page.find(f".//{tag}") is not None:
            yield f"holds a {tag}"
    attributes = {str(name) for name in values(page, "//@*[starts-with(name(), 'on')]")}
    if attributes or values(page, "//@style"):
        yield "inline script or style"
    yield from _structure(page)
    yield from _loads(page)


def _structure(page: etree._Element) -> Iterator[str]:
    for path, what in (
        ("/html[@lang]", "a language"),
        ("//main[@id='main']", "a main part"),
        ("//head/title[normalize-space()]", "a title"),
        ("//body/a[@href='#main']", "a way to skip the menu"),
        ("//meta[@name='viewport']", "a viewport"),
    ):
        if len(values(page, path)) != 1:
            yield f"needs {what}"
    for path, what in (
        ("//table[not(caption[normalize-space()])]", "a table without a caption"),
        ("//th[not(@scope)]", "a th without a scope"),
        ("//svg[not(@role='img' and @aria-label)]", "a drawing without words"),
        ("//input[not(@id = //label/@for)]", "an input without a label"),
        ("//section[not(@aria-labelledby)]", "a section without a name"),
        ("//nav[not(@aria-label)]", "a nav without a name"),
        ("//*[@tabindex][not(@role and (@aria-label or @aria-labelledby))]", "a stop, nameless"),
    ):
        if values(page, path):
            yield what


def _loads(page: etree._Element) -> Iterator[str]:
    """Addresses that a browser would fetch by itself."""
    for href in values(page, "//link[@rel!='alternate']/@href | //@src | //@srcset | //@data"):
        if not href.startswith("data:"):
            yield f"loads {href}"
    style = "".join(texts(page, "//style"))
    if "url(" in style or "@import" in style:
        yield "the style loads something"
    for href in values(page, "//a/@href"):
        if not href.startswith(("http://", "https://", "/", "#", "?")):
            yield f"links to {href[:40]}"
