# SPDX-License-Identifier: MIT
"""Compares the loss of a learned style with that of the same style trained jointly (Training.md).

learned_style.py PROGRAM ALL.safetensors FEWER.safetensors OTHERS PHOTOS STYLE…

STYLE… are the styles of ALL in order. FEWER was trained without the last one, which is learned here in
three minutes from the photographs in PHOTOS. Losses are measured on the pictures in OTHERS. If FEWER is
ALL, the last style is learned again as an additional row.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path


def losses(program, network, others, styles):
    """Returns the mean style loss over all contents, for each style."""
    command = [program, "evaluate", "--network", str(Path(network).resolve()), "--json"]
    command += ["--content", others, "--style", *styles]
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    each = len(report["pairs"]) // len(styles)
    values = [pair["styleLoss"] for pair in report["pairs"]]
    return [sum(values[i : i + each]) / each for i in range(0, len(values), each)]


def main():
    program, complete, fewer, others, photos, *styles = sys.argv[1:]
    same = Path(complete).resolve() == Path(fewer).resolve()
    with tempfile.TemporaryDirectory() as folder:
        more = folder + "/more.safetensors"
        network = str(Path(fewer).resolve())
        subprocess.run(
            [program, "learn", styles[-1], "--network", network, "--content", photos]
            + ["-o", more, "--minutes", "3"],
            check=True,
        )
        learned = losses(program, more, others, styles + styles[-1:] if same else styles)[-1]
    trained = losses(program, complete, others, styles)[-1]
    print(f"learned {learned:.4f}, trained jointly {trained:.4f}: {learned / trained:.2f}")


if __name__ == "__main__":
    main()
