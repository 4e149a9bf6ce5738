"""How large files may be, in words: before they are chosen, and where they are too large."""

from charterdesk.look.files import MEGA, USUAL_FILES, FileLimits

LARGE = FileLimits(each=25 * MEGA, together=100 * MEGA)


def test_one_limit_is_said_once_and_two_are_both_said() -> None:
    assert USUAL_FILES.hint() == "Up to 25 MB together."
    assert LARGE.hint() == "Up to 25 MB each, 100 MB together."
    assert FileLimits(512 * 1024, 512 * 1024).hint() == "Up to 512 kB together."


def test_what_is_within_the_limits_has_no_fault() -> None:
    assert LARGE.fault([("core.bin", 25 * MEGA)] * 4) == ""
    assert LARGE.fault([]) == ""


def test_a_file_that_is_too_large_is_named() -> None:
    said = LARGE.fault([("small.log", 1), ("core.bin", 25 * MEGA + 1)])
    assert said == "“core.bin” is larger than 25 MB: leave it out, or send a smaller one."


def test_files_that_are_too_large_together_or_too_many_are_told() -> None:
    assert LARGE.fault([("core.bin", 21 * MEGA)] * 5).startswith(
        "Together the files are larger than 100 MB"
    )
    assert LARGE.fault([("a.log", 1)] * 21) == ("There are more than 20 files: send some of them.")
