#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a network description as an ONNX model, with the weights of NetworkDescription.randomParameters.

    python3 network_onnx.py          writes the expected results to the folder of the test descriptions
    python3 network_onnx.py --check  compares the stored results with new ones, within 1e-6

ONNX Runtime computes the results; only the description is shared with NormScope.
"""

import argparse
import pathlib
import sys

try:
    import numpy as np
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper
except ImportError:
    sys.exit("network_onnx.py needs: python3 -m pip install numpy onnx onnxruntime")

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "NetworksTests/Fixtures/networks"
SIZE = (40, 56)


class Congruence:
    """Knuth's linear congruential generator, many steps at once."""

    FACTOR, TERM = 6364136223846793005, 1442695040888963407

    def __init__(self, seed):
        self.state = seed

    def states(self, count):
        factors, terms = np.array([self.FACTOR], np.uint64), np.array([self.TERM], np.uint64)
        with np.errstate(over="ignore"):
            while len(factors) < count:  # n + k steps are n steps after k steps
                factors, terms = (
                    np.concatenate([factors, factors[-1] * factors]),
                    np.concatenate([terms, factors * terms[-1] + terms]))
            result = factors[:count] * np.uint64(self.state) + terms[:count]
        self.state = int(result[-1])
        return result

    def uniform(self, shape, low, high):
        low, high = np.float32(low), np.float32(high)
        bits = (self.states(int(np.prod(shape))) >> np.uint64(40)).astype(np.float32)
        return (low + (high - low) * bits * np.float32(2**-24)).reshape(shape)


class Page:
    """Parsed description: the header, and the layers as lists of tokens with nested bodies."""

    def __init__(self, text):
        self.head, self.layers, chain = {}, [], []
        stack = [self.layers]
        for line in text.splitlines():
            tokens = line.split()
            if not tokens or tokens[0].startswith("#") or tokens[0] in ("encoder", "decoder"):
                continue
            if tokens[0] in ("network", "notation", "input", "output"):
                self.head[tokens[0]] = tokens[1:]
            elif tokens[0] == "residual":
                stack[-1].append(["residual", []])
                stack.append(stack[-1][-1][1])
            elif tokens[0] == "end":
                stack.pop()
            else:
                stack[-1].append(tokens)

    def flat(self, layers=None):
        for layer in self.layers if layers is None else layers:
            if layer[0] == "residual":
                yield from self.flat(layer[1])
            else:
                yield layer


def convolution(tokens):
    """Returns the attributes of a conv line."""
    inputs, outputs = map(int, tokens[2].split(">"))
    rest = tokens[4:]
    value = {word: rest[i + 1] for i, word in enumerate(rest[:-1])}
    edge = next((word for word in rest if word in ("reflect", "replicate", "zero")), None)
    margins = [int(n) for n in value[edge].split(",")] if edge else [0]
    return {
        "name": tokens[1], "inputs": inputs, "outputs": outputs,
        "kernel": [int(n) for n in tokens[3].split("x")],
        "stride": [int(n) for n in value.get("stride", "1x1").split("x")],
        "groups": int(value.get("groups", 1)), "edge": edge,
        "margins": margins * 4 if len(margins) == 1 else margins,
        "relu": "relu" in rest, "bias": "nobias" not in rest}


def random_parameters(page, seed=1):
    source, result = Congruence(seed), {}
    for tokens in page.flat():
        if tokens[0] != "conv":
            continue
        layer = convolution(tokens)
        shape = [layer["outputs"], layer["inputs"] // layer["groups"]] + layer["kernel"]
        bound = np.sqrt(np.float32(6) / np.float32(np.prod(shape[1:])))
        result[layer["name"] + ".weight"] = source.uniform(shape, -bound, bound)
        if layer["bias"]:
            result[layer["name"] + ".bias"] = source.uniform([layer["outputs"]], -0.1, 0.1)
    for tokens in page.flat():
        if tokens[0] == "site" and tokens[3] in ("instance", "batch"):
            for i, name in enumerate(tokens[4:8] if tokens[3] == "batch" else tokens[4:6]):
                center = 1 if i in (0, 3) else 0
                result[name] = source.uniform([int(tokens[2])], center - 0.5, center + 0.5)
    return result


class Model:
    """ONNX graph builder."""

    def __init__(self, page, parameters):
        self.page, self.parameters = page, parameters
        self.nodes, self.constants, self.names = [], {}, 0

    def add(self, kind, *inputs, **attributes):
        self.names += 1
        output = f"v{self.names}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def constant(self, name, array):
        self.constants[name] = numpy_helper.from_array(np.asarray(array), name)
        return name

    def tensor(self, name):
        return self.constant(name, self.parameters[name])

    def ranged(self, x, tokens, forth):
        """Converts the picture to the network's range, or back."""
        numbers = [float(n) for n in tokens if n not in ("scale", "offset")]
        order = np.array(numbers[:3], np.int64)
        scale = np.array(numbers[3:6], np.float32).reshape(1, 3, 1, 1)
        offset = np.array(numbers[6:9], np.float32).reshape(1, 3, 1, 1)
        name = "in" if forth else "out"
        moved = list(order) != [0, 1, 2]
        places = order if forth else np.argsort(order)
        if forth and moved:
            x = self.add("Gather", x, self.constant("order." + name, places), axis=1)
        steps = [("Mul", scale, 1), ("Add", offset, 0)]
        for kind, value, neutral in steps if forth else [("Sub", offset, 0), ("Div", scale, 1)]:
            if np.any(value != neutral):
                x = self.add(kind, x, self.constant(f"{kind}.{name}", value))
        if not forth and moved:
            x = self.add("Gather", x, self.constant("order." + name, places), axis=1)
        return x

    def convolve(self, x, tokens):
        layer = convolution(tokens)
        top, left, bottom, right = layer["margins"]
        if layer["edge"] in ("reflect", "replicate"):
            pads = self.constant(
                "pads." + layer["name"], np.array([0, 0, top, left, 0, 0, bottom, right], np.int64))
            mode = {"reflect": "reflect", "replicate": "edge"}[layer["edge"]]
            x = self.add("Pad", x, pads, mode=mode)
            top = left = bottom = right = 0
        names = [self.tensor(layer["name"] + ".weight")]
        if layer["bias"]:
            names.append(self.tensor(layer["name"] + ".bias"))
        x = self.add(
            "Conv", x, *names, strides=layer["stride"], group=layer["groups"],
            pads=[top, left, bottom, right], kernel_shape=layer["kernel"])
        return self.add("Relu", x) if layer["relu"] else x

    def normalize(self, x, tokens):
        tensors = [self.tensor(name) for name in tokens[4:] if name in self.parameters]
        if tokens[3] == "instance":
            return self.add("InstanceNormalization", x, *tensors, epsilon=1e-5)
        return self.add("BatchNormalization", x, *tensors, epsilon=1e-5)

    def run(self, x, layers):
        for tokens in layers:
            kind = tokens[0]
            if kind == "conv":
                x = self.convolve(x, tokens)
            elif kind == "residual":
                x = self.add("Add", x, self.run(x, tokens[1]))
            elif kind == "site" and tokens[3] in ("instance", "batch"):
                x = self.normalize(x, tokens)
            elif kind in ("relu", "tanh", "sigmoid"):
                x = self.add(kind.capitalize(), x)
            elif kind == "upsample":
                scales = self.constant("scales", np.array([1, 1, 2, 2], np.float32))
                x = self.add(
                    "Resize", x, "", scales, mode="nearest", nearest_mode="floor",
                    coordinate_transformation_mode="asymmetric")
            elif kind == "max":
                sides = [int(n) for n in tokens[1].split("x")]
                x = self.add(
                    "MaxPool", x, kernel_shape=sides, strides=sides, ceil_mode="ceiling" in tokens)
        return x

    def bytes(self):
        y = self.run(self.ranged("x", self.page.head["input"], True), self.page.layers)
        if self.page.head["output"] != ["features"]:
            y = self.ranged(y, self.page.head["output"], False)
        graph = helper.make_graph(
            self.nodes, "network",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3, "h", "w"])],
            [helper.make_tensor_value_info(y, TensorProto.FLOAT, None)],
            list(self.constants.values()))
        return helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8).SerializeToString()


def session(model, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def picture(height, width):
    """Returns the picture of NetworkBenchmark."""
    count = 3 * height * width
    values = (np.arange(count, dtype=np.int64) * 7919 % 256).astype(np.float32) / np.float32(255)
    return values.reshape(1, 3, height, width)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    failed = False
    for path in sorted(FIXTURES.glob("*.txt")):
        page = Page(path.read_text())
        model = Model(page, random_parameters(page)).bytes()
        found = session(model, 1).run(None, {"x": picture(*SIZE)})[0]
        target = path.with_suffix(".npy")
        if not check:
            np.save(target, found)
        else:
            error = np.abs(found - np.load(target)).max() / np.abs(found).max()
            failed = failed or error > 1e-6
            print(f"{path.stem}: {error:.1e} of the largest")
    sys.exit(failed)


if __name__ == "__main__":
    main()
