"""What a simulation comes to, in one sentence for each text, under the name that was chosen."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.simulation.report.table import names_of, side_name
from charterdesk.simulation.values import Result
from charterdesk.studio.titles import label_of


def labels_of(result: Result, keys: Sequence[str]) -> Mapping[str, str]:
    """By the names of the tables, what each text is called: `the draft`, `version 3`."""
    labels: dict[str, str] = {}
    for name, side, key in zip(names_of(result), result.sides, keys, strict=False):
        labels[name] = labels[side_name(side)] = label_of(key)
    return labels


def verdicts(result: Result, labels: Mapping[str, str]) -> Iterator[str]:
    """How many promises each text would have missed."""
    for name, side in zip(names_of(result), result.sides, strict=True):
        rates = side.answers.promises
        missed = sum(rate.missed for rate in rates)
        judged = sum(rate.decided for rate in rates)
        said = {"text": labels.get(name, name), "missed": missed, "judged": judged}
        if not judged:
            yield _("Under %(text)s no promise could be judged.") % said
        elif not missed:
            form = ngettext(
                "Under %(text)s the only promise that could be judged is kept.",
                "Under %(text)s all %(judged)d promises that could be judged are kept.",
                judged,
            )
            yield form % said
        else:
            said["share"] = max(1, round(100 * missed / judged))
            form = ngettext(
                "Under %(text)s %(missed)d of %(judged)d promise is missed (%(share)d %%).",
                "Under %(text)s %(missed)d of %(judged)d promises are missed (%(share)d %%).",
                judged,
            )
            yield form % said
