# SPDX-License-Identifier: MIT
"""A learned style's loss over that of the same style trained in the set (Training.md).

learned_style.py PROGRAM ALL.safetensors FEWER.safetensors OTHERS PHOTOS STYLE…

The styles are those of ALL in their order; FEWER was trained without the last, which is learned here in
three minutes from the photographs in PHOTOS. Losses are measured on the pictures in OTHERS.
Where FEWER is ALL itself, the last style is learned once more as a new row.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path


def losses(program, network, others, styles):
    """The mean style loss over all contents of each style, in order."""
    words = [program, "evaluate", "--network", str(Path(network).resolve()), "--json"]
    words += ["--content", others, "--style", *styles]
    report = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)
    each = len(report["pairs"]) // len(styles)
    values = [pair["styleLoss"] for pair in report["pairs"]]
    return [sum(values[i : i + each]) / each for i in range(0, len(values), each)]


def main():
    program, whole, fewer, others, photos, *styles = sys.argv[1:]
    same = Path(whole).resolve() == Path(fewer).resolve()
    with tempfile.TemporaryDirectory() as folder:
        more = folder + "/more.safetensors"
        network = str(Path(fewer).resolve())
        subprocess.run(
            [program, "learn", styles[-1], "--network", network, "--content", photos]
            + ["-o", more, "--minutes", "3"],
            check=True,
        )
        learned = losses(program, more, others, styles + styles[-1:] if same else styles)[-1]
    trained = losses(program, whole, others, styles)[-1]
    print(f"learned {learned:.4f}, trained in the set {trained:.4f}: {learned / trained:.2f}")


if __name__ == "__main__":
    main()
