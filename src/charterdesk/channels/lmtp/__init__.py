"""Mail in: a listener for LMTP, or for SMTP behind a relay, that hands envelopes to a function."""
