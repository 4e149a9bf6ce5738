"""The charter: a support policy as one readable document, and as the frozen values it becomes."""
