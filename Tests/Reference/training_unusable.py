#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares trainings with and without white pictures among the photographs.

    normscope networks install vgg19
    python3 training_unusable.py --command normscope --content photos --style a.jpg b.jpg

--content is a folder with at least nine photographs. For each task and batch size, one network is trained
with nine of them and one with the same nine and three white pictures, for the same number of steps from
the same seed: transfer with the first style, multistyle with the first two, adain with all (at least 8). Both trainings set the same four photographs aside; the weighted loss (content + 8 · style)
of these four, in at most two styles, is measured by `evaluate`. --tasks and --batches select a part.
Prints a row of a Markdown table per pair: mean losses over --seeds, and the skipped batches and excluded
pictures of all seeds. With one seed and batches of one, losses vary by 10 %. The exit status is 1 if a
training with white pictures fails, if the mean loss is more than 5 % higher, or if a white picture is not
named exactly once per training that skips batches because of it.
"""

import argparse
import json
import pathlib
import shlex
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import zlib

LIMIT, STYLE_WEIGHT, VALIDATION, EXCLUSION = 1.05, 8, 4, 3


def rank(name):
    """The order in which ValidationSplit sets pictures aside."""
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    z = (value + 0x9E3779B97F4A7C15) % 2**64
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
    z ^= z >> 31
    return z % 12, z


def white_png(side):
    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data
            + struct.pack(">I", zlib.crc32(kind + data)))

    rows = (b"\0" + b"\xff" * (3 * side)) * side
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def make_folders(photographs, root):
    """Copies nine photographs to `nine`, and the same with three white pictures to `white`."""
    last = sorted(rank(path.name) for path in photographs)[VALIDATION - 1]
    names = [f"white{i}.png" for i in range(1000)]
    names = [name for name in names if rank(name) > max(last, (0, 2**64))][:3]
    for folder in ("nine", "white"):
        (root / folder).mkdir()
        for path in photographs:
            shutil.copy(path, root / folder)
    for name in names:
        (root / "white" / name).write_bytes(white_png(480))
    aside = root / "aside"
    aside.mkdir()
    for path in sorted(photographs, key=lambda path: rank(path.name))[:VALIDATION]:
        shutil.copy(path, aside)
    return names


def run(arguments):
    done = subprocess.run(arguments, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"exit {done.returncode}: {done.stderr.strip().splitlines()[-1:]}")
    return done


def train(options, task, batch, seed, folder, root):
    """Returns the loss of the four pictures set aside, the record and stderr."""
    output = root / f"{task}-{batch}-{seed}-{folder}.safetensors"
    styles = options.style[:{"transfer": 1, "multistyle": 2}.get(task)]
    command = shlex.split(options.command)
    done = run(
        command + ["train", task, "--content", str(root / folder), "--style", *styles, "-o",
        str(output), "--steps", str(options.steps), "--crop", str(options.crop), "--batch",
        str(batch), "--seed", str(seed)]
        + (["--pretraining-steps", str(options.steps // 4)] if task == "adain" else []))
    record = json.loads(output.with_suffix(".json").read_text())
    report = json.loads(run(
        command + ["evaluate", "--network", str(output), "--content", str(root / "aside"),
        "--style", *styles[:2], "--size", str(options.size), "--json"]).stdout)
    return report["content"] + STYLE_WEIGHT * report["style"], record, done.stderr


def compare(options, task, batch, white_names, root):
    """Prints a row of the table and returns whether the limit holds."""
    reference = statistics.mean(
        train(options, task, batch, seed, "nine", root)[0] for seed in options.seeds)
    try:
        runs = [train(options, task, batch, seed, "white", root) for seed in options.seeds]
    except RuntimeError as error:
        print(f"| {task} | {batch} | {reference:.1f} | {error} | | | |", flush=True)
        return False
    holds, counts, excluded = True, [], []
    for _, record, errors in runs:
        skipped = record.get("skipped", {"count": 0, "pictures": {}})
        causes = skipped["pictures"].get("contents", {})
        counts.append(skipped["count"])
        excluded.append(sum(count >= EXCLUSION for count in causes.values()))
        holds &= all(errors.count(f"‘{name}’") == (name in causes) for name in white_names)
        holds &= set(causes) <= set(white_names) and not skipped["pictures"].get("styles")
    loss = statistics.mean(loss for loss, _, _ in runs)
    ratio = loss / reference
    print(
        f"| {task} | {batch} | {reference:.1f} | {loss:.1f} | {ratio:.3f} | "
        f"{', '.join(map(str, counts))} | {', '.join(map(str, excluded))} |", flush=True)
    return holds and ratio <= LIMIT


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", required=True)
    parser.add_argument("--content", type=pathlib.Path, required=True)
    parser.add_argument("--style", nargs="+", required=True)
    parser.add_argument("--tasks", nargs="+", default=["transfer", "multistyle", "adain"])
    parser.add_argument("--batches", nargs="+", type=int, default=[1, 2, 3, 4])
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--crop", type=int, default=64)
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--seeds", nargs="+", type=int, default=[1])
    options = parser.parse_args()
    photographs = sorted(options.content.glob("*.jpg"))[:9]
    if len(photographs) < 9:
        sys.exit(f"{options.content} contains {len(photographs)} JPEG files; 9 are needed")
    # AdaIN networks take the styles from a folder of at least eight pictures, as contents do.
    if "adain" in options.tasks and len(options.style) < 8:
        sys.exit("train adain needs at least 8 pictures in --style")
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        names = make_folders(photographs, root)
        print("| task | batch | nine photographs | and three white | ratio | skipped | excluded |")
        print("|---|---|---|---|---|---|---|")
        results = [
            compare(options, task, batch, names, root)
            for task in options.tasks for batch in options.batches]
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
