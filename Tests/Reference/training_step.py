#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Computes the gradients of one training step of `compact` with PyTorch in float64.

    python3 training_step.py          writes the fixture to the test folder
    python3 training_step.py --check  compares the fixture with newly computed values, within 1e-5

The step: content and style through the encoder, AdaIN at five sites, and a loss on activation-
normalized features of a small chain (VGG-19 to relu2_1 with random weights): content as the mean
squared difference at relu2_1, style as the mean squared differences of means and deviations at
relu1_1 and relu2_1, and total variation. Weights are those of
NetworkDescription.randomParameters. In the pictures, no value is within float32 rounding of a ReLU's zero or
equal to an adjacent value: PyTorch's float32 gradients agree with these within 2e-5.
"""

import argparse
import pathlib
import sys

sys.dont_write_bytecode = True
try:
    import numpy as np
    import torch
    import torch.nn.functional as F
except ImportError:
    sys.exit("training_step.py needs: python3 -m pip install numpy torch")

FIXTURE = pathlib.Path(__file__).resolve().parent.parent / "TrainingTests/Fixtures/step"
STYLE_WEIGHT, VARIATION_WEIGHT = 10.0, 0.1


class Congruence:
    """Knuth's linear congruential generator, as in NetworkDescription+Random."""

    def __init__(self, seed):
        self.state = seed

    def uniform(self, shape, low, high):
        low, high = np.float32(low), np.float32(high)
        values = np.empty(int(np.prod(shape)), np.float32)
        for i in range(values.size):
            self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
            values[i] = low + (high - low) * np.float32(self.state >> 40) * np.float32(2**-24)
        return torch.tensor(values.reshape(shape), dtype=torch.float64)


def random_parameters(convolutions, seed):
    source, result = Congruence(seed), {}
    for name, inputs, outputs in convolutions:
        bound = np.sqrt(np.float32(6) / np.float32(inputs * 9))
        result[name + ".weight"] = source.uniform((outputs, inputs, 3, 3), -bound, bound)
        result[name + ".bias"] = source.uniform((outputs,), -0.1, 0.1)
    return result


COMPACT = [
    ("encoder.conv1", 3, 16), ("encoder.conv2", 16, 32), ("encoder.conv3", 32, 64),
    ("encoder.res1.a", 64, 64), ("encoder.res1.b", 64, 64), ("encoder.res2.a", 64, 64),
    ("encoder.res2.b", 64, 64), ("decoder.res1.a", 64, 64), ("decoder.res1.b", 64, 64),
    ("decoder.res2.a", 64, 64), ("decoder.res2.b", 64, 64), ("decoder.conv3", 64, 32),
    ("decoder.conv2", 32, 16), ("decoder.conv1", 16, 3)]
LOSS_NETWORK = [("conv1_1", 3, 64), ("conv1_2", 64, 64), ("conv2_1", 64, 128)]


def conv(x, p, name, stride=1):
    return F.conv2d(F.pad(x, (1, 1, 1, 1), "reflect"), p[name + ".weight"], p[name + ".bias"], stride)


def block(x, p, name):
    return x + conv(F.relu(conv(x, p, name + ".a")), p, name + ".b")


def moments(x):
    return x.mean((2, 3), keepdim=True), (x.var((2, 3), keepdim=True, unbiased=False) + 1e-5).sqrt()


def encode(x, p):
    one = F.relu(conv(x, p, "encoder.conv1"))
    two = F.relu(conv(one, p, "encoder.conv2", 2))
    three = F.relu(conv(two, p, "encoder.conv3", 2))
    return one, two, block(block(three, p, "encoder.res1"), p, "encoder.res2")


def decode(x, style, p):
    def adain(x, level):
        (mean, deviation), (measured, root) = style[level], moments(x)
        return deviation * (x - measured) / root + mean

    x = block(adain(x, 2), p, "decoder.res1")
    x = block(adain(x, 2), p, "decoder.res2")
    x = F.interpolate(adain(x, 2), scale_factor=2)
    x = adain(F.relu(conv(x, p, "decoder.conv3")), 1)
    x = adain(F.relu(conv(F.interpolate(x, scale_factor=2), p, "decoder.conv2")), 0)
    return conv(x, p, "decoder.conv1")


def loss_network(x, p):
    x = x.flip(1) * 255 - torch.tensor([103.939, 116.779, 123.68], dtype=x.dtype).view(1, 3, 1, 1)
    one = F.relu(conv(x, p, "conv1_1"))
    two = F.max_pool2d(F.relu(conv(one, p, "conv1_2")), 2, ceil_mode=True)
    return one, F.relu(conv(two, p, "conv2_1"))


def picture(n, height, width, factor):
    values = np.arange(n * 3 * height * width, dtype=np.int64) * factor % 256
    return torch.tensor((values.astype(np.float32) / np.float32(255)).reshape(n, 3, height, width),
                        dtype=torch.float64)


def step():
    p = {k: v.requires_grad_() for k, v in random_parameters(COMPACT, 1).items()}
    q = random_parameters(LOSS_NETWORK, 2)
    for name in ("conv1_1", "conv1_2", "conv2_1"):  # features near 1, as normalized ones are
        q[name + ".weight"] = q[name + ".weight"] * (2.0**-7 if name == "conv1_1" else 1)
    x, s = picture(2, 12, 16, 7901), picture(2, 8, 12, 7899)
    y = decode(encode(x, p)[2], [moments(level) for level in encode(s, p)], p)
    found, content, style = loss_network(y, q), loss_network(x, q), loss_network(s, q)
    loss = F.mse_loss(found[1], content[1])
    for a, b in zip(found, style):
        for measured, target in zip(moments(a), moments(b)):
            loss = loss + STYLE_WEIGHT * F.mse_loss(measured, target)
    variation = (y[..., 1:] - y[..., :-1]).abs().mean() + (
        y[..., 1:, :] - y[..., :-1, :]).abs().mean()
    loss = loss + VARIATION_WEIGHT * variation
    loss.backward()
    return loss.item(), y.detach(), {name: p[name].grad for name in p}


def files():
    loss, y, gradients = step()
    yield "loss", np.array([[[[loss]]]])
    yield "output", y.numpy().astype(np.float32)
    for name, *_ in COMPACT:
        for part in (".weight", ".bias"):
            # The first outputs are sufficient for large tensors.
            values = gradients[name + part].numpy().astype(np.float32)[:4 if part == ".weight" else 64]
            yield name + part, values.reshape((1,) * (4 - values.ndim) + values.shape)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options, worst = parser.parse_args(), 0.0
    FIXTURE.mkdir(exist_ok=True)
    for name, values in files():
        path = FIXTURE / f"{name}.npy"
        if options.check:
            there = np.load(path)
            worst = max(worst, float(np.abs(there - values).max() / np.abs(values).max()))
        else:
            np.save(path, values)
    if options.check:
        print(f"worst difference {worst:.1e} of the largest value")
        sys.exit(worst > 1e-5)


if __name__ == "__main__":
    main()
