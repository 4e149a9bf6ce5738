"""All that can be asked of saved views: verb_noun functions, keyword-only, with `by` and `at`."""
