"""The wheel is the product: whole, and enough by itself in an empty environment."""

import json
import os
import re
import select
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, SOURCE, files
from tests.reaching import PATIENCE, free_port, status_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this tree."""
    directory = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(directory)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(directory.glob("charterdesk-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel; its dependencies are lent by ours.

    The line of the .pth file lends the packages of our environment without its own .pth
    files, so that the tree we stand in stays out of reach.
    """
    place = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    python = place / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*install, "--no-deps", "--no-index", str(wheel)], check=True)
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip()
    Path(packages, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place / "bin"


def run(program: Path, *words: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The outcome of a command in an environment that knows nothing of this tree."""
    env = {"PATH": os.defpath, "CHARTERDESK_DATA": str(data), "HOME": str(data)}
    return subprocess.run(
        [str(program), *words], env=env, cwd=data, capture_output=True, text=True, check=False
    )


def test_every_file_of_the_package_is_inside(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {str(path.relative_to(SOURCE.parent)) for path in files() if SOURCE in path.parents}
    assert wanted - inside == set()


def test_the_licence_is_inside(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if name.endswith("licenses/LICENSE")]


def test_nothing_of_the_tests_is_inside(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.startswith("charterdesk")} == set()


def test_the_package_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    words = ("-c", "import charterdesk; print(charterdesk.__file__)")
    done = run(installed / "python", *words, data=tmp_path)
    assert done.stdout.startswith(str(installed.parent)), done.stderr


def test_the_command_lists_its_verbs(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "charterdesk", "--help", data=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(r"migrate +Bring the database's tables up to this version.", done.stdout)


def test_an_empty_place_becomes_a_desk(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "charterdesk", "migrate", data=tmp_path)
    assert done.returncode == 0, done.stderr
    made = {path.name for path in tmp_path.iterdir()}
    assert {"desk.sqlite3", "secret.key"} <= made


def test_the_demo_starts_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    words = ["demo", "--data", str(tmp_path / "demo"), "--json"]
    ports = [word for name in ("--port", "--lmtp-port") for word in (name, str(free_port()))]
    demo = subprocess.Popen(
        [str(installed / "charterdesk"), *words, *ports],
        env={"PATH": os.defpath, "HOME": str(tmp_path)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
    )
    assert demo.stdout is not None
    try:
        assert select.select([demo.stdout], [], [], 240)[0], "the demo said nothing"
        places = json.loads(demo.stdout.readline())
        assert status_of(places["sign_in"]) in {200, 302}
        assert status_of(places["web"]) in {200, 302}
    finally:
        demo.terminate()
        demo.wait(timeout=PATIENCE)
        demo.stdout.close()
