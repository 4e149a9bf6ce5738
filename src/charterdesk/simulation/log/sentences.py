"""What can go wrong with a file as a whole: one sentence, and the file can't be used."""

from charterdesk.engine.phrase import Phrase


class BadInputError(ValueError):
    """A file or an option that can't be used; `said` is the user's sentence."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(said.form)
        self.said = said
