"""Pictures: tools, the places that pin them, and what disagrees, for who would rather look than read.

`draw` makes a picture of an outcome; each further module writes it in one format.
"""

from vercheck.pictures.picture import Finding, Picture, Site, draw

__all__ = ["Finding", "Picture", "Site", "draw"]
