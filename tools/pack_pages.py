"""Writes `docs/rules/PACK.md` for each pack that ships: every row, with its reason and its evidence.

Run `make docs` after a pack changed; a house rule compares the two. The pages say what the packs say and
nothing else, so that a row is written once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from vercheck.cli._rows import RELATIONS
from vercheck.packs.places import place
from vercheck.packs.rows import severity_of

ROOT = Path(__file__).parent.parent
RULES = ROOT / "rules"
PAGES = ROOT / "docs" / "rules"

Row = Mapping[str, Any]

PLACES = {
    "name": "manifests of one name, for different packagers",
    "folder": "manifests in one folder that one build reads",
    "text": "a constant or a file, and the manifest around it",
    "package": "an expression or a chart that packages the whole, and the manifest of its name",
}


def page(name: str) -> str:
    """The page of one pack."""
    said = document(name)
    lines = [f"# The pack `{name}`", "", f"{said['about']}.", ""]
    lines += [
        f"Written from [`rules/{name}.toml`](../../rules/{name}.toml). A severity is changed by",
        f'the row\'s id: `[severity]` `"{name}/…" = "warning"`.',
        "",
    ]
    for kind, (title, render) in SECTIONS.items():
        rows = said.get(kind, ())
        if rows:
            lines += [f"## {title}", ""]
            lines += [line for row in rows for line in (*render(name, row), "")]
    if "limits" in said:
        lines += ["## What it does not know", "", said["limits"], ""]
    return "\n".join(lines)


def document(name: str) -> Mapping[str, Any]:
    """One pack as it is written."""
    return tomllib.loads((RULES / f"{name}.toml").read_text("utf-8"))


def _heading(pack: str, row: Row) -> Iterator[str]:
    yield f"### {pack}/{row['id']}"
    yield ""


def _grounds(row: Row) -> Iterator[str]:
    """What every row that can report something has: how grave, why, and where it was read."""
    yield f"- Severity: {severity_of(row).name.lower()} (grade {row.get('grade', 'S')})"
    yield f"- Reason: {row['reason']}"
    yield f"- Evidence: {'; '.join(row['evidence'])}"


def _tool(pack: str, row: Row) -> Iterator[str]:
    yield from _heading(pack, row)
    yield f"- One tool: {_code(row['artifacts'])}"
    if "leads" in row:
        yield f"- Leads: `{row['leads']}`"
    if "names" in row:
        yield f"- Further names: {_code(row['names'])}"
    yield f"- Reason: {row['reason']}"
    yield f"- Evidence: {'; '.join(row['evidence'])}"


def _companion(pack: str, row: Row) -> Iterator[str]:
    yield from _heading(pack, row)
    yield f"{_code(row['follower'])}: each {RELATIONS[row['relation']]} {_code(row['leader'])}" + (
        f", groups `{row['groups']}`" if "groups" in row else ""
    )
    yield ""
    if "when" in row:
        yield f"- Holds for: {_code(row['leader'])} `{row['when']}`"
    if "follower_when" in row:
        yield f"- Holds for: {_code(row['follower'])} `{row['follower_when']}`"
    yield from _grounds(row)


def _lockstep(pack: str, row: Row) -> Iterator[str]:
    yield from _heading(pack, row)
    yield "Released together: " + ", ".join(f"`{name}` {major}.N" for name, major in row["members"].items())
    yield ""
    if "since" in row:
        yield f"- Since: N = {row['since']}"
    if "until" in row:
        yield f"- Until: N = {row['until']}"
    yield from _grounds(row)


def _groups(pack: str, row: Row) -> Iterator[str]:
    yield from _heading(pack, row)
    yield "Releases that accept each other: " + "; ".join(_code(group) for group in row["groups"])
    yield ""
    yield f"- Known through: `{row['known_through']}`"
    yield from _grounds(row)


def _table(pack: str, row: Row) -> Iterator[str]:
    yield from _heading(pack, row)
    yield f"| {_code(row['anchor'])} | needs of {_code(row['subject'])} | read at |"
    yield "|---|---|---|"
    for line in row["rows"]:
        cells = (line[name].replace("|", "\\|") for name in ("when", "needs"))
        yield f"| {' | '.join(f'`{cell}`' for cell in cells)} | {line.get('source', 'as above')} |"
    yield ""
    yield f"- Told by: `{row.get('check', 'incompatible-versions')}`"
    if "subject_when" in row:
        yield f"- Holds for: {_code(row['subject'])} `{row['subject_when']}`"
    if "subject_role" in row:
        yield f"- Holds for: pins of {_code(row['subject'])} that are in the role `{row['subject_role']}`"
    if "known_through" in row:
        yield f"- Known through: `{row['known_through']}`"
    yield from _grounds(row)


def _member(pack: str, row: Row) -> Iterator[str]:
    yield from _heading(pack, row)
    yield f"Each selected version of {_code(row['artifact'])} is on offer in `{row['registry']}`"
    yield ""
    yield from _grounds(row)


def _derived(pack: str, row: Row) -> Iterator[str]:
    yield from _heading(pack, row)
    yield f"`{row['output']}` is made anew when {_code(row['artifact'])} moves, by `{row['command']}`"
    yield ""
    if "groups" in row:
        yield f"- Releases of one group make the same: `{row['groups']}`"
    yield from _grounds(row)


def _own(pack: str, row: Row) -> Iterator[str]:
    yield from _heading(pack, row)
    yield f"- State one version: {PLACES[row['place']]}"
    yield from _grounds(row)


def _shadow(pack: str, row: Row) -> Iterator[str]:
    yield from _heading(pack, row)
    yield f"In force is {place(row['winner'])}, before {place(row['loser'])}"
    yield ""
    if "artifact" in row:
        yield f"- Holds for: {_code(row['artifact'])}"
    if "compare" in row:
        yield f"- Compared by: {row['compare']}"
    if row.get("refused"):
        yield "- The program stops where they are not the same"
    if "help" in row:
        yield f"- What can be done: {row['help']}"
    yield from _grounds(row)


def _gone(pack: str, row: Row) -> Iterator[str]:
    yield from _heading(pack, row)
    yield f"- Host: `{row['host']}`"
    yield f"- Reason: {row['reason']}"
    yield f"- Evidence: {'; '.join(row['evidence'])}"


def _platform(_pack: str, row: Row) -> Iterator[str]:
    yield f"- `{row['id']}`: {_code(row['spellings'])}"


def _example(_pack: str, row: Row) -> Iterator[str]:
    about = f" (`{row['rule']}`)" if "rule" in row else ""
    yield f"- {_code(row['pins'] if 'pins' in row else list(row['files']))}: {row['expect']}{about}"
    for path, text in row.get("files", {}).items():
        lines = (f"  {line}".rstrip() for line in text.splitlines())
        yield from ("", "  ```", f"  # {path}", *lines, "  ```")


SECTIONS: Mapping[str, tuple[str, Callable[[str, Row], Iterator[str]]]] = {
    "tool": ("Tools", _tool),
    "companion": ("Companions", _companion),
    "lockstep": ("Families released together", _lockstep),
    "table": ("Tables", _table),
    "groups": ("Groups", _groups),
    "member": ("What a registry must have", _member),
    "derived": ("Files that are made for a version", _derived),
    "own": ("The project's own version", _own),
    "shadow": ("Which of two places is in force", _shadow),
    "gone": ("Hosts that no longer serve", _gone),
    "platform": ("Platforms", _platform),
    "example": ("Examples", _example),
}


def _code(names: str | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in ([names] if isinstance(names, str) else names))


def packs() -> list[str]:
    """The names of the packs that ship, sorted."""
    return sorted(path.stem for path in RULES.glob("*.toml"))


if __name__ == "__main__":
    for name in packs():
        (PAGES / f"{name}.md").write_text(page(name), "utf-8")
