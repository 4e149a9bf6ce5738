"""How large the files of one form may be, and the sentences that say so."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.look.sizes import KILO, size_words

MEGA = KILO * KILO
MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Bytes of each file, of all together, and how many of them."""

    each: int = 25 * MEGA
    together: int = 25 * MEGA
    most: int = MOST_FILES

    def hint(self) -> str:
        """What may be sent, before it is chosen."""
        if self.each >= self.together:
            return _("Up to %(size)s together.") % {"size": limit_words(self.together)}
        return _("Up to %(each)s each, %(size)s together.") % {
            "each": limit_words(self.each), "size": limit_words(self.together),
        }  # fmt: skip

    def too_large(self, name: str) -> str:
        """That one of them is."""
        said = {"name": name, "size": limit_words(self.each)}
        return _("“%(name)s” is larger than %(size)s: leave it out, or send a smaller one.") % said

    def too_much(self) -> str:
        """That they are together."""
        said = {"size": limit_words(self.together)}
        return _("Together the files are larger than %(size)s: send some of them.") % said

    def too_many(self) -> str:
        """That there are more of them."""
        return ngettext(
            "There is more than %(most)d file: send some of them.",
            "There are more than %(most)d files: send some of them.", self.most,
        ) % {"most": self.most}  # fmt: skip

    def fault(self, files: list[tuple[str, int]]) -> str:
        """What is wrong with files of these names and sizes; "" for nothing."""
        large = next((name for name, size in files if size > self.each), None)
        if large is not None:
            return self.too_large(large)
        if len(files) > self.most:
            return self.too_many()
        return self.too_much() if sum(size for _name, size in files) > self.together else ""


USUAL_FILES = FileLimits()


def limit_words(size: int) -> str:
    """A limit as a charter writes it: `512 kB`, `25 MB`; what is no whole number as a size."""
    if size % MEGA == 0:
        return _("%(number)d MB") % {"number": size // MEGA}
    return size_words(size)
