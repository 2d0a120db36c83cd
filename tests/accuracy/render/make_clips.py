"""Render a set of clips; finished clips are skipped.

python make_clips.py OUT_DIR [--test] [--truth-only] [NAME_PREFIX ...]

clips.json is the set that offsets and biases are fitted on; test_clips.json (--test) has other
bodies and clothes and is never fitted on. A clip is a view, a body and what differs from both.
"""

import argparse
import json
import time
from pathlib import Path

from render import make_clip

ENDS = (".truth.npz", ".truth.json", ".mp4")


def read_manifest(name):
    """Clip names and all their options."""
    rows = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return {
        clip: rows["views"][view] | rows["bodies"][body] | more
        for clip, (view, body, more) in rows["clips"].items()
    }


def render(out, name, options):
    """Render one clip; its files appear when it is whole."""
    clip, start = make_clip(**options), time.time()
    clip.write(out / f"part-{name}")
    for end in ENDS:
        (out / f"part-{name}{end}").rename(out / f"{name}{end}")
    took = time.time() - start
    print(f"{name}: {took:.0f} s, {took / len(clip.times):.3f} s a frame", flush=True)


def main():
    """Render every clip whose name starts with one of the prefixes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("prefixes", nargs="*", help="only clips whose names start so")
    parser.add_argument("--truth-only", action="store_true", help="joints and events, no video")
    parser.add_argument("--test", action="store_true", help="the set that is never fitted on")
    args = parser.parse_intermixed_args()
    args.out.mkdir(parents=True, exist_ok=True)
    clips = read_manifest("test_clips.json" if args.test else "clips.json")
    for name, options in clips.items():
        if not name.startswith(tuple(args.prefixes) or ""):
            continue
        if args.truth_only:
            make_clip(**options).write_truth(args.out / name)
        elif not (args.out / f"{name}.mp4").exists():
            render(args.out, name, options)


if __name__ == "__main__":
    main()
