"""The desk as somebody who is signed in sees it."""

import pytest
from django.test import Client

from tests.apps.cast import ada
from tests.faces.visiting import Visit


@pytest.fixture
def visit(db: None, client: Client) -> Visit:
    """Ada, an agent, signed in."""
    return Visit(client).as_(ada())
