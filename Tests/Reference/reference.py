#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Normalizations in NumPy float64, one function per formula, and the fixture computed with them.

    python3 reference.py            writes normalization.json to this folder
    python3 reference.py --check    compares normalization.json with newly computed values
"""

import argparse
import json
import pathlib
import sys

try:
    import numpy as np
except ImportError:
    sys.exit("reference.py needs NumPy: python3 -m pip install numpy")

EPSILON = 1e-5
HERE = pathlib.Path(__file__).resolve().parent


def over(x, axes, unbiased=False):
    """Returns x - mean, the mean and the variance over axes.

    All is measured from the first value of each pool: a mean of 1e4 deviations, rounded to
    float64, would cost four digits. One value has the variance 0 with either divisor.
    """
    pivot = x[tuple(slice(0, 1) if axis in axes else slice(None) for axis in range(x.ndim))]
    distance = x - pivot
    offset = distance.mean(axis=axes, keepdims=True)
    distance = distance - offset
    count = int(np.prod([x.shape[axis] for axis in axes]))
    squares = (distance ** 2).sum(axis=axes, keepdims=True)
    return distance, pivot + offset, squares / (max(1, count - 1) if unbiased else count)


def channels(values, rank):
    """Returns [C] reshaped to [1, C, 1, ...]."""
    return np.asarray(values, np.float64).reshape((1, -1) + (1,) * (rank - 2))


def line(distance, variance, gamma, beta, epsilon):
    """Returns gamma * (x - mean) / sqrt(variance + epsilon) + beta."""
    rank = distance.ndim
    return channels(gamma, rank) * distance / np.sqrt(variance + epsilon) + channels(beta, rank)


def batch(x, gamma, beta, epsilon=EPSILON):
    distance, _, variance = over(x, (0,) + tuple(range(2, x.ndim)))
    return line(distance, variance, gamma, beta, epsilon)


def running(x, mean, variance, gamma, beta, epsilon=EPSILON):
    distance = x - channels(mean, x.ndim)
    return line(distance, channels(variance, x.ndim), gamma, beta, epsilon)


def instance(x, gamma, beta, epsilon=EPSILON):
    distance, _, variance = over(x.reshape(x.shape[:2] + (-1,)), (2,))
    return line(distance, variance, gamma, beta, epsilon).reshape(x.shape)


def layer(x, gamma, beta, epsilon=EPSILON):
    return group(x, 1, gamma, beta, epsilon)


def group(x, groups, gamma, beta, epsilon=EPSILON):
    distance, _, variance = over(x.reshape(x.shape[0], groups, -1), (2,))
    normal = (distance / np.sqrt(variance + epsilon)).reshape(x.shape)
    return channels(gamma, x.ndim) * normal + channels(beta, x.ndim)


def conditional(x, gammas, betas, weights, epsilon=EPSILON):
    """The weights are not normalized."""
    weights = np.asarray(weights, np.float64)
    return instance(x, weights @ np.asarray(gammas), weights @ np.asarray(betas), epsilon)


def adaptive(x, styles, weights=(1,), alpha=1, convention="paper", epsilon=EPSILON):
    """styles: arrays with N = 1 or x's N. The weights are divided by their sum."""
    unbiased = convention == "pytorch"
    style_epsilon = 0 if convention == "official" else epsilon
    flat = x.reshape(x.shape[:2] + (-1,))
    distance, _, variance = over(flat, (2,), unbiased)
    gamma, beta = 0, 0
    for style, weight in zip(styles, np.asarray(weights, np.float64) / np.sum(weights)):
        planes = style.reshape(style.shape[:2] + (-1,))
        _, style_mean, style_variance = over(planes, (2,), unbiased)
        gamma = gamma + weight * np.sqrt(style_variance + style_epsilon)
        beta = beta + weight * style_mean
    full = gamma * distance / np.sqrt(variance + epsilon) + beta
    return (alpha * full + (1 - alpha) * flat).reshape(x.shape)


def update_running(mean, variance, x, momentum):
    """Running moments as in torch.nn.BatchNorm2d: the averaged variance has the divisor n - 1."""
    _, new_mean, new_variance = over(x, (0, 2, 3), unbiased=True)
    mean = (1 - momentum) * mean + momentum * new_mean.ravel()
    return mean, (1 - momentum) * variance + momentum * new_variance.ravel()


def tensor(x):
    return {"shape": list(x.shape), "values": x.ravel().tolist()}


def float32(random, shape, mean, deviation):
    """Returns random values that are exact in float32, as float64."""
    return random.normal(mean, deviation, shape).astype(np.float32).astype(np.float64)


def cases(x, one, each, gammas, betas, means, variances):
    """Returns the name and the expected output of every variant; the test parses the names."""
    gamma, beta = gammas[0], betas[0]
    yield "batch", batch(x, gamma, beta)
    yield "running", running(x, means, variances, gamma, beta)
    yield "instance", instance(x, gamma, beta)
    yield "layer", layer(x, gamma, beta)
    yield "group 2", group(x, 2, gamma, beta)
    yield "conditional row 1", instance(x, gammas[1], betas[1])
    yield "conditional mixture", conditional(x, gammas, betas, [0.75, -0.5, 1.25])
    for convention in ("paper", "official", "pytorch"):
        yield f"adaptive {convention}", adaptive(x, [one], convention=convention)
        yield f"adaptive {convention} half", adaptive(x, [each], [1], 0.5, convention)
        yield f"adaptive {convention} blend", adaptive(x, [one, each], [2, 0.5], 1, convention)


def fixture():
    random = np.random.default_rng(20170320)
    shape = (2, 4, 3, 5)
    inputs = {"near 0": float32(random, shape, 0, 1), "mean 1e4": float32(random, shape, 1e4, 1)}
    one, each = float32(random, (1, 4, 4, 2), 2, 3), float32(random, shape, -1, 0.5)
    gammas, betas = float32(random, (3, 4), 0, 1.5), float32(random, (3, 4), 0, 1.5)
    gammas[0, 2] = 0
    variances = float32(random, 4, 0, 1) ** 2 + 0.25
    result = {
        "about": "made by reference.py, NumPy float64; inputs are exact in float32",
        "styles": {"one": tensor(one), "each": tensor(each)},
        "gammas": gammas.tolist(), "betas": betas.tolist(), "runningVariance": variances.tolist(),
        "inputs": [], "batches": [],
    }
    for name, x in inputs.items():
        means = float32(random, 4, x.mean(), 1)
        outputs = cases(x, one, each, gammas, betas, means, variances)
        result["inputs"].append({
            "name": name, "x": tensor(x), "runningMean": means.tolist(),
            "cases": [{"name": n, "expected": y.ravel().tolist()} for n, y in outputs]})
    mean, variance = np.zeros(4), np.ones(4)
    for _ in range(3):
        x = float32(random, (2, 4, 2, 3), 1, 2)
        mean, variance = update_running(mean, variance, x, 0.1)
        result["batches"].append(
            {"x": tensor(x), "mean": mean.tolist(), "variance": variance.tolist()})
    return json.dumps(result, indent=None, separators=(",", ":")).replace("],", "],\n") + "\n"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only")
    check = parser.parse_args().check
    path, text = HERE / "normalization.json", fixture()
    if not check:
        path.write_text(text)
    elif path.read_text() != text:
        sys.exit(f"{path.name} is not what this script writes")


if __name__ == "__main__":
    main()
