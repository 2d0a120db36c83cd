"""Render the calibration set of clips.json; finished clips are skipped.

python make_clips.py OUT_DIR [--truth-only] [NAME_PREFIX ...]

A clip of clips.json is a view, a body and what differs from both.
"""

import argparse
import json
import time
from pathlib import Path

from render import make_clip

MANIFEST = json.loads(Path(__file__).with_name("clips.json").read_text(encoding="utf-8"))
CLIPS = {
    name: MANIFEST["views"][view] | MANIFEST["bodies"][body] | more
    for name, (view, body, more) in MANIFEST["clips"].items()
}
ENDS = (".truth.npz", ".truth.json", ".mp4")


def render(out, name):
    """Render one clip; its files appear when it is whole."""
    clip, start = make_clip(**CLIPS[name]), time.time()
    clip.write(out / "part")
    for end in ENDS:
        (out / f"part{end}").rename(out / f"{name}{end}")
    took = time.time() - start
    print(f"{name}: {took:.0f} s, {took / len(clip.times):.3f} s a frame", flush=True)


def main():
    """Render every clip whose name starts with one of the prefixes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("prefixes", nargs="*", help="only clips whose names start so")
    parser.add_argument("--truth-only", action="store_true", help="joints and events, no video")
    args = parser.parse_intermixed_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for name, options in CLIPS.items():
        if not name.startswith(tuple(args.prefixes) or ""):
            continue
        if args.truth_only:
            make_clip(**options).write_truth(args.out / name)
        elif not (args.out / f"{name}.mp4").exists():
            render(args.out, name)


if __name__ == "__main__":
    main()
