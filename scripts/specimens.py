"""Writes the page of mechanisms from tests/specimens/*.yaml: what each looks like and the YAML to write.

Usage: specimens.py [--check]      --check writes nothing and says what is not current

scenarios/mechanisms.md has each with its picture (tests/golden/specimens/*.svg, which the specimens
test writes) and its YAML; scenarios/README.md has the index, between two marks.
"""

import re
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SPECIMENS = TOP / "tests" / "specimens"
PAGE = TOP / "scenarios" / "mechanisms.md"
GUIDE = TOP / "scenarios" / "README.md"
BEGIN = "<!-- mechanisms: written by scripts/specimens.py -->\n"
END = "<!-- mechanisms: end -->\n"

# Keys that are a specimen's own; all others are a scenario's, too.
OWN = {"specimen", "number", "mechanism", "looks_like", "seen_at", "past", "length", "clock", "seed",
       "acts", "windows", "signature"}


def sections(text):
    """Pairs (key, lines) of the file's top level; comments go with the key below them."""
    found, comments = [], []
    for line in text.splitlines():
        key = re.match(r"([a-z_]+):", line)
        if key:
            found.append((key.group(1), comments + [line]))
            comments = []
        elif line.startswith("#"):
            comments.append(line)
        elif found and not comments:
            found[-1][1].append(line)
    return found


def value(lines):
    """A text's value: on the key's line, in quotes or not, or folded below it."""
    lines = [line for line in lines if not line.startswith("#")]
    first = lines[0].split(":", 1)[1].strip()
    if first in (">-", ">", "|", "|-"):
        return " ".join(line.strip() for line in lines[1:] if line.strip())
    return first.strip('"')


class Specimen:
    def __init__(self, path):
        parts = sections(path.read_text())
        texts = {key: value(lines) for key, lines in parts}
        self.slug = texts["specimen"]
        self.number = int(texts["number"])
        self.title = texts["mechanism"]
        self.looks_like = texts["looks_like"]
        self.seen_at = texts["seen_at"]
        world = ["\n".join(lines).strip("\n") for key, lines in parts if key not in OWN]
        self.yaml = "\n".join(world) + "\n"

    @property
    def anchor(self):
        """As git hosts make it from the heading."""
        heading = f"{self.number}. {self.title}".lower()
        return re.sub(r"[^\w\- ]", "", heading).replace(" ", "-")


def page(all_of_them):
    text = """# Mechanisms of failure

What each looks like in the metrics, and how to write it. Every picture is measured: it shows a
[specimen](../tests/specimens/README.md), the smallest world in which the mechanism happens, and a test holds the
specimen to what its picture shows. `threeam specimen tests/specimens/<name>.yaml` prints the same as text. Bands
are the windows that the test compares, dashed lines what happens; each course is drawn from 0 to its highest point.

The YAML below each picture is the specimen's world. Copy what you need into a scenario: the sections are the same.

"""
    for specimen in all_of_them:
        text += f"""## {specimen.number}. {specimen.title}

{specimen.looks_like} Seen at {specimen.seen_at}.

![{specimen.title}](../tests/golden/specimens/{specimen.slug}.svg)

<details><summary>The YAML to write: <code>tests/specimens/{specimen.slug}.yaml</code></summary>

```yaml
{specimen.yaml}```

</details>

"""
    return text.rstrip("\n") + "\n"


def index(all_of_them):
    text = "| | mechanism | what it looks like |\n|---|---|---|\n"
    for specimen in all_of_them:
        looks_like = specimen.looks_like.replace("|", "\\|")
        text += (f"| {specimen.number} | [{specimen.title}](mechanisms.md#{specimen.anchor}) "
                 f"| {looks_like} |\n")
    return text


def with_index(guide, text):
    before, rest = guide.split(BEGIN)
    _, after = rest.split(END)
    return before + BEGIN + text + END + after


def main(arguments):
    all_of_them = sorted(map(Specimen, SPECIMENS.glob("*.yaml")), key=lambda s: s.number)
    wanted = {PAGE: page(all_of_them), GUIDE: with_index(GUIDE.read_text(), index(all_of_them))}
    if arguments != ["--check"]:
        for path, text in wanted.items():
            path.write_text(text)
        return 0
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    for path in stale:
        print(f"{path.relative_to(TOP)}: not current: run scripts/specimens.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
