"""The desk as somebody who is signed in sees it."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.apps.cast import ada
from tests.faces.visiting import Visit


@pytest.fixture
def visit(db: None, client: Client, settings: Settings, tmp_path: Path) -> Visit:
    """Ada, an agent, signed in, at a desk whose files are in a directory of its own."""
    settings.DATA = tmp_path
    return Visit(client).as_(ada())
