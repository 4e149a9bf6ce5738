"""Reading a mailbox over IMAP: raw mails out, and a mark on each that was stored."""
