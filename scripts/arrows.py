"""Holds the arrows: which room may include which, and which room is the door of which library.

Usage: arrows.py [--dot]      prints violations as file:line: rule: message; --dot prints the graph

The rooms' own CMakeLists.txt must say the same (threeam_room(... DEPS ...)), and what a header pulls
in counts for whoever includes it.
"""

import re
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent

ROOMS = {
    "base": set(),
    "model": {"base"},
    "engine": {"base", "model"},
    "scenario": {"base", "model"},
    "store": {"base", "model"},
    "metrics": {"base", "model", "engine"},
    "specimen": {"base", "model", "engine", "metrics", "scenario"},
    "round": {"base", "model", "engine", "metrics"},
    "score": {"base", "model", "engine", "metrics", "round"},
    "server": {"base", "model", "engine", "metrics", "round", "score", "scenario", "store"},
    "cli": {"base", "model", "engine", "metrics", "specimen", "round", "score", "scenario", "store",
            "server"},
}

# Prefix of an include -> the rooms (or files) that are its door.
DOORS = {
    "yaml-cpp/": ("sim/scenario/",),
    "sqlite3.h": ("sim/store/",),
    "boost/": ("sim/server/",),
    "prometheus/": ("sim/metrics/",),
    "nlohmann/": ("sim/model/json.h",),
    "openssl/": ("sim/base/", "sim/server/"),
    "CLI/": ("sim/cli/",),
    "tl/": ("sim/base/result.h",),
}

# The engine knows no JSON: nothing of a file format can change what it computes.
ENGINE_NEVER = {"sim/model/json.h", "sim/model/journal.h", "sim/model/script.h", "sim/model/scorecard.h"}

# dashboard/src: what each folder may import besides itself. main.tsx may import all.
DASHBOARD = {
    "base": set(),
    "style": set(),
    "wire": {"base"},
    "state": {"base", "wire"},
    "widgets": {"base", "wire", "state", "style"},
    "panels": {"base", "wire", "state", "widgets", "style"},
    "pages": {"base", "wire", "state", "widgets", "panels", "style"},
}
DASHBOARD_DOORS = {"uplot": ("dashboard/src/widgets/",)}

INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', re.M)
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^'"]*?['"]([^'"]+)['"]""", re.M)
ROOM_DEPS = re.compile(r"threeam_room\((\w+)[^)]*?DEPS([^)]*?)(?:PRIVATE_DEPS[^)]*)?\)", re.S)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def includes(text):
    """Pairs (line, path) of a C++ file."""
    return [(line_of(text, m.start(1)), m.group(1)) for m in INCLUDE.finditer(text)]


def check_cpp(path, text):
    """Violations of one file of sim/, by its own lines."""
    room = path.split("/")[1]
    for line, target in includes(text):
        parts = target.split("/")
        if parts[0] == "sim" and len(parts) > 2 and parts[1] not in ROOMS[room] | {room}:
            yield line, "arrow", f"{room} must not see {target}"
        if room == "engine" and target in ENGINE_NEVER:
            yield line, "arrow", f"engine must not see {target}"
        if room == "engine" and "/" in target and parts[0] not in ("sim", "fmt"):
            yield line, "door", f"engine is std only (fmt stands in for std::format), not <{target}>"
        for prefix, doors in DOORS.items():
            if target.startswith(prefix) and not path.startswith(doors):
                yield line, "door", f"<{target}> only in {', '.join(doors)}"


def reach(path, texts, seen):
    """All headers of sim/ that a file pulls in."""
    for _, target in includes(texts.get(path, "")):
        if target.startswith("sim/") and target not in seen:
            seen.add(target)
            reach(target, texts, seen)
    return seen


def check_reach(path, texts):
    """The engine's files must not get JSON through another header."""
    if path.startswith("sim/engine/"):
        for target in sorted(reach(path, texts, set()) & ENGINE_NEVER):
            yield 1, "arrow", f"engine reaches {target} through a header"


def check_cmake(text):
    """Violations of one room's CMakeLists.txt."""
    for match in ROOM_DEPS.finditer(text):
        room, deps = match.group(1), set(match.group(2).split())
        for dep in sorted(deps - ROOMS.get(room, set())):
            yield line_of(text, match.start()), "arrow", f"{room} must not link {dep}"


def check_dashboard(path, text):
    """Violations of one file of dashboard/src."""
    parts = path.split("/")
    folder = parts[2] if len(parts) > 3 else None
    for match in IMPORT.finditer(text):
        target, line = match.group(1), line_of(text, match.start(1))
        for name, doors in DASHBOARD_DOORS.items():
            if target.split("/")[0] == name and not path.startswith(doors):
                yield line, "door", f"{target} only in {', '.join(doors)}"
        if not target.startswith(".") or folder is None:
            continue
        resolved = (TOP / path).parent.joinpath(target).resolve()
        try:
            into = resolved.relative_to(TOP / "dashboard" / "src").parts
        except ValueError:
            continue
        if len(into) < 2:
            yield line, "arrow", f"{folder} must not import {target}"
        elif folder not in DASHBOARD:
            yield line, "arrow", f"dashboard/src/{folder} is in no arrow; name it in scripts/arrows.py"
        elif into[0] != folder and into[0] not in DASHBOARD[folder]:
            yield line, "arrow", f"{folder} must not import {into[0]}"


def violations(top):
    texts = {
        str(p.relative_to(top)): p.read_text()
        for p in sorted((top / "sim").rglob("*"))
        if p.suffix in (".h", ".cc")
    }
    for path, text in texts.items():
        for found in (*check_cpp(path, text), *check_reach(path, texts)):
            yield path, *found
    for file in sorted((top / "sim").glob("*/CMakeLists.txt")):
        for found in check_cmake(file.read_text()):
            yield str(file.relative_to(top)), *found
    for file in sorted((top / "dashboard" / "src").rglob("*.ts*")):
        path = str(file.relative_to(top))
        for found in check_dashboard(path, file.read_text()):
            yield path, *found


def main(arguments):
    if arguments == ["--dot"]:
        print("digraph rooms {")
        for room, sees in ROOMS.items():
            for other in sorted(sees):
                print(f"  {room} -> {other};")
        print("}")
        return 0
    found = list(violations(TOP))
    for path, line, rule, message in found:
        print(f"{path}:{line}: {rule}: {message}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
