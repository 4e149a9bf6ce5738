"""All that can be asked of a case: verb_noun functions, keyword-only, with `by` and `at`.

Each answers with what was done, with a refusal in the user's words, or with the news that
overtook it; none of them reads the clock.
"""

from charterdesk.cases.commands.acting import NO_FORM, Form
from charterdesk.cases.commands.bugs import (
    close_bug,
    give_indication,
    give_patch,
    give_workaround,
    link_bug,
    take_bug_off,
)
from charterdesk.cases.commands.chatting import answer_live, extend_message
from charterdesk.cases.commands.drafting import drop_draft, save_draft
from charterdesk.cases.commands.ending import (
    agree_to_close,
    close_case,
    decline_to_close,
    hand_back,
    reopen_case,
    resolve_case,
)
from charterdesk.cases.commands.escalating import (
    acknowledge_call,
    confirm_reached,
    de_escalate,
    escalate_case,
    pass_call,
)
from charterdesk.cases.commands.judging import (
    judge_asker,
    rate_case,
    rate_reply,
    record_judgement,
    refuse_approval,
)
from charterdesk.cases.commands.labelling import (
    change_label,
    drop_label,
    make_label,
    put_label,
    take_label_off,
)
from charterdesk.cases.commands.macros import change_macro, drop_macro, make_macro, use_macro
from charterdesk.cases.commands.merging import merge_case, undo_merge
from charterdesk.cases.commands.opening import open_case
from charterdesk.cases.commands.outages import (
    attach_case,
    detach_case,
    open_outage,
    resolve_children,
    update_children,
)
from charterdesk.cases.commands.own_fields import (
    Declared,
    bring_field_back,
    change_field,
    declare_field,
    fill_in,
    retire_field,
    set_fields,
)
from charterdesk.cases.commands.relating import relate_cases, unrelate_cases
from charterdesk.cases.commands.splitting import split_case, undo_split
from charterdesk.cases.commands.urgency import (
    change_charter,
    change_contract,
    classify,
    set_matter,
    set_priority,
)
from charterdesk.cases.commands.watching import add_watcher, stop_watching, watch_case
from charterdesk.cases.commands.withdrawing import take_back_reply
from charterdesk.cases.commands.working import (
    activate_case,
    approve_act,
    begin_waiting,
    do_act,
    end_approval,
    end_waiting,
    join_tier,
    record_facts,
    set_owner,
    transfer_case,
)
from charterdesk.cases.commands.writing import (
    add_desk_note,
    add_note,
    log_talk,
    receive_message,
    report_bounce,
    send_automatic,
    send_reply,
)

__all__ = [
    "NO_FORM",
    "Declared",
    "Form",
    "acknowledge_call",
    "activate_case",
    "add_desk_note",
    "add_note",
    "add_watcher",
    "agree_to_close",
    "answer_live",
    "approve_act",
    "attach_case",
    "begin_waiting",
    "bring_field_back",
    "change_charter",
    "change_contract",
    "change_field",
    "change_label",
    "change_macro",
    "classify",
    "close_bug",
    "close_case",
    "confirm_reached",
    "de_escalate",
    "declare_field",
    "decline_to_close",
    "detach_case",
    "do_act",
    "drop_draft",
    "drop_label",
    "drop_macro",
    "end_approval",
    "end_waiting",
    "escalate_case",
    "extend_message",
    "fill_in",
    "give_indication",
    "give_patch",
    "give_workaround",
    "hand_back",
    "join_tier",
    "judge_asker",
    "link_bug",
    "log_talk",
    "make_label",
    "make_macro",
    "merge_case",
    "open_case",
    "open_outage",
    "pass_call",
    "put_label",
    "rate_case",
    "rate_reply",
    "receive_message",
    "record_facts",
    "record_judgement",
    "refuse_approval",
    "relate_cases",
    "reopen_case",
    "report_bounce",
    "resolve_case",
    "resolve_children",
    "retire_field",
    "save_draft",
    "send_automatic",
    "send_reply",
    "set_fields",
    "set_matter",
    "set_owner",
    "set_priority",
    "split_case",
    "stop_watching",
    "take_back_reply",
    "take_bug_off",
    "take_label_off",
    "transfer_case",
    "undo_merge",
    "undo_split",
    "unrelate_cases",
    "update_children",
    "use_macro",
    "watch_case",
]
