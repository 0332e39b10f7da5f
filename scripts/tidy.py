"""Rules of the house that a formatter cannot see. Prints violations as file:line: rule: message.

Lengths: files 400 lines, functions 70, C++ lines 100 columns. Bans: each with what to use instead.
Unlisted: a test or a source that no CMakeLists.txt names is a test that never runs.
"""

import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent

FILE_LINES = 400
# Lists of plain nouns, read from top to bottom like a glossary.
GLOSSARIES = {"dashboard/src/wire/types.ts": 600}
FUNCTION_LINES = 70
COLUMNS = 100
CODE = (".h", ".cc", ".ts", ".tsx", ".mjs", ".py", ".css")

# (where, what, instead). `where` is a pattern of the path.
PURE = r"^sim/(engine|metrics|round|score)/"
BANS = [
    (PURE, r"\bstd::unordered_\w+", "an ordered container or an index: iteration order is a result"),
    (PURE, r"#include <random>|\bstd::(mt19937|random_device|uniform_\w+_distribution)|\bs?rand\(", "base/random.h"),
    (PURE, r"\b(system|steady|high_resolution)_clock\b|\btime\(nullptr\)", "simulated time: base/units.h"),
    (PURE, r"\bstd::(exp|log|log2|log10|log1p|expm1|sin|cos|tan|pow|tgamma|erf)\(", "base/math.h: libm differs between machines"),
    (PURE, r"\bfloat\b", "double"),
    (PURE, r"\bthread_local\b|\bstd::locale\b|\bgetenv\(", "nothing: a world depends on its inputs only"),
    (PURE, r"\bstd::sto[a-z]+\(|\b(atof|strtod|sscanf)\(", "base/text.h: locale-free"),
    (r"^sim/(?!cli/|base/assert)", r"\bstd::(cout|cerr)\b|\bf?printf\(", "Result<T>: only cli/ prints"),
    (r"^(sim|tests|dashboard/src)/", r"\b(TODO|FIXME|XXX|HACK)\b", "do it, or leave it out"),
    (r"^(sim|tests)/", r"\busing namespace (?!threeam::testing|std::literals|std::string_view_literals|std::chrono_literals)", "names in full"),
    (r"^tests/", r"\bsleep_for\(|\busleep\(|\bsleep\(|\bwaitForTimeout\b|\bsetTimeout\(", "a condition: tests do not sleep"),
    (r"^tests/", r"\bDISABLED_|\bGTEST_SKIP\b|\b(it|test|describe)\.(skip|only|todo)\b", "a test that runs"),
    (r"^dashboard/src/", r":\s*any\b|\bas any\b|@ts-ignore", "a type: unknown and a check at the door"),
    (r"^dashboard/src/", r"\bMath\.random\(|\bdangerouslySetInnerHTML\b", "nothing of the kind"),
]

NOT_A_FUNCTION = re.compile(
    r"\s*(\}|if|else|for|while|switch|do|try|catch|namespace|struct|class|enum|union|extern)\b|\s*\}")


def strip_comments(text):
    """The text with comments and string contents blanked, lines kept."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return re.sub(r'R"(\w*)\(.*?\)\1"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


def long_functions(text):
    """(line, length) of functions that are too long, in clang-formatted C++.

    A function ends in a lone brace at the indentation of its first line: 0, or 2 inside a class.
    """
    lines = strip_comments(text).split("\n")
    for indent in (0, 2):
        start = 0
        for number, line in enumerate(lines, 1):
            if not line.strip() or len(line) - len(line.lstrip()) != indent:
                continue
            closes = line.strip() == "}"
            if closes and start and number - start + 1 > FUNCTION_LINES:
                yield start, number - start + 1
            start = 0 if NOT_A_FUNCTION.match(line) else number


def check_lengths(path, text):
    lines = text.split("\n")
    allowed = GLOSSARIES.get(path, FILE_LINES)
    if path.endswith(CODE) and len(lines) - 1 > allowed:
        yield 1, "file-length", f"{len(lines) - 1} lines, at most {allowed}"
    if not path.endswith((".h", ".cc")):
        return
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS:
            yield number, "line-length", f"{len(line)} columns, at most {COLUMNS}"
    for number, length in long_functions(text):
        yield number, "function-length", f"{length} lines, at most {FUNCTION_LINES}"


def check_bans(path, text):
    code = strip_comments(text) if path.endswith((".h", ".cc")) else text
    for where, what, instead in BANS:
        if not re.search(where, path):
            continue
        words = text if "TODO" in what else code
        for match in re.finditer(what, words):
            yield words.count("\n", 0, match.start()) + 1, "ban", f"{match.group(0)!r}: use {instead}"


def check_listed(path, top):
    """A C++ file must be named by the CMakeLists.txt of its folder or of one above it."""
    if not path.endswith(".cc") or not path.startswith(("sim/", "tests/")):
        return
    folder = (top / path).parent
    while folder != top:
        listing = folder / "CMakeLists.txt"
        name = str((top / path).relative_to(folder))
        if listing.exists() and re.search(rf"(?<![\w/]){re.escape(name)}(?!\w)", listing.read_text()):
            return
        folder = folder.parent
    yield 1, "unlisted", "no CMakeLists.txt names this file"


def tracked(top):
    """Files of the repository that exist, new ones included."""
    listed = subprocess.run(
        ["git", "-C", str(top), "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=True).stdout.split("\n")
    return sorted(path for path in listed if path and (top / path).is_file())


def violations(top):
    for path in tracked(top):
        if not path.endswith(CODE + (".sh", ".yaml", ".md")):
            continue
        text = (top / path).read_text()
        for found in (*check_lengths(path, text), *check_bans(path, text), *check_listed(path, top)):
            yield path, *found


def main():
    found = list(violations(TOP))
    for path, line, rule, message in found:
        print(f"{path}:{line}: {rule}: {message}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
