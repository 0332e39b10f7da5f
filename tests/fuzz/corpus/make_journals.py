#!/usr/bin/env python3
"""Writes the seeds of the journal fuzzer: small journals with a sound chain, and broken ones.

    tests/fuzz/corpus/make_journals.py
"""
import hashlib
import json
import pathlib

FOLDER = pathlib.Path(__file__).parent / "journal"
HEADER = {
    "created_ms": 0, "engine_version": "1", "journal_version": 1, "level": "senior", "round": "r",
    "scenario": "s", "scenario_digest": "d", "scenario_files": {"scenario.yaml": "threeam: 1\n"},
    "seed": 18446744073709551615,
}
ENTRIES = [
    ("interviewer", "clock", 0, {"to": "start"}),
    ("system", "state", 0, {"hash": "00000000000000aa"}),
    ("candidate", "look", 1000, {"digest": "x", "query": {"by": ["region"]}, "what": "panel"}),
    ("candidate", "say", 2000, {"confidence": 0.5, "text": "caf\u00e9 \"x\"", "what": "hypothesis"}),
    ("candidate", "do", 3000, {"action": "a", "expect": "", "why": "\n"}),
    ("system", "outcome", 3000, {"action": "a", "message": "", "of": 5, "state": "started"}),
]


def dump(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def journal(header, entries):
    lines = [dump(header)]
    prev = sha256(lines[0])
    for seq, (actor, kind, time, payload) in enumerate(entries, 1):
        entry = {"actor": actor, "kind": kind, "payload": payload, "prev": prev, "seq": seq,
                 "time_ns": time, "wall_ms": seq}
        prev = sha256(prev + dump(entry))
        lines.append(dump({**entry, "hash": prev}))
    return "\n".join(lines) + "\n"


def main():
    FOLDER.mkdir(exist_ok=True)
    whole = journal(HEADER, ENTRIES)
    seeds = {
        "whole": whole,
        "header_only": journal(HEADER, []),
        "cut_off": whole[:-20],
        "changed": whole.replace('"to":"start"', '"to":"pause"'),
        "newer": journal({**HEADER, "journal_version": 2}, ENTRIES),
        "spelt_differently": whole.replace('"seq":1,', '"seq": 1,'),
        "twice": whole.replace('"seq":1,', '"seq":1,"seq":1,'),
        "deep": "[" * 100,
        "empty": "",
    }
    for name, text in seeds.items():
        (FOLDER / name).write_text(text)


main()
