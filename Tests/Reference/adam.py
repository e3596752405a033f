#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes steps of PyTorch's Adam in float64 to ../TrainingTests/Fixtures/adam.json.

    python3 adam.py            needs torch
"""

import json
import pathlib
import sys

try:
    import torch
except ImportError as error:
    sys.exit(f"adam.py: {error}: python3 -m pip install torch")

HERE = pathlib.Path(__file__).resolve().parent
RATES = [1e-3, 1e-3, 3e-2, 1e-3, 5e-4]


def main():
    generator = torch.Generator().manual_seed(1)
    start = torch.randn(11, generator=generator).double()
    # One gradient is always 0, one is tiny, one is large; all are exact in float32.
    gradients = torch.randn(len(RATES), 11, generator=generator)
    gradients[:, 3] = 0
    gradients[:, 4] *= 1e-6
    gradients[:, 5] *= 1e4
    values = torch.nn.Parameter(start.clone())
    optimizer = torch.optim.Adam([values], lr=1)
    steps = []
    for rate, gradient in zip(RATES, gradients):
        optimizer.param_groups[0]["lr"] = rate
        values.grad = gradient.double()
        optimizer.step()
        steps.append(values.tolist())
    fixture = {
        "rates": RATES, "start": start.tolist(), "gradients": gradients.tolist(), "steps": steps,
    }
    path = HERE.parent / "TrainingTests" / "Fixtures" / "adam.json"
    path.write_text(json.dumps(fixture, indent=1) + "\n")


main()
