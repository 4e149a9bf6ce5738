"""Opening a case: one question a page, everything kept, and the promise before it is sent."""
