"""Reading a mailbox over POP3: raw mails out, deleted once they are stored."""
