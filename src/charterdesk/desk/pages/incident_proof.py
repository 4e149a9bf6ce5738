"""The proof on paper: absolute moments with their offset, every receipt, and how to check it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.store import Loaded
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.incident_values import ProofPage, ProofRow, ProofRun
from charterdesk.desk.pages.engine_words import in_readers_words
from charterdesk.desk.pages.incident_calls import receipt_lines
from charterdesk.desk.pages.incident_steps import exactly, proof_step
from charterdesk.desk.pages.incident_words import about_words, standing_words
from charterdesk.incidents.models import Participation
from charterdesk.incidents.queries.calls import Call
from charterdesk.incidents.queries.proof import Answer, Proof, RunProof
from charterdesk.incidents.queries.standing import Standing, standing_in
from charterdesk.visit.reader import Reader


def proof_page(loaded: Loaded, proof: Proof, reader: Reader, urls: CaseUrls) -> ProofPage:
    """The page for one reader, in the reader's zone."""
    row = loaded.row
    charter = {"name": row.charter, "version": row.charter_version}
    return ProofPage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        title=_("Who was reached when: %(number)s") % {"number": row.number},
        customer=str(row.organisation or row.contact or row.asker or _("unknown")),
        charter=_("%(name)s, version %(version)d") % charter,
        zone_words=_("Times are those of %(zone)s, with their distance from UTC.")
        % {"zone": reader.person.zone},
        made=_("Made %(when)s for %(name)s.")
        % {"when": exactly(reader.at, reader), "name": reader.person.name},
        runs=tuple(_run(loaded, one, reader) for one in proof.runs),
        head=proof.head,
        chain_words=ngettext(
            "The log of this case has %(count)d event; this is the hash of the last one:",
            "The log of this case has %(count)d events; this is the hash of the last one:",
            proof.events,
        ) % {"count": proof.events},
        csv_url=urls.of("proof_csv"),
        back_url=urls.of("incident"),
    )  # fmt: skip


def people_in(proof: Proof) -> set[str]:
    """The user names that it shows."""
    told = {call.told.person for one in proof.runs for call in one.calls}
    called = {who for one in proof.runs for step in one.steps for who, _at in step.reached}
    return told | called | {answer.who for one in proof.runs for answer in one.answers}


def _run(loaded: Loaded, one: RunProof, reader: Reader) -> ProofRun:
    run = one.run
    said = {
        "number": run.number,
        "ladder": run.ladder,
        "since": exactly(run.since, reader),
        "why": in_readers_words(run.trigger),
    }
    title = _("Run %(number)d of the ladder %(ladder)s, since %(since)s (%(why)s)") % said
    if run.ended_at is not None:
        said |= {"until": exactly(run.ended_at, reader), "end": in_readers_words(run.ended_why)}
        title = (
            _("Run %(number)d of the ladder %(ladder)s, %(since)s (%(why)s) to %(until)s (%(end)s)")
            % said
        )
    return ProofRun(
        title=title,
        steps=tuple(proof_step(step, reader) for step in one.steps),
        rows=tuple(_row(call, standing_in(call, one.calls, loaded.state), reader)
                   for call in one.calls),
        answers=tuple(_answer(answer, reader) for answer in one.answers),
        comings=tuple(_comings(one.people, reader)),
    )  # fmt: skip


def _row(call: Call, standing: Standing, reader: Reader) -> ProofRow:
    told = call.told
    return ProofRow(
        name=reader.name(told.person),
        roles=", ".join(told.roles),
        about=about_words(told),
        told=exactly(told.at, reader),
        receipts=tuple(
            (exactly(line.at, reader) if line.at else "", line.text) for line in receipt_lines(call)
        ),
        outcome=standing_words(standing),
        place=_("event %(seq)d, key %(key)s") % {"seq": call.seq, "key": told.key},
    )


def _answer(answer: Answer, reader: Reader) -> tuple[str, str]:
    form = (
        _("%(name)s has it (event %(seq)d)")
        if answer.what == "acknowledged"
        else _("%(name)s was reached (event %(seq)d)")
    )
    said = {"name": reader.name(answer.who), "seq": answer.seq}
    return exactly(answer.at, reader), form % said


def _comings(people: Sequence[Participation], reader: Reader) -> list[tuple[str, str]]:
    """Who joined and left, in order."""
    lines = [(one.joined_at, _("%(name)s joins") % {"name": one.person.name}) for one in people]
    lines += [
        (one.left_at, _("%(name)s leaves") % {"name": one.person.name})
        for one in people
        if one.left_at is not None
    ]
    return [(exactly(at, reader), words) for at, words in sorted(lines)]
