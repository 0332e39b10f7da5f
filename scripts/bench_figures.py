"""Joins the figures of one run of scripts/bench, adds the ratios, prints a table.

Usage: bench_figures.py FILE... [--json FILE]     files are [{name, value, unit}]
"""

import argparse
import json
from pathlib import Path


def ratios(figures):
    """What only the same run can say: how many times a peer."""
    values = {figure["name"]: figure["value"] for figure in figures}
    ours, peer = values.get("engine_sim_seconds_per_second"), values.get("simpy_sim_seconds_per_second")
    if ours and peer:
        yield {"name": "times_simpy", "value": ours / peer, "unit": "x"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = [figure for file in options.files for figure in json.loads(file.read_text())]
    figures += ratios(figures)
    width = max(len(figure["name"]) for figure in figures)
    for figure in figures:
        print(f"{figure['name']:<{width}}  {figure['value']:>14,.4g} {figure['unit']}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
