#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes .npy files of every element type and byte order, and NumPy's values of them, to
dtypes.json.

    python3 dtypes.py             needs numpy
"""

import base64
import io
import json
import pathlib
import sys

try:
    import numpy as np
except ImportError as error:
    sys.exit(f"dtypes.py: {error}: python3 -m pip install numpy")

SHAPE = (2, 3, 1, 2)


def samples(kind):
    """Returns twelve values: the limits of the type and numbers between them."""
    if kind == "?":
        return np.arange(12) % 3 == 0
    if kind.startswith("f"):
        info = np.finfo(kind)
        numbers = [0, -0.0, 1.5, -2.25, info.max, info.min, info.tiny, info.smallest_subnormal,
                   np.inf, -np.inf, 1 / 3, 1e4]
        return np.array(numbers, kind)
    info = np.iinfo(kind)
    numbers = [0, 1, 2, 100, info.max, info.max - 1, info.min, info.min + 1, info.max // 2,
               info.max // 3, min(info.max, 2**53 + 1), min(info.max, 2**53)]
    return np.array(numbers, kind)


def case(kind, order, fortran):
    values = samples(kind).reshape(SHAPE).astype(np.dtype(kind).newbyteorder(order))
    stored = np.asfortranarray(values) if fortran else values
    file = io.BytesIO()
    np.save(file, stored)
    wide = values.astype(np.float64)
    rounded = sum(int(a) != int(b) for a, b in zip(values.flat, wide.flat)) if kind[0] in "iu" else 0
    is_exact = kind == "?" or kind in ("f2", "f4") or kind[0] in "iu" and np.dtype(kind).itemsize <= 2
    return {
        "descr": np.lib.format.dtype_to_descr(values.dtype), "type": values.dtype.name,
        "file": base64.b64encode(file.getvalue()).decode(), "fortran": fortran,
        "precision": "float32" if is_exact else "float64", "rounded": rounded,
        "values": [repr(float(value)) for value in wide.flat]}


KINDS = ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]
cases = [case(kind, order, fortran) for kind in KINDS for order in "<>" for fortran in (False, True)]
path = pathlib.Path(__file__).resolve().parent / "dtypes.json"
path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
