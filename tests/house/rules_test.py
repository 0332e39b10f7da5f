"""Each rule of scripts/{arrows,reference,specimens,tidy}.py is broken once here, and must be seen."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import arrows  # noqa: E402
import reference  # noqa: E402
import specimens  # noqa: E402
import tidy  # noqa: E402


def rules(found):
    return [rule for _, rule, _ in found]


class Arrows(unittest.TestCase):
    def test_a_room_must_not_see_a_later_one(self):
        text = '#include "sim/base/hash.h"\n#include "sim/score/score.h"\n'
        self.assertEqual(list(arrows.check_cpp("sim/round/round.cc", text)),
                         [(2, "arrow", "round must not see sim/score/score.h")])
        self.assertEqual(list(arrows.check_cpp("sim/server/api.cc", text)), [])

    def test_scenario_and_store_do_not_see_the_engine(self):
        for room in ("scenario", "store"):
            found = arrows.check_cpp(f"sim/{room}/x.cc", '#include "sim/engine/world.h"\n')
            self.assertEqual(rules(found), ["arrow"])

    def test_each_library_has_one_door(self):
        for include, door in (("yaml-cpp/yaml.h", "scenario"), ("sqlite3.h", "store"),
                              ("boost/asio.hpp", "server"), ("prometheus/registry.h", "metrics"),
                              ("CLI/CLI.hpp", "cli")):
            text = f"#include <{include}>\n"
            self.assertEqual(rules(arrows.check_cpp("sim/round/x.cc", text)), ["door"], include)
            self.assertEqual(list(arrows.check_cpp(f"sim/{door}/x.cc", text)), [], include)

    def test_the_engine_is_std_only_and_reaches_no_json(self):
        self.assertEqual(rules(arrows.check_cpp("sim/engine/x.cc", "#include <boost/any.hpp>\n")),
                         ["door", "door"])
        texts = {"sim/engine/x.cc": '#include "sim/model/a.h"\n',
                 "sim/model/a.h": '#include "sim/model/json.h"\n'}
        self.assertEqual(rules(arrows.check_reach("sim/engine/x.cc", texts)), ["arrow"])

    def test_cmake_must_say_the_same(self):
        found = arrows.check_cmake("threeam_room(model\n  SOURCES a.cc\n  DEPS base engine\n)")
        self.assertEqual(rules(found), ["arrow"])
        self.assertEqual(list(arrows.check_cmake("threeam_room(model SOURCES a.cc DEPS base)")), [])

    def test_the_dashboard_has_arrows_too(self):
        found = arrows.check_dashboard("dashboard/src/wire/types.ts",
                                       'import { x } from "../pages/x";\n')
        self.assertEqual(rules(found), ["arrow"])
        found = arrows.check_dashboard("dashboard/src/pages/x.tsx", 'import uPlot from "uplot";\n')
        self.assertEqual(rules(found), ["door"])

    def test_this_tree_holds(self):
        self.assertEqual(list(arrows.violations(arrows.TOP)), [])


class Reference(unittest.TestCase):
    SCHEMA = {"properties": {"boxes": {"type": "object", "description": "what there is",
                                       "additionalProperties": {"$ref": "#/$defs/box"}}},
              "required": ["boxes"],
              "$defs": {"box": {"properties": {
                            "size": {"type": "integer", "minimum": 1, "maximum": 9, "default": 2,
                                     "description": "how large"},
                            "lids": {"type": "array", "items": {"$ref": "#/$defs/lid"}}}},
                        "lid": {"properties": {"kind": {"enum": ["flat", "round"]}},
                                "required": ["kind"]}}}

    def test_a_table_brings_those_that_only_it_leads_to(self):
        guide = reference.guide_of("a\n<!-- keys: scenario -->\nold\n<!-- end -->\nb\n", self.SCHEMA)
        self.assertTrue(guide.startswith("a\n<!-- keys: scenario -->\n| key |"), guide)
        self.assertTrue(guide.endswith("<!-- end -->\nb\n"), guide)
        self.assertIn("| `boxes` | by name: mapping | **needed** | what there is |", guide)
        self.assertIn("`boxes`\n\n| key |", guide)
        self.assertIn("| `size` | whole number, 1..9 | `2` | how large |", guide)
        self.assertIn("| `kind` | `flat`, `round` | **needed** |  |", guide)

    def test_a_shape_with_a_place_of_its_own_is_not_written_twice(self):
        blocks = "<!-- keys: scenario -->\n<!-- end -->\n<!-- keys: lid -->\n<!-- end -->\n"
        guide = reference.guide_of(blocks, self.SCHEMA)
        self.assertEqual(guide.count("`kind`"), 1)
        self.assertGreater(guide.index("`kind`"), guide.index("keys: lid"))

    def test_a_shape_that_no_table_leads_to_is_an_error(self):
        with self.assertRaises(SystemExit):
            reference.guide_of("<!-- keys: lid -->\n<!-- end -->\n", self.SCHEMA)

    def test_this_guide_is_current(self):
        self.assertEqual(reference.main(["--check"]), 0)


class Specimens(unittest.TestCase):
    TEXT = ("specimen: slow-work\nnumber: 7\nmechanism: \"Slow: work\"\nlooks_like: >-\n  It is\n"
            "  slow.\nseen_at: nobody\n\nregions: [north]\n\n# Twice as long.\ntimeline:\n"
            "  - {at: 0s}\n\nsignature:\n  a: {}\n")

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name) / "slow-work.yaml"
        path.write_text(self.TEXT)
        self.specimen = specimens.Specimen(path)

    def test_show_what_a_scenario_can_take_over(self):
        self.assertEqual(self.specimen.yaml,
                         "regions: [north]\n# Twice as long.\ntimeline:\n  - {at: 0s}\n")
        self.assertEqual(self.specimen.looks_like, "It is slow.")

    def test_are_in_the_index_with_a_link_that_leads_there(self):
        self.assertIn("[Slow: work](mechanisms.md#7-slow-work) | It is slow. |",
                      specimens.index([self.specimen]))
        self.assertIn("## 7. Slow: work\n", specimens.page([self.specimen]))

    def test_replace_the_index_and_nothing_else(self):
        guide = f"a\n{specimens.BEGIN}old\n{specimens.END}b\n"
        self.assertEqual(specimens.with_index(guide, "new\n"),
                         f"a\n{specimens.BEGIN}new\n{specimens.END}b\n")

    def test_this_page_is_current(self):
        self.assertEqual(specimens.main(["--check"]), 0)


class Tidy(unittest.TestCase):
    def test_long_functions_are_seen_where_they_begin(self):
        body = "  x();\n" * 69
        inner = "    x();\n" * 69
        self.assertEqual(list(tidy.long_functions(f"int y;\nvoid f(int a,\n       int b) {{\n{body}}}\n")),
                         [(2, 72)])
        self.assertEqual(list(tidy.long_functions(f"class A {{\n  void f() {{\n{inner}  }}\n}};\n")),
                         [(2, 71)])

    def test_short_functions_in_long_places_are_not(self):
        functions = "void f() {\n  if (x) {\n    y();\n  }\n}\n\n" * 40
        self.assertEqual(list(tidy.long_functions(f"namespace a {{\n\n{functions}}}  // namespace a\n")), [])

    def test_lengths(self):
        self.assertEqual(rules(tidy.check_lengths("sim/a/a.cc", "\n" * 401)), ["file-length"])
        self.assertEqual(rules(tidy.check_lengths("sim/a/a.cc", "/" * 101)), ["line-length"])
        self.assertEqual(list(tidy.check_lengths("sim/a/a.cc", "/" * 100 + "\n")), [])

    def test_bans_in_the_rooms_that_must_be_deterministic(self):
        for line in ("std::unordered_map<int, int> a;", "std::mt19937 a;", "rand();",
                     "std::chrono::system_clock::now();", "std::exp(1.0);", "float a;",
                     "thread_local int a;", "std::stoi(a);"):
            self.assertEqual(rules(tidy.check_bans("sim/engine/a.cc", line)), ["ban"], line)
            self.assertEqual(list(tidy.check_bans("sim/server/a.cc", line)), [], line)

    def test_bans_do_not_read_comments_and_strings(self):
        self.assertEqual(list(tidy.check_bans("sim/engine/a.cc", '// a float\nauto a = "float";\n')), [])

    def test_bans_everywhere(self):
        self.assertEqual(rules(tidy.check_bans("sim/server/a.cc", "// TO" "DO: later\n")), ["ban"])
        self.assertEqual(rules(tidy.check_bans("tests/unit/a/a_test.cc", "sleep_" "for(1s);")), ["ban"])
        self.assertEqual(rules(tidy.check_bans("tests/web/a.mjs", "setTime" "out(f, 1)")), ["ban"])
        self.assertEqual(rules(tidy.check_bans("dashboard/src/a.ts", "let a: any;")), ["ban"])

    def test_a_file_that_no_build_lists(self):
        with tempfile.TemporaryDirectory() as name:
            top = Path(name)
            (top / "tests/unit/a").mkdir(parents=True)
            (top / "tests/unit/a/CMakeLists.txt").write_text("threeam_test(unit a SOURCES b_test.cc)")
            self.assertEqual(rules(tidy.check_listed("tests/unit/a/a_test.cc", top)), ["unlisted"])
            self.assertEqual(list(tidy.check_listed("tests/unit/a/b_test.cc", top)), [])


if __name__ == "__main__":
    unittest.main()
