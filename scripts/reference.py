"""Writes the tables of keys and metrics in scenarios/README.md from scenarios/scenario.schema.json.

Usage: reference.py [--check]      --check writes nothing and says what is not current

The schema is what `threeam schema` prints; the words in it are the reader's own, so that a key is
described once. The guide says where each table goes; what stands around it is written by hand:

    <!-- keys: component pool -->      one table a shape, then those that only they lead to
    <!-- steps -->  <!-- changes -->  <!-- metrics -->
    <!-- end -->
"""

import json
import re
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SCHEMA = TOP / "scenarios" / "scenario.schema.json"
GUIDE = TOP / "scenarios" / "README.md"
BLOCK = re.compile(r"<!-- (keys: [^\n]*?|steps|changes|metrics) -->\n(.*?)<!-- end -->\n", re.S)
DURATION = "([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h))+"
PATTERNS = {f"^{DURATION}$": "duration", f"^-?{DURATION}$": "time",
            "^[0-9]+(\\.[0-9]+)?/s$": "rate", "^.+\\..+$": "component.operation",
            "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$": "time of day"}
PLURALS = {"text": "texts", "mapping": "mappings", "duration": "durations"}
MANY = {"integer": 10**6, "number": 1e15}  # from here on a bound is the engine's, not the author's
# Where a change may stand: one vocabulary, so that each is described once.
CHANGES = {"event": "timeline", "action": "actions"}
WITH_A_CHANGE = [*CHANGES, "side_effect"]


def shape_of(value):
    return value["$ref"].rsplit("/", 1)[1] if "$ref" in value else None


def plural(words):
    first, *rest = words.split(", ", 1)
    first = first.replace("whole number", "whole numbers") if "number" in first else first
    return ", ".join([PLURALS.get(first, first), *rest])


def bounds(value):
    least, most, many = value["minimum"], value.get("maximum"), MANY[value["type"]]
    if most is not None and most < many:
        return f", {least:g}..{most:g}"
    return f", at least {least:g}" if least > -many else ""


def kind(value):
    """What is written there, in words."""
    if "$ref" in value:
        return "[metric](#metrics)" if shape_of(value) == "metric" else "mapping"
    if "anyOf" in value:
        return " or ".join(dict.fromkeys(kind(each) for each in value["anyOf"]))
    if "const" in value:
        return f"`{json.dumps(value['const'])}`"
    if "enum" in value:
        return ", ".join(f"`{word}`" for word in value["enum"])
    if value["type"] == "string":
        return PATTERNS[value["pattern"]] if "pattern" in value else "text"
    if value["type"] == "array":
        return f"list of {plural(kind(value['items']))}"
    if value["type"] == "object":
        return f"by name: {kind(value['additionalProperties'])}"
    if value["type"] in ("integer", "number"):
        return {"integer": "whole number", "number": "number"}[value["type"]] + bounds(value)
    return {"boolean": "`true`, `false`", "null": "no value"}[value["type"]]


def cell(text):
    return text.replace("|", "\\|")


def default(value):
    return f"`{json.dumps(value['default'])}`".replace('"', "") if "default" in value else ""


def in_order(shape):
    """Names of its keys: needed ones as they are read, then the others."""
    needed = shape.get("required", [])
    return needed + [name for name in shape["properties"] if name not in needed]


def references(value):
    """Shapes that a value leads to, in order."""
    if "$ref" in value:
        return [shape_of(value)]
    inside = value.get("anyOf", []) + [value[key] for key in ("items", "additionalProperties")
                                       if isinstance(value.get(key), dict)]
    return [name for each in inside for name in references(each)]


class Reference:
    def __init__(self, schema):
        self.shapes = dict(schema["$defs"])
        self.shapes["scenario"] = {key: schema[key] for key in ("properties", "required")}
        self.called = {}  # shape -> the keys whose value it is
        for shape in [self.shapes["scenario"], *schema["$defs"].values()]:
            for form in shape.get("anyOf", [shape]):
                for key, value in form.get("properties", {}).items():
                    for name in references(value):
                        keys = self.called.setdefault(name, [])
                        if key not in keys:
                            keys.append(key)
        self.written = {"metric"}

    def leads_to(self, shape):
        found = []
        for form in shape.get("anyOf", [shape]):
            for key in in_order(form):
                found += references(form["properties"][key])
        return list(dict.fromkeys(found))

    def forms(self, name):
        """The keys of which a shape has exactly one, such as a timeline's event its change."""
        return [key for one in self.shapes[name].get("oneOf", []) for key in one["required"]]

    def stands(self, shape, key):
        if key in shape.get("required", []):
            return "needed"
        return "one of these" if {"required": [key]} in shape.get("oneOf", []) else ""

    def rows(self, name):
        shape = self.shapes[name]
        left_out = self.forms(name) if name in WITH_A_CHANGE else []
        text = "| key | value | default | meaning |\n|---|---|---|---|\n"
        for key in in_order(shape):
            if key in left_out:
                continue
            value = shape["properties"][key]
            stands = self.stands(shape, key)
            stands = f"**{stands}**" if stands else default(value)
            text += (f"| `{key}` | {cell(kind(value))} | {stands} "
                     f"| {cell(value.get('description', ''))} |\n")
        return text

    def tables(self, names):
        """A table for each, and for what only they lead to; headings where there are several."""
        queue, text = list(names), ""
        while queue:
            name = queue.pop(0)
            if name in self.written:
                continue
            self.written.add(name)
            if len(names) > 1 or name not in names:
                keys = self.called.get(name, [name])
                text += " and ".join(f"`{key}`" for key in keys) + "\n\n"
            text += self.rows(name) + "\n"
            if name not in WITH_A_CHANGE:
                queue = self.leads_to(self.shapes[name]) + queue
        return text

    def beside(self, shape, but=()):
        parts = []
        for key in in_order(shape):
            if key not in but:
                value = shape["properties"][key]
                needed = self.stands(shape, key) or default(value)
                about = f": {value['description']}" if but and value.get("description") else ""
                parts.append(f"`{key}` ({', '.join(filter(None, [kind(value), needed]))}){about}")
        return cell(("; " if but else ", ").join(parts))

    def steps(self):
        self.written.add("step")
        text = "| first key | and its value | keys beside it |\n|---|---|---|\n"
        for form in self.shapes["step"]["anyOf"]:
            key = form["title"]
            value = form["properties"][key]
            text += (f"| `{key}` | {cell(kind(value))}: {cell(value['description'])} "
                     f"| {self.beside(form, but=(key,))} |\n")
        return text + "\n" + self.tables(self.leads_to(self.shapes["step"]) + ["step"])

    def changes(self):
        where = {}
        for name, place in CHANGES.items():
            for key in self.forms(name):
                where.setdefault(key, (self.shapes[name]["properties"][key], []))[1].append(place)
        text = "| key | in | what it does | its keys |\n|---|---|---|---|\n"
        nested = []
        for key in sorted(where):
            value, places = where[key]
            name = shape_of(value)
            self.written.add(name)
            shape = self.shapes.get(name)
            keys = self.beside(shape) if shape else cell(kind(value))
            nested += self.leads_to(shape) if shape else []
            about = cell(value.get("description", ""))
            place = places[0] if len(places) == 1 else "both"
            text += f"| `{key}` | {place} | {about} | {keys} |\n"
        return text + "\n" + self.tables(nested + ["event"])

    def metrics(self):
        text = "| metric | on the dashboard | unit | labels |\n|---|---|---|---|\n"
        for metric in self.shapes["metric"]["anyOf"]:
            if "const" in metric:
                unit, labels = metric["description"].split("; by ")
                text += f"| `{metric['const']}` | {metric['title']} | {unit} | {labels} |\n"
        return text + "\n"

    def block(self, asked):
        made = {"steps": self.steps, "changes": self.changes, "metrics": self.metrics}
        if asked in made:
            return made[asked]()
        return self.tables(asked.removeprefix("keys: ").split())


def guide_of(guide, schema):
    reference = Reference(schema)
    for asked, _ in BLOCK.findall(guide):  # a shape that has a place is not written at another
        if asked.startswith("keys: "):
            unknown = set(asked.split()[1:]) - set(reference.shapes)
            if unknown:
                raise SystemExit(f"{GUIDE.name}: no such shape in the schema: {', '.join(unknown)}")
    placed = {name for asked, _ in BLOCK.findall(guide) for name in asked.split()[1:]}

    def written(match):
        asked = match.group(1)
        own = set(asked.split()[1:]) | ({"step"} if asked == "steps" else set())
        kept = placed - own | {"step", "event", "action"} - own
        fresh = kept - reference.written
        reference.written |= fresh
        text = reference.block(asked)
        reference.written -= fresh
        return f"<!-- {asked} -->\n{text}<!-- end -->\n"

    text = BLOCK.sub(written, guide)
    lost = sorted(set(reference.shapes) - reference.written)
    if lost:
        raise SystemExit(f"{GUIDE.name}: no table leads to: {', '.join(lost)}")
    return text


def main(arguments):
    guide = GUIDE.read_text()
    wanted = guide_of(guide, json.loads(SCHEMA.read_text()))
    if arguments != ["--check"]:
        GUIDE.write_text(wanted)
        return 0
    if guide != wanted:
        print(f"{GUIDE.relative_to(TOP)}: not current: run scripts/reference.py", file=sys.stderr)
    return int(guide != wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
