#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares a training step with PyTorch in float32, alternating in one run, two threads each.

    python3 speed_training.py --command 'normscope bench --training --json'

The step: `compact` with four contents and four styles of 128×128, encoder and decoder trained; VGG-19 up
to relu4_1 for contents, styles and results; content loss on instance-normalized relu4_1, style loss on
moments of four levels, total variation, range; Adam. The exit status is 1 if PyTorch takes less than 1.5
times as long.
"""

import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import time

# Spinning threads are several times slower as soon as another process runs (Speed.md).
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
sys.dont_write_bytecode = True
import training_step as reference
from training_step import F, conv, decode, encode, moments, torch

TARGET = 1.5
BLOCKS = [(64, 2), (128, 2), (256, 4), (512, 1)]


def random(convolutions):
    result = {}
    for name, inputs, outputs in convolutions:
        bound = (6 / (inputs * 9)) ** 0.5
        result[name + ".weight"] = torch.empty(outputs, inputs, 3, 3).uniform_(-bound, bound)
        result[name + ".bias"] = torch.empty(outputs).uniform_(-0.1, 0.1)
    return result


def judge_layers():
    channels = 3
    for i, (width, count) in enumerate(BLOCKS, 1):
        for j in range(1, count + 1):
            yield f"conv{i}_{j}", channels, width
            channels = width


def loss_network(x, p):
    mean = torch.tensor([103.939, 116.779, 123.68]).view(1, 3, 1, 1)
    x, levels = x.flip(1) * 255 - mean, []
    for name, *_ in judge_layers():
        if name.endswith("_1") and name != "conv1_1":
            x = F.max_pool2d(x, 2, ceil_mode=True)
        x = F.relu(conv(x, p, name))
        if name.endswith("_1"):
            levels.append(x)
    return levels


class Step:
    def __init__(self, batch, size):
        self.p = {k: v.requires_grad_() for k, v in random(reference.COMPACT).items()}
        self.q = random(judge_layers())
        self.x, self.s = torch.rand(batch, 3, size, size), torch.rand(batch, 3, size, size)
        self.adam = torch.optim.Adam(self.p.values(), 1e-4)

    def run(self):
        style = [moments(level) for level in encode(self.s, self.p)]
        y = decode(encode(self.x, self.p)[2], style, self.p)
        with torch.no_grad():
            content = F.instance_norm(loss_network(self.x, self.q)[3])
            goal = [moments(level) for level in loss_network(self.s, self.q)]
        levels = loss_network(y, self.q)
        loss = F.mse_loss(F.instance_norm(levels[3]), content)
        for level, target in zip(levels, goal):
            for a, b in zip(moments(level), target):
                loss = loss + F.mse_loss(a, b)
        loss = loss + (y[..., 1:] - y[..., :-1]).abs().mean()
        loss = loss + (y[..., 1:, :] - y[..., :-1, :]).abs().mean()
        loss = loss + (y - y.clamp(0, 1)).square().mean()
        self.adam.zero_grad()
        loss.backward()
        self.adam.step()


def pytorch(step, rounds):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        step.run()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def ours(command):
    done = subprocess.run(shlex.split(command), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command} ended with {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout)["ms"]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    step = Step(4, 128)
    step.run()
    pairs = [(pytorch(step, 5), ours(options.command)) for _ in range(options.rounds)]
    a, b = (statistics.median(column) for column in zip(*pairs))
    print(f"a step: PyTorch {a:.0f} ms, NormScope {b:.0f} ms, {a / b:.2f} times, target {TARGET}")
    sys.exit(a / b < TARGET)


if __name__ == "__main__":
    main()
