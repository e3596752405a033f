#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs `normscope normalize` on .npy files in every mode and compares with NumPy float64.

Tolerances, relative to the largest output: 2e-6 in float32 (8e-6 if the mean is 1e4
deviations) and 1e-12 in float64. The exit status is 1 if a check fails.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

try:
    import numpy as np
except ImportError:
    sys.exit("check_normalize.py needs NumPy: python3 -m pip install numpy")

sys.dont_write_bytecode = True  # no generated files in the repository
import reference

SHAPES = [(2, 4), (3, 4, 7), (2, 4, 6, 5), (1, 6, 33, 65), (2, 4, 3, 2, 5), (1, 2, 400, 400)]
# The shapes of the benchmark.
LARGE = [(1, 64, 256, 256), (1, 128, 256, 256), (8, 64, 256, 256), (1, 3, 1080, 1920)]


class Checker:
    """The binary, a folder for its files, and the results so far."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, pathlib.Path(folder)
        self.random = np.random.default_rng(1)
        self.runs, self.failures, self.worst = 0, 0, {}

    def fail(self, message):
        self.failures += 1
        print("FAILED", message)

    def save(self, name, array):
        path = self.folder / f"{name}.npy"
        np.save(path, array)
        return str(path)

    def run(self, *arguments):
        self.runs += 1
        output = self.folder / "y.npy"
        output.unlink(missing_ok=True)
        command = [self.binary, "normalize", *map(str, arguments), "--output", str(output)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        return done, np.load(output) if output.exists() else None

    def expect(self, name, x, arguments, expected, tolerance):
        """Runs the binary and checks shape, type and values of the output."""
        done, y = self.run("--input", self.save("x", x), *arguments)
        if done.returncode != 0 or y is None:
            return self.fail(f"{name}: exit {done.returncode}: {done.stderr.strip()}")
        if y.dtype != x.dtype or y.shape != x.shape:
            return self.fail(f"{name}: {y.dtype} {y.shape} for {x.dtype} {x.shape}")
        largest = np.abs(expected).max()
        difference = np.abs(y.astype(np.float64) - expected).max()
        error = difference / largest if largest > 0 else difference
        key = f"{x.dtype}, {tolerance}"
        self.worst[key] = max(self.worst.get(key, (0, "")), (float(error), name))
        if not error <= tolerance:
            self.fail(f"{name}: off by {error} of the largest output")

    def refuse(self, name, *arguments):
        """Runs the binary and checks for exit status 2, a one-line message and no output."""
        done, y = self.run(*arguments)
        lines = done.stderr.strip().splitlines()
        if done.returncode != 2 or y is not None or not lines or done.stdout:
            self.fail(f"{name}: exit {done.returncode}, {len(lines)} lines: {done.stderr.strip()}")
        elif len(lines) > 1 and not lines[1].startswith(("Usage:", "  See", "Help:")):
            self.fail(f"{name}: message has several lines: {done.stderr.strip()}")
        elif "Fatal" in done.stderr:
            self.fail(f"{name}: {done.stderr.strip()}")


def draws(checker, shape, dtype, mean):
    """Returns x, gammas [3, C] and betas [3, C] of one type; one gamma is 0."""
    random = checker.random
    x = random.normal(mean, 1, shape).astype(dtype)
    gammas = random.normal(0, 1.5, (3, shape[1])).astype(dtype)
    betas = random.normal(0, 1.5, (3, shape[1])).astype(dtype)
    gammas[:, 0] = [0, 1, -1]
    return x, gammas, betas


def check_pools(checker, x, gammas, betas, tolerance):
    """Checks batch, running, instance, layer and group, with and without gamma and beta."""
    wide, c, label = x.astype(np.float64), x.shape[1], f"{x.shape} {x.dtype}"
    gamma, beta = gammas[0], betas[0]
    affine = ["--gamma", checker.save("gamma", gamma), "--beta", checker.save("beta", beta)]
    ones, zeros = np.ones(c), np.zeros(c)
    for mode in ("batch", "instance", "layer"):
        function = getattr(reference, mode)
        arguments = ["--mode", mode]
        checker.expect(
            f"{mode} {label}", x, arguments + affine, function(wide, gamma, beta), tolerance)
        checker.expect(
            f"bare {mode} {label}", x, arguments + ["--epsilon", "0.001", "--threads", "1"],
            function(wide, ones, zeros, 1e-3), tolerance)
    for groups in (1, c) if x.shape in LARGE else (g for g in range(1, c + 1) if c % g == 0):
        checker.expect(
            f"group {groups} {label}", x, ["--mode", "group", "--groups", groups] + affine,
            reference.group(wide, groups, gamma, beta), tolerance)
    mean = (np.round(wide.mean()) + checker.random.normal(0, 1, c)).astype(x.dtype)
    variance = (checker.random.normal(0, 1, c) ** 2 + 0.25).astype(x.dtype)
    files = ["--running-mean", checker.save("mean", mean),
             "--running-variance", checker.save("variance", variance)]
    checker.expect(
        f"running {label}", x, ["--mode", "batch"] + files + affine,
        reference.running(wide, mean, variance, gamma, beta), tolerance)


def check_conditional(checker, x, gammas, betas, tolerance):
    wide, label = x.astype(np.float64), f"{x.shape} {x.dtype}"
    common = ["--mode", "conditional", "--gamma", checker.save("gamma", gammas),
              "--beta", checker.save("beta", betas)]
    for row in range(3):
        checker.expect(
            f"row {row} {label}", x, common + ["--style-index", row],
            reference.instance(wide, gammas[row], betas[row]), tolerance)
    weights = [0.75, -0.5, 1.25]
    checker.expect(
        f"mixture {label}", x, common + ["--style-weights", ",".join(map(str, weights))],
        reference.conditional(wide, gammas.astype(np.float64), betas.astype(np.float64), weights),
        tolerance)


def check_adaptive(checker, x, tolerance):
    wide, label = x.astype(np.float64), f"{x.shape} {x.dtype}"
    one = checker.random.normal(2, 3, (1, x.shape[1], 4, 7)).astype(x.dtype)
    each = checker.random.normal(-1, 0.5, x.shape).astype(x.dtype)
    other = one.astype(np.float32 if x.dtype == np.float64 else np.float64)
    cases = ((one, None), (each, 1), (one, 0.5), (each, 0.25), (one, 0), (other, 0.75))
    for convention in ("paper",) if x.shape in LARGE else ("paper", "official", "pytorch"):
        for style, alpha in cases[:2] if x.shape in LARGE else cases:
            arguments = ["--mode", "adaptive", "--style", checker.save("style", style),
                         "--convention", convention]
            arguments += [] if alpha is None else ["--alpha", alpha]
            alpha = 1 if alpha is None else alpha
            expected = reference.adaptive(
                wide, [style.astype(np.float64)], alpha=alpha, convention=convention)
            checker.expect(
                f"adaptive {convention} alpha {alpha} {label}", x, arguments, expected, tolerance)


def check_files(checker):
    """Checks Fortran order, other versions of the format, and pools with NaN."""
    x = checker.random.normal(0, 1, (2, 3, 4, 5)).astype(np.float32)
    expected = reference.instance(x.astype(np.float64), np.ones(3), np.zeros(3))
    checker.expect("Fortran order", np.asfortranarray(x), ["--mode", "instance"], expected, 2e-6)
    for version in ((1, 0), (2, 0), (3, 0)):
        path = checker.folder / "version.npy"
        with path.open("wb") as file:
            np.lib.format.write_array(file, x, version=version)
        done, y = checker.run("--mode", "instance", "--input", path)
        if y is None or np.abs(y - expected).max() > 2e-6 * np.abs(expected).max():
            checker.fail(f"version {version}: {done.stderr.strip()}")
    x[1, 2, 0, 0] = np.nan
    done, y = checker.run("--mode", "instance", "--input", checker.save("x", x))
    if done.returncode != 0 or y is None or not done.stderr.strip():
        checker.fail(f"NaN: exit {done.returncode}, stderr: {done.stderr!r}")
    elif not np.isnan(y[1, 2]).all() or np.isnan(y).sum() != 20:
        checker.fail("NaN: the affected pool is wrong")


def check_refusals(checker):
    """Invalid arguments: exit status 2, a one-line message, no output file."""
    x = checker.save("x", checker.random.normal(0, 1, (2, 4, 3, 3)).astype(np.float32))
    table = checker.save("table", np.ones((3, 4), np.float32))
    three, four = checker.save("three", np.ones(3)), checker.save("four", np.ones(4))
    negative = checker.save("negative", -np.ones(4))
    five = checker.save("five", np.ones((1, 5, 2, 2), np.float32))
    style3 = checker.save("style3", np.ones((3, 4, 2, 2), np.float32))
    rows = ["conditional", "--gamma", table, "--beta", table]
    for name, mode in {
        "an unknown mode": ["spectral"],
        "gamma of a wrong length": ["instance", "--gamma", three],
        "groups that do not divide": ["group", "--groups", 3],
        "no groups": ["group", "--groups", 0],
        "group without groups": ["group"],
        "a row beyond the table": rows + ["--style-index", 3],
        "a negative row": rows + ["--style-index=-1"],
        "too few weights": rows + ["--style-weights", "1,2"],
        "weights that are no numbers": rows + ["--style-weights", "1,x,2"],
        "neither a row nor weights": rows,
        "both a row and weights": rows + ["--style-index", 0, "--style-weights", "1,1,1"],
        "conditional without a table": ["conditional", "--style-index", 0],
        "adaptive without a style": ["adaptive"],
        "a style of other channels": ["adaptive", "--style", five],
        "a style of other pictures": ["adaptive", "--style", style3],
        "an unknown convention": ["adaptive", "--style", x, "--convention", "keras"],
        "alpha that is no number": ["adaptive", "--style", x, "--alpha", "much"],
        "a negative epsilon": ["instance", "--epsilon", "-1"],
        "epsilon that is no number": ["instance", "--epsilon", "nan"],
        "a mean without a variance": ["batch", "--running-mean", four],
        "a negative variance": ["batch", "--running-mean", four, "--running-variance", negative],
        "running moments of a wrong length":
            ["batch", "--running-mean", three, "--running-variance", three],
        "no threads": ["instance", "--threads", 0],
        "an option of nothing": ["instance", "--sharpness", 3],
    }.items():
        checker.refuse(name, "--mode", *mode, "--input", x)
    integers = checker.save("integers", np.ones((2, 3), np.int32))
    single = checker.save("single", np.ones(4, np.float32))
    big = checker.save("big", np.ones((2, 3), ">f4"))
    empty = checker.save("empty", np.ones((0, 3), np.float32))
    cut = checker.folder / "cut.npy"
    cut.write_bytes(pathlib.Path(x).read_bytes()[:-3])
    text = checker.folder / "text.npy"
    text.write_text("not an array")
    for path in (integers, single, big, empty, cut, text, checker.folder, "/dev/zero", "none.npy"):
        checker.refuse(f"input {pathlib.Path(path).name}", "--mode", "instance", "--input", path)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "binary", metavar="NORMSCOPE_BINARY", help="such as .build/release/normscope")
    binary = pathlib.Path(parser.parse_args().binary)
    if not binary.is_file():
        sys.exit(f"there is no {binary}")
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(str(binary.resolve()), folder)
        for shape in SHAPES + LARGE:
            for dtype, mean, tolerance in (
                    (np.float32, 0, 2e-6), (np.float32, 1e4, 8e-6), (np.float64, 0, 1e-12),
                    (np.float64, 1e4, 1e-12)):
                x, gammas, betas = draws(checker, shape, dtype, mean)
                check_pools(checker, x, gammas, betas, tolerance)
                check_conditional(checker, x, gammas, betas, tolerance)
                check_adaptive(checker, x, tolerance)
        check_files(checker)
        check_refusals(checker)
    for key, (error, name) in checker.worst.items():
        print(f"worst, {key}: {error:.3g} ({name})")
    print(f"{checker.runs} runs, {checker.failures} failures")
    sys.exit(1 if checker.failures else 0)


if __name__ == "__main__":
    main()
