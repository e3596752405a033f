#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the outputs of two NormScope binaries byte for byte.

    compare_versions.py OLD_BINARY NEW_BINARY [--keep FOLDER] [--only NAME] [--pictures FOLDER]

Runs each command below with the old and then with the new binary and compares all files that it
writes and the standard output of `stats`. For PNG and .npy files that differ, the largest
difference per value is reported; for text, the first difference. A command can declare an
exception: pixels=True allows PNG values (no other files) to differ by at most 1/255;
intended="reason" allows any difference. The exit status is 0 if all outputs are equal or within
their exceptions, 1 if not, and 2 on a usage error. Each binary uses its own bundled pictures and
networks. User data is neither read nor changed.
"""

import argparse
import array
import ast
import fnmatch
import os
import pathlib
import random
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from dataclasses import dataclass

PICTURES = {
    "astronaut": "content/astronaut_eileen_collins.jpg",  # 512 × 512
    "citrus": "content/citrus_fruits.jpg",  # 777 × 512
    "peaks": "content/picos_de_europa.jpg",  # 683 × 512
    "panda": "content/red_panda.jpg",  # 819 × 512
    "bridge": "content/roebling_bridge_night.jpg",  # 700 × 512
    "mosaic": "style/diamond_squares_mosaic.jpg",  # 512 × 512
    "motif": "style/motivo_geometrico.jpg",  # 512 × 516
    "terrace": "style/van_gogh_cafe_terrace_1888.jpg",  # 512 × 640
    "church": "style/van_gogh_church_at_auvers_1890.jpg",  # 512 × 646
    "langlois": "style/van_gogh_langlois_bridge_1888.jpg",  # 685 × 512
}
REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
POOL = "`apply` without --batch pools the content alone"
OUTPUTS = {"apply": "result.png", "decode": "result.png", "encode": "features.npy", "stats": ""}
TIMEOUT = 300  # seconds for one command


@dataclass(frozen=True)
class Case:
    """A command to compare, with its declared exception.

    In arguments, {picture} is a path from PICTURES, {inputs} the folder of generated inputs, and
    {outputs} the folder with the results of the same binary's earlier cases.
    """

    name: str
    arguments: str
    output: str = ""  # argument of -o; "." for a folder; by default that of the command in OUTPUTS
    pixels: bool = False
    intended: str = ""

    @property
    def result(self):
        """The file that the command writes, or "" for standard output."""
        return self.output or OUTPUTS[self.arguments.split()[0]]

    @property
    def needs(self):
        """Names of the cases whose results are inputs."""
        return set(re.findall(r"\{outputs\}/([^/]+)/", self.arguments))


CASES = [
    # apply, pixels
    Case("pixels-batch", "apply {astronaut} --mode batch --batch {citrus} --batch {panda} --size 192"),
    Case("pixels-batch-equalize",
         "apply {peaks} --mode batch --batch {astronaut} --equalize --epsilon 0.01 --size 160"),
    Case("pixels-batch-folder", "apply {inputs}/contents --mode batch --batch {bridge} --size 97", "."),
    Case("pixels-batch-alone", "apply {citrus} --mode batch --space lab --size 128", intended=POOL),
    Case("pixels-instance", "apply {panda} --mode instance --size 256"),
    Case("pixels-instance-affine",
         "apply {bridge} --mode instance --space linear --gamma 0.3,0.2,0.1 --beta 0.5,0.4,0.3"
         " --size 150"),
    Case("pixels-conditional",
         "apply {panda} --mode conditional --style {terrace} --style {mosaic}:0.5 --size 160"),
    Case("pixels-adaptive-official",
         "apply {citrus} --mode adaptive --style {terrace} --alpha 0.3 --convention official"
         " --size 130"),
    Case("pixels-adaptive-pytorch",
         "apply {inputs}/transparent.png --style {church}:3 --style {motif} --alpha -0.5"
         " --convention pytorch"),
    Case("pixels-adaptive-paper",
         "apply {astronaut} --style {langlois} --alpha 1 --convention paper --space ruderman"
         " --size 200"),
    Case("pixels-adaptive-lab",
         "apply {bridge} --mode adaptive --style {church} --alpha 1.7 --space lab --size 141",
         "result.jpg"),
    Case("pixels-adaptive-zero",
         "apply {panda} --style {motif} --alpha 0 --space linear --gamma-factor 1.1 --size 122"),
    Case("pixels-layer",
         "apply {citrus} --mode layer --space rgb --epsilon 0.1 --gamma-factor 1.5,1,0.5"
         " --beta-offset -0.1,0,0.1 --size 171"),
    Case("pixels-group",
         "apply {bridge} --mode group --groups 3 --space ruderman --gamma-factor 0.8 --size 96"),
    Case("pixels-none", "apply {peaks} --mode none --space ruderman --size 99"),
    Case("pixels-jpeg-folder",
         "apply {inputs}/contents {panda} --mode instance --equalize --format jpeg --size 110", "."),
    # apply, compact
    Case("compact", "apply {panda} --network compact --style {terrace}"),
    Case("compact-alpha-0", "apply {citrus} --network compact --style {motif} --alpha 0 --size 101"),
    Case("compact-alpha-0.3",
         "apply {bridge} --network compact --style {church} --alpha 0.3 --equalize --size 203"),
    Case("compact-alpha-1.7-jpeg",
         "apply {astronaut} --network compact --style {mosaic} --alpha 1.7 --size 130", "result.jpg"),
    Case("compact-alpha-negative",
         "apply {peaks} --network compact --style {langlois} --alpha -0.5 --size 128"),
    Case("compact-mixture",
         "apply {panda} --network compact --style {terrace}:2 --style {mosaic}:1 --style {motif}"
         " --style-size 96 --size 190"),
    Case("compact-folder",
         "apply {inputs}/contents {inputs}/transparent.png --network compact --style {langlois}"
         " --size 98", "."),
    Case("compact-swap-batch",
         "apply {astronaut} --network compact --style {church} --swap decoder.res2=batch"
         " --batch {citrus} --batch {panda} --batch {peaks} --size 160"),
    Case("compact-swap-group",
         "apply {bridge} --network compact --style {motif} --swap all=group:4 --size 150"),
    Case("compact-swap-none-layer",
         "apply {citrus} --network compact --style {terrace} --swap decoder.in=none"
         " --swap decoder.conv2=layer --size 144"),
    Case("compact-swap-conditional",
         "apply {peaks} --network compact --style {motif} --style {church}"
         " --swap decoder.conv3=conditional --size 120"),
    Case("compact-edits",
         "apply {panda} --network compact --style {mosaic} --edit decoder.in=1.4,-0.2"
         " --edit decoder.res1:7=0.5 --edit decoder.conv2:3=2,0.5 --bare decoder.res3"
         " --site-epsilon decoder.conv3=0.5 --size 180"),
    Case("compact-site-layer",
         "apply {astronaut} --network compact --style {terrace} --site decoder.conv3 --mode layer"
         " --epsilon 0.01 --gamma-factor 1.2 --beta-offset -0.1 --size 140"),
    Case("compact-batch-alone",
         "apply {peaks} --network compact --style {terrace} --swap decoder.in=batch --size 96",
         intended=POOL),
    # apply, other networks
    Case("adain-relu1_1",
         "apply {citrus} --network adain-vgg19-relu1_1 --style {church} --convention official"
         " --size 150"),
    Case("adain-relu2_1",
         "apply {panda} --network adain-vgg19-relu2_1 --style {terrace} --alpha 0.3 --size 128"),
    Case("adain-relu3_1",
         "apply {bridge} --network adain-vgg19-relu3_1 --style {mosaic}:1 --style {motif}:3"
         " --style-size 128 --size 227"),
    Case("adain-relu4_1-batch",
         "apply {astronaut} --network adain-vgg19-relu4_1 --style {langlois} --site relu4_1"
         " --mode batch --batch {peaks} --batch {citrus} --size 202"),
    Case("multistyle-index",
         "apply {peaks} --network multistyle --style-index 7 --swap res3.b=adaptive --style {church}"
         " --size 135"),
    Case("multistyle-weights",
         "apply {panda} --network multistyle --style-weights 0.5,0,0,0,1,0,0,0,0,0,0,-0.25"
         " --swap up1=layer --edit conv4:0=0.8,0.1 --site-epsilon all=0.01 --size 128"),
    Case("feedforward-batch", "apply {citrus} --network feedforward-batch --size 150"),
    Case("feedforward-batch-pool",
         "apply {bridge} --network feedforward-batch --swap all=batch --batch {astronaut}"
         " --batch {panda} --bare conv2 --size 121"),
    Case("feedforward-batch-alone",
         "apply {bridge} --network feedforward-batch --swap all=batch --size 96", intended=POOL),
    Case("feedforward-instance",
         "apply {astronaut} --network feedforward-instance --edit conv1:5=1.5,0.2 --edit res5.b=0.7"
         " --swap conv2=group:8 --swap conv3=none --size 126"),
    # stats
    Case("stats-spread", "stats {astronaut} {citrus} {bridge}"),
    Case("stats-csv", "stats {inputs}/contents {inputs}/transparent.png --space lab --format csv"),
    Case("stats-float32-batch", "stats {inputs}/float32.npy --pool batch --json"),
    Case("stats-float64", "stats {inputs}/float64.npy"),
    Case("stats-site",
         "stats {panda} --network compact --style {terrace} --style {mosaic}:2 --site decoder.conv3"
         " --swap decoder.res1=layer --size 128 --format json"),
    Case("stats-level",
         "stats {citrus} {peaks} --network adain-vgg19-relu3_1 --site relu2_1 --size 96 --pool batch"),
    # encode and decode
    Case("encode-first-site", "encode {bridge} --network compact --size 131"),
    Case("encode-last-site",
         "encode {peaks} --network feedforward-instance --site up2 --swap res2.a=layer --size 96"),
    Case("encode-residual-site",
         "encode {panda} --network multistyle --site res3.b --style-index 2 --size 128"),
    Case("encode-vgg-level",
         "encode {astronaut} --network adain-vgg19-relu4_1 --site relu3_1 --size 98"),
    Case("decode-first-site",
         "decode {outputs}/encode-first-site/features.npy --network compact --style {terrace}"
         " --swap decoder.res3=group:8"),
    Case("decode-last-site",
         "decode {outputs}/encode-last-site/features.npy --network feedforward-instance --site up2"),
]


# Inputs


def write_npy(path, kind, shape, values):
    """Writes a version 1.0 .npy file; kind is "f" (float32) or "d" (float64)."""
    size = struct.calcsize(kind)
    header = f"{{'descr': '<f{size}', 'fortran_order': False, 'shape': {shape!r}, }}"
    header = header.ljust(117) + "\n"  # 128 bytes with the 10 bytes before it
    data = struct.pack(f"<{len(values)}{kind}", *values)
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data)


def write_png(path, width, height, pixel):
    """Writes an 8-bit RGBA picture of the values pixel(x, y)."""
    def chunk(kind, data):
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width))
                    for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                     + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def make_inputs(folder, pictures):
    """Generates the tensors, the transparent picture and the folder of contents."""
    contents = folder / "contents"
    contents.mkdir(parents=True)
    for name in ("astronaut", "citrus", "peaks"):
        shutil.copy(pictures[name], contents)
    numbers = random.Random(1)
    values = [numbers.gauss(1, 2) for _ in range(3 * 4 * 5 * 7)]
    write_npy(folder / "float32.npy", "f", (3, 4, 5, 7), values)
    values[2], values[50], values[51] = float("nan"), float("inf"), 1e300
    write_npy(folder / "float64.npy", "d", (2, 6, 7, 5), values)
    write_png(folder / "transparent.png", 37, 23,
              lambda x, y: (x * 6, y * 11, (x * y) % 256, 255 - 4 * x))


# Comparison


def read_png(data):
    """Returns the size, the number of channels and the values of an 8-bit RGB or RGBA picture."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        raise ValueError("not a PNG file")
    width, height, depth, color, _, _, interlace = struct.unpack(">IIBBBBB", data[16:29])
    if depth != 8 or color not in (2, 6) or interlace:
        raise ValueError("not 8-bit RGB or RGBA without interlacing")
    position, compressed = 8, b""
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position:position + 8])
        if kind == b"IDAT":
            compressed += data[position + 8:position + 8 + length]
        position += length + 12
    channels = 3 if color == 2 else 4
    raw, stride = zlib.decompress(compressed), width * channels
    values, above = bytearray(), bytes(stride)
    for start in range(0, height * (stride + 1), stride + 1):
        line = bytearray(raw[start + 1:start + 1 + stride])
        unfilter(raw[start], line, above, channels)
        values += line
        above = line
    return (width, height, channels), values


def unfilter(kind, line, above, channels):
    """Reverses a PNG row filter in place."""
    for i in range(len(line)):
        a = line[i - channels] if i >= channels else 0
        b = above[i]
        c = above[i - channels] if i >= channels else 0
        if kind == 1:
            line[i] = (line[i] + a) & 255
        elif kind == 2:
            line[i] = (line[i] + b) & 255
        elif kind == 3:
            line[i] = (line[i] + (a + b) // 2) & 255
        elif kind == 4:
            distances = [abs(b - c), abs(a - c), abs(a + b - 2 * c)]
            line[i] = (line[i] + (a, b, c)[distances.index(min(distances))]) & 255


def read_npy(data):
    """Returns the shape and the values of a little-endian float .npy file of version 1.0."""
    end = 10 + struct.unpack("<H", data[8:10])[0]
    header = ast.literal_eval(data[10:end].decode())
    return header["shape"], array.array({"<f4": "f", "<f8": "d"}[header["descr"]], data[end:])


def difference(name, old, new):
    """Describes how two unequal files differ; the second result is the PNG difference in 1/255."""
    suffix = pathlib.PurePath(name).suffix
    if suffix in (".png", ".npy"):
        read = read_png if suffix == ".png" else read_npy
        try:
            (shape, x), (shape2, y) = read(old), read(new)
        except (KeyError, ValueError, struct.error, zlib.error) as error:
            return f"{name}: bytes differ; values not comparable: {error}", None
        if shape != shape2:
            return f"{name}: shape {shape} → {shape2}", None
        gaps = [abs(a - b) for a, b in zip(x, y) if a != b]
        largest = max(gaps, default=0)
        if suffix == ".png":
            return f"{name}: max {largest}/255, {len(gaps)} of {len(x)} values differ", largest
        scale = max(map(abs, x))
        return (f"{name}: max {largest:.3g} (largest value {scale:.3g}), {len(gaps)} of {len(x)}"
                " values differ"), None
    if suffix in (".jpg", ".jpeg"):
        return f"{name}: bytes differ", None
    lines = old.decode(errors="replace").splitlines(), new.decode(errors="replace").splitlines()
    for number in range(max(map(len, lines))):
        a, b = (text[number] if number < len(text) else "end of file" for text in lines)
        if a != b:
            start = max(0, len(os.path.commonprefix([a, b])) - 20)
            return f"{name}:{number + 1}: ‘{a[start:start + 50]}’ → ‘{b[start:start + 50]}’", None
    return f"{name}: line ends differ", None


def compare(case, old, new):
    """Returns the status of a case, whether it is accepted, and notes on the differences."""
    trees = [{str(path.relative_to(folder)): path.read_bytes()
              for path in sorted(folder.rglob("*")) if path.is_file()} for folder in (old, new)]
    notes, largest = [], 0
    for name in sorted(set(trees[0]) | set(trees[1])):
        if any(name not in tree for tree in trees):
            notes.append(f"{name}: written by one version only")
            largest = None
        elif trees[0][name] != trees[1][name]:
            note, gap = difference(name, trees[0][name], trees[1][name])
            notes.append(note)
            largest = None if gap is None or largest is None else max(largest, gap)
    if not trees[0] and not trees[1]:
        return "no output", False, notes
    if case.intended:
        status = "intended" if notes else "equal"
        return status, True, notes + [f"intended: {case.intended}"]
    if not notes:
        return "equal", True, notes
    if case.pixels and largest is not None and largest <= 1:
        return "within 1/255", True, notes
    return "DIFFERS", False, notes


# Runs


class Version:
    """A binary with its own folders for user data and results."""

    def __init__(self, binary, folder, paths):
        self.binary, self.folder, self.paths = binary, folder, paths
        home = folder / "home"
        home.mkdir(parents=True)
        self.environment = {key: value for key, value in os.environ.items()
                            if not key.startswith(("XDG_", "NORMSCOPE_"))}
        self.environment.update(HOME=str(home), LC_ALL="C.UTF-8")
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            self.environment[f"XDG_{kind}_HOME"] = str(home / kind.lower())

    def run(self, case):
        """Runs a case; returns its folder, the seconds and, if it failed, a message."""
        folder = self.folder / "outputs" / case.name
        folder.mkdir(parents=True)
        words = [word.format_map(self.paths) for word in shlex.split(case.arguments)]
        if case.result:
            words += ["-o", f"outputs/{case.name}/{case.result}"]
        start = time.monotonic()
        try:
            result = subprocess.run([self.binary, *words], cwd=self.folder, env=self.environment,
                                    stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            return folder, TIMEOUT, f"no result after {TIMEOUT} s"
        seconds = time.monotonic() - start
        if not case.result:
            kind = "json" if "json" in case.arguments else "csv" if "csv" in words else "txt"
            (folder / f"stdout.{kind}").write_bytes(result.stdout)
        if result.returncode != 0:
            message = result.stderr.decode(errors="replace").strip()
            return folder, seconds, f"exit status {result.returncode}: {message}"
        return folder, seconds, None


def selected(pattern):
    """Returns the cases that match a name or pattern, with the cases they need."""
    chosen = {case.name for case in CASES if fnmatch.fnmatchcase(case.name, pattern)}
    chosen |= {name for case in CASES if case.name in chosen for name in case.needs}
    return [case for case in CASES if case.name in chosen]


def run_all(cases, versions):
    """Runs and compares the cases, prints the table and returns the number of failures."""
    counts, details, failures = {}, [], 0
    print(f"{'command':<26}{'status':<14}{'old s':>7}{'new s':>7}")
    for case in cases:
        (old, old_time, old_error), (new, new_time, new_error) = (v.run(case) for v in versions)
        if old_error or new_error:
            errors = {"old": old_error, "new": new_error}
            notes = [f"{key} binary: {error}" for key, error in errors.items() if error]
            status, accepted = "FAILED", False
        else:
            status, accepted, notes = compare(case, old, new)
        print(f"{case.name:<26}{status:<14}{old_time:7.2f}{new_time:7.2f}", flush=True)
        if notes:
            details += [f"{case.name}: {status}", *("    " + note for note in notes)]
        counts[status] = counts.get(status, 0) + 1
        failures += not accepted
    print("", "Differences and declared exceptions:", *details or ["none"], sep="\n")
    print(f"\n{len(cases)} commands: " + ", ".join(f"{n} {s}" for s, n in counts.items())
          + f"; {failures} outside the declared exceptions")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", metavar="OLD_BINARY")
    parser.add_argument("new", metavar="NEW_BINARY")
    parser.add_argument("--keep", metavar="FOLDER", type=pathlib.Path,
                        help="keep inputs and outputs in a new folder")
    parser.add_argument("--only", metavar="NAME", default="*",
                        help="run the commands with this name; accepts patterns such as 'stats*'")
    parser.add_argument("--pictures", metavar="FOLDER", type=pathlib.Path,
                        default=REPOSITORY / "Assets/Pictures",
                        help="the bundled pictures; Assets/Pictures of the repository by default")
    options = parser.parse_args()
    binaries = [shutil.which(name) for name in (options.old, options.new)]
    for name, binary in zip((options.old, options.new), binaries):
        if binary is None:
            parser.error(f"no program ‘{name}’")
    pictures = {key: (options.pictures / path).resolve() for key, path in PICTURES.items()}
    for path in pictures.values():
        if not path.is_file():
            parser.error(f"no picture ‘{path}’; give the folder with --pictures")
    cases = selected(options.only)
    if not cases:
        parser.error(f"no command matches ‘{options.only}’")
    if options.keep and options.keep.exists():
        parser.error(f"‘{options.keep}’ already exists")
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.keep or pathlib.Path(temporary)).resolve()
        make_inputs(folder / "inputs", pictures)
        # Relative paths, because `stats` prints them.
        paths = {**pictures, "inputs": "../inputs", "outputs": "outputs"}
        versions = [Version(os.path.abspath(binary), folder / name, paths)
                    for name, binary in zip(("old", "new"), binaries)]
        sys.exit(1 if run_all(cases, versions) else 0)


if __name__ == "__main__":
    main()
