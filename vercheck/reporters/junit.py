"""JUnit's XML, which servers show as test results: a suite for each check, a failure for each error."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from vercheck.model import Diagnostic, Ran, Report, Severity, Source
from vercheck.printable import printable
from vercheck.reporters import Reporter, Style
from vercheck.reporters._labels import words
from vercheck.reporters._paths import path_from_here

_NOT_XML = re.compile("[\ufffe\uffff]")


def render(report: Report, _sources: Mapping[str, Source], _style: Style) -> str:
    """A check that found nothing is a test that passed; where no file was read, none has run."""
    ran = report.ran if report.files else ()
    checks = dict.fromkeys([*(each.check for each in ran), *(item.check for item in report.diagnostics)])
    summaries = {each.check: each for each in ran}
    suites = [
        _suite(
            check,
            summaries.get(check),
            [item for item in report.diagnostics if item.check == check],
            report,
        )
        for check in checks
    ]
    root = ET.Element("testsuites", {"name": "vercheck", **_totals(suites)})
    root.extend(suites)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(check: str, ran: Ran | None, found: Sequence[Diagnostic], report: Report) -> ET.Element:
    cases = list(_cases(found, report))
    if not cases and ran is not None:
        cases.append(ET.Element("testcase", {"classname": check, "name": _xml(ran.summary), "time": "0"}))
    suite = ET.Element("testsuite", {"name": check})
    suite.extend(cases)
    suite.attrib |= {
        "tests": str(len(cases)),
        "failures": str(len(suite.findall("testcase/failure"))),
        "errors": "0",
        "skipped": str(len(suite.findall("testcase/skipped"))),
        "time": "0",
    }
    return suite


def _cases(found: Sequence[Diagnostic], report: Report) -> Iterator[ET.Element]:
    """Named without their lines, so that a server knows one again; numbered, for it keeps one of a name."""
    seen: Counter[str] = Counter()
    for item in found:
        path = path_from_here(report, item.location.path)
        name = _xml(f"{path}: {item.message}")
        seen[name] += 1
        number = f" ({seen[name]})" if seen[name] > 1 else ""
        case = ET.Element(
            "testcase", {"classname": item.check, "name": name + number, "file": _xml(path), "time": "0"}
        )
        outcome = ET.SubElement(case, *_outcome(item))
        outcome.text = "\n".join(_xml(line) for line in _text(item, report))
        yield case


def _outcome(item: Diagnostic) -> tuple[str, dict[str, str]]:
    """JUnit knows no warnings: one is shown, and turns nothing red."""
    message = _xml(item.message)
    if item.severity is Severity.ERROR:
        return "failure", {"message": message, "type": "error"}
    return "skipped", {"message": f"warning: {message}"}


def _text(item: Diagnostic, report: Report) -> Iterator[str]:
    places = [(item.location, item.message), *((label.location, words(label)) for label in item.related)]
    for place, text in places:
        yield f"{path_from_here(report, place.path)}:{place.line}:{place.column}: {text}".rstrip(": ")
    if item.help:
        yield item.help


def _totals(suites: Sequence[ET.Element]) -> dict[str, str]:
    return {
        name: str(sum(int(suite.attrib[name]) for suite in suites))
        for name in ("tests", "failures", "errors", "skipped")
    }


def _xml(text: str) -> str:
    """A text that XML can hold: it has no place for control characters, however they are escaped."""
    return _NOT_XML.sub("\ufffd", printable(text))


REPORTER = Reporter(render)
