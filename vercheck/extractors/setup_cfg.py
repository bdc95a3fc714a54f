"""setup.cfg: what a package of setuptools asks for, and its own version."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._python.harvest import OWN, Harvest
from vercheck.extractors._python.ini import Ini, Option, read_ini
from vercheck.extractors._python.trail import join
from vercheck.model import Artifact, Exact, Extraction, Role, Source
from vercheck.shapes.installs import pypi_name
from vercheck.shapes.remarks import remarks_of
from vercheck.versions import looks_like_version, parse

_TRACKS = {"setup_requires": "build", "install_requires": "", "tests_require": ""}


def extract(source: Source) -> Extraction:
    ini = read_ini(source)
    harvest = Harvest(source)
    _own_version(harvest, ini)
    for option in ini.options:
        if option.section == "options" and option.key == "python_requires" and len(option.lines) == 1:
            harvest.supported_python(ini.passage, "options.python_requires", option.lines[0])
        elif option.section == "options" and option.key in _TRACKS:
            _requirements(harvest, ini, option, _TRACKS[option.key])
        elif option.section == "options.extras_require":
            _requirements(harvest, ini, option)
    return Extraction(
        pins=tuple(harvest.pins),
        remarks=remarks_of(source, ini.comments),
        notes=(*ini.notes, *harvest.notes),
    )


def _own_version(harvest: Harvest, ini: Ini) -> None:
    """`version = 1.2.3`; `attr:` and `file:` say that it stands elsewhere."""
    version, name = ini.of("metadata", "version"), ini.of("metadata", "name")
    if version is None or len(version.lines) != 1:
        return
    text = ini.text(version.lines[0])
    if looks_like_version(text):
        own = ini.text(name.lines[0]) if name is not None and name.lines else harvest.folder
        artifact = Artifact("pypi", pypi_name(own))
        span = ini.passage.span(*version.lines[0])
        harvest.pin(span, artifact, Exact(parse(text, "pep440")), Role.PROVIDES, "metadata.version", note=OWN)


def _requirements(harvest: Harvest, ini: Ini, option: Option, track: str = "") -> None:
    """One requirement on each line, or several behind `;`, as setuptools reads them."""
    for start, end in option.lines:
        if not ini.text((start, end)).startswith(("file:", "attr:", "%")):
            harvest.requirement(
                ini.passage, start, end, join(*option.section.split("."), option.key), track=track
            )


EXTRACTOR = Extractor(patterns=("setup.cfg",), extract=extract)
