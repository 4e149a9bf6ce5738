"""Print the charter language as JSON Schema, for editors that complete and mark.

At the top of a charter, `# yaml-language-server: $schema=charter.schema.json` tells most editors.
"""

import json

import typer

from charterdesk.engine.charter.json_schema import charter_schema


def schema() -> None:
    """Print the charter language as JSON Schema, for editors that complete and mark."""
    typer.echo(json.dumps(charter_schema(), ensure_ascii=False, indent=2))
