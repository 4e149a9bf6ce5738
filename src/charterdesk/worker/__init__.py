"""The loops: tick wakes cases when something of theirs is due, deliver carries notices."""
