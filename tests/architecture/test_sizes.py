"""Files and functions stay small enough to be read at once."""

from statistics import median

from tests.architecture.sources import ROOT, files, functions, lines

LONGEST_FILE, LONGEST_FUNCTION = 400, 60
USUAL_FILE, USUAL_FUNCTION = 100, 10


def test_no_file_is_longer_than_four_hundred_lines():
    sizes = {str(path.relative_to(ROOT)): lines(path) for path in files(".py", ".ts", ".tsx")}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}
    assert median(sizes.values()) < USUAL_FILE


def test_no_function_is_longer_than_sixty_lines():
    sizes = dict(functions())
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}
    assert median(sizes.values()) < USUAL_FUNCTION
