"""The plan of a bump as a document, for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vercheck.printable import without_credentials, without_surrogates

if TYPE_CHECKING:
    from vercheck.bump.completion import Completion
    from vercheck.bump.whole import Bump, Part
    from vercheck.fix.constraints import Broken


def as_json(made: Bump, got: Completion, *, is_written: bool) -> str:
    """The whole plan; `written` says whether it was carried out."""
    repair = made.repair
    document = {
        "schema": "vercheck-bump-1",
        "tool": made.tool,
        "version": made.version,
        "complete": repair.is_complete,
        "written": is_written and bool(repair.after),
        "files": sorted(repair.after),
        "moves": [_part(part) for part in made.moves],
        "held": [_part(part) for part in made.held],
        "needs": list(made.needs),
        "addresses": list(made.addresses),
        "fetched": [
            {
                "place": file.place,
                "platform": file.about or None,
                "url": file.url,
                "sha256": file.sha256,
                "published": file.published or None,
            }
            for file in got.files
        ],
        "lent": [
            {
                "path": one.path,
                "platform": one.platform or None,
                "algorithm": one.digest.algorithm,
                "digest": one.digest.hex,
                "lender": one.lender,
            }
            for one in got.lent
            if one.path in repair.after
        ],
        "remarks": list(got.remarks),
        "breaks": [_broken(one) for one in made.breaks],
        "failed": [failure.reason for failure in repair.failures],
        "conflicts": [conflict.reason for conflict in repair.plan.conflicts],
        "by_hand": [*made.ends, *made.by_hand],
        "refreshes": [{"path": one.path, "command": one.command} for one in made.refreshes],
        "stays": [
            {
                "path": one.path,
                "lines": list(one.lines),
                "versions": list(one.said),
                "reason": one.reason,
            }
            for one in made.stays
        ],
    }
    return json.dumps(_clean(document), indent=2) + "\n"


def _clean(value: Any) -> Any:
    """The same, without the credentials of addresses, and the bytes of paths that are no characters."""
    match value:
        case str():
            return without_surrogates(without_credentials(value))
        case list():
            return [_clean(item) for item in value]
        case dict():
            return {key: _clean(item) for key, item in value.items()}
        case _:
            return value


def _part(part: Part) -> dict[str, Any]:
    place = part.edit.location
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "start": place.span.start,
        "end": place.span.end,
        "old": part.edit.old,
        "new": part.edit.new,
        "about": part.about or None,
    }


def _broken(one: Broken) -> dict[str, Any]:
    place = one.objection.location
    return {
        "message": one.words,
        "severity": "error" if one.is_grave else "warning",
        "rule": one.objection.rule or None,
        "path": place.path if place is not None else None,
        "line": place.line if place is not None else None,
        "tool": one.objection.tool or None,
        "remedy": str(one.remedy) if one.remedy is not None else None,
    }
