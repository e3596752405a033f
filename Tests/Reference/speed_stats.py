#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares `normscope stats` with NumPy on a float32 tensor, whole processes, alternating.

    python3 speed_stats.py --program normscope

Both read a .npy file and print mean, variance, minimum, maximum, the number of values that are not
finite, and 64 histogram bins of each plane as JSON. Times are medians over --rounds. The exit status is
1 if NumPy takes less than four times as long.
"""

import argparse
import json
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

TARGET = 4


def report(path):
    values = np.load(path)
    planes = []
    for n in range(values.shape[0]):
        for c in range(values.shape[1]):
            plane = values[n, c]
            finite = np.isfinite(plane)
            if not finite.all():
                plane = plane[finite]
            counts, edges = np.histogram(plane, 64)
            planes.append(dict(
                n=n, c=c, mean=float(plane.mean(dtype="f8")), variance=float(plane.var(dtype="f8")),
                min=float(plane.min()), max=float(plane.max()),
                nonFinite=int(finite.size - finite.sum()), edges=edges.tolist(),
                counts=counts.tolist()))
    json.dump(planes, sys.stdout)


def seconds(arguments):
    start = time.perf_counter()
    done = subprocess.run(arguments, stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - start, done.stdout


def check(ours, theirs):
    """Compares the results; counts may differ by the values next to an edge."""
    ours = json.loads(ours)
    planes = ours["inputs"][0]["planes"]
    for one, other in zip(planes, json.loads(theirs), strict=True):
        for key in ("mean", "variance"):
            assert abs(one[key] - other[key]) <= 1e-5 * (1 + abs(other[key])), (key, one[key], other[key])
        assert (one["min"], one["max"]) == (other["min"], other["max"])
        difference = np.subtract(one["histogram"]["counts"], other["counts"])
        assert abs(difference).sum() <= 4, difference


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", action="append", default=[])
    parser.add_argument("--shape", type=int, nargs=4, default=[8, 64, 256, 256])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--report", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.report:
        return report(options.report)
    with tempfile.TemporaryDirectory() as folder:
        path = str(pathlib.Path(folder) / "x.npy")
        np.save(path, np.random.default_rng(1).normal(size=options.shape).astype("f4"))
        commands = [[sys.executable, __file__, "--report", path]] + [
            shlex.split(program) + ["stats", path, "--json"] for program in options.program]
        outputs = [seconds(command)[1] for command in commands]
        for output in outputs[1:]:
            check(output, outputs[0])
        rows = [[seconds(command)[0] for command in commands] for _ in range(options.rounds)]
    base, *times = (statistics.median(column) for column in zip(*rows))
    print(f"NumPy {np.__version__}: {base:.3f} s")
    for program, ours in zip(options.program, times):
        print(f"{program}: {ours:.3f} s, {base / ours:.2f} times as fast")
    sys.exit(any(base / ours < TARGET for ours in times))


if __name__ == "__main__":
    main()
