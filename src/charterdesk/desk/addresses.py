"""Addresses of a case's pages, each with the way back to the list that it was opened from."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class CaseUrls:
    """The pages of one case; `back`, the list that it was opened from, goes along as `?from=`."""

    number: str
    back: str = ""

    @property
    def back_url(self) -> str:
        """Where to go back to: My work, where it was opened from nowhere."""
        return self.back or _address("home")

    def page(self, **query: object) -> str:
        """The case itself."""
        return self._with_back(_address("case", self.number), query)

    def of(self, name: str, *args: str, **query: object) -> str:
        """Another page of the case, by its name."""
        return self._with_back(_address(name, self.number, *args), query)

    def act(self, name: str, **query: object) -> str:
        """The page or post of one act."""
        return self.of("act", name, **query)

    def sibling(self, number: str) -> str:
        """Another case, with the same way back."""
        return CaseUrls(number, self.back).page()

    def _with_back(self, path: str, query: dict[str, object]) -> str:
        given = {"from": self.back} if self.back else {}
        given |= {name: str(value) for name, value in query.items()}
        return f"{path}?{urlencode(given, safe='/')}" if given else path


@lru_cache(maxsize=10_000)
def _address(name: str, *args: str) -> str:
    """The address of a page of the desk; a list asks for the same ones again and again."""
    return reverse(f"desk:{name}", args=args)


def with_query(path: str, query: dict[str, str]) -> str:
    """`path` with what is not empty of `query`."""
    kept = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(kept, safe='/', quote_via=quote)}" if kept else path
