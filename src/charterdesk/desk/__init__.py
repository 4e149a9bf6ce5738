"""The agents' face: addresses, views, forms and pages. It has no models and no rules."""
