#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares `normscope bench --json` with torch.nn.functional.instance_norm.

Both use two threads and alternate in one run; results are medians over all rounds. The exit status is
1 unless NormScope takes at most a fifth of PyTorch's time for every shape.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

SHAPES = [(1, 64, 256, 256), (1, 128, 256, 256), (8, 64, 256, 256), (1, 3, 1080, 1920)]
SHARE = 0.2


def normscope(binary, threads):
    """Returns the milliseconds of instance norm and memcpy for each shape."""
    done = subprocess.run(
        [binary, "bench", "--json", "--threads", str(threads)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"normscope bench ended with {done.returncode}: {done.stderr.strip()}")
    rows = json.loads(done.stdout)["kernels"]
    if any(row["threads"] != threads for row in rows):
        sys.exit(f"normscope bench did not use {threads} threads")
    return {
        tuple(row["shape"]): (row["ms"], row["memcpyMs"])
        for row in rows if row["name"] == "instance"}


def pytorch(torch, shape, seconds=0.6):
    """Returns the median milliseconds of instance_norm with weight and bias."""
    x = torch.randn(shape)
    weight, bias = torch.rand(shape[1]) + 0.5, torch.randn(shape[1])
    times, end = [], time.perf_counter() + seconds
    with torch.no_grad():
        torch.nn.functional.instance_norm(x, weight=weight, bias=bias)
        while len(times) < 5 or time.perf_counter() < end:
            start = time.perf_counter()
            torch.nn.functional.instance_norm(x, weight=weight, bias=bias)
            times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "binary", metavar="NORMSCOPE_BINARY", help="such as .build/release/normscope")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each; 3 by default")
    parser.add_argument("--threads", type=int, default=2, help="threads of each; 2 by default")
    options = parser.parse_args()
    try:
        import torch
    except ImportError:
        sys.exit("speed_pytorch.py needs PyTorch: python3 -m pip install torch numpy")
    if not pathlib.Path(options.binary).is_file():
        sys.exit(f"there is no {options.binary}")
    torch.set_num_threads(options.threads)
    ours, theirs = {shape: [] for shape in SHAPES}, {shape: [] for shape in SHAPES}
    for _ in range(options.rounds):
        measured = normscope(options.binary, options.threads)
        for shape in SHAPES:
            if shape not in measured:
                sys.exit(f"normscope bench has no instance norm of {shape}")
            ours[shape].append(measured[shape])
            theirs[shape].append(pytorch(torch, shape))
    slow = report(ours, theirs, torch.__version__)
    sys.exit(1 if slow else 0)


def report(ours, theirs, version):
    """Prints one line per shape; returns the number of shapes above the target."""
    print(f"shape              NormScope ms   PyTorch {version} ms   ratio   memcpy ms")
    slow = 0
    for shape in SHAPES:
        mine = statistics.median(ms for ms, _ in ours[shape])
        copy = statistics.median(ms for _, ms in ours[shape])
        other = statistics.median(theirs[shape])
        verdict = "" if mine <= SHARE * other else f"   more than 1/{1 / SHARE:.0f}"
        slow += mine > SHARE * other
        name = "×".join(map(str, shape))
        print(f"{name:18} {mine:12.2f} {other:15.2f} {other / mine:12.1f}× {copy:9.2f}{verdict}")
    return slow


if __name__ == "__main__":
    main()
