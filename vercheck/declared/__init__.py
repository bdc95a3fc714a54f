"""What people pointed at: the rows `[[table]]` and `[[extract]]` of a configuration, and comments that
say `vercheck: pin`. Read beside the extractors, which know formats; here somebody knows the place."""

from vercheck.declared.comments import holds_comment
from vercheck.declared.reading import Declared, Heard

__all__ = ["Declared", "Heard", "holds_comment"]
