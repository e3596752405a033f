#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes small weight files with PyTorch, NumPy, ONNX and safetensors to weights/.

    python3 weights.py            needs torch, numpy, onnx and safetensors
"""

import argparse
import collections
import datetime
import pathlib
import sys

try:
    import numpy as np
    import onnx
    import safetensors.torch
    import torch
except ImportError as error:
    sys.exit(f"weights.py: {error}: python3 -m pip install torch numpy onnx safetensors")

HERE = pathlib.Path(__file__).resolve().parent / "weights"

TYPES = {
    "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "F64": torch.float64,
    "I64": torch.int64, "I32": torch.int32, "U8": torch.uint8, "I8": torch.int8,
    "BOOL": torch.bool, "I16": torch.int16, "U16": torch.uint16, "U32": torch.uint32,
    "U64": torch.uint64,
}


class Tiny(torch.nn.Module):
    """The old format stores the source of a module's class; this class is minimal."""


def every_type():
    """Returns a 2 x 3 tensor of each type: -1.5, 0, 1, 2, 3, 4 where representable."""
    values = torch.tensor([[-1.5, 0, 1], [2, 3, 4]])
    result = collections.OrderedDict()
    for name, kind in TYPES.items():
        result[name] = (values.abs() if name.startswith("U") else values).to(kind)
    return result


def views():
    """Returns tensors that share one storage of 0, 1, ..., 11, and other special shapes."""
    base = torch.arange(12.0).reshape(3, 4)
    return collections.OrderedDict(
        base=base, transposed=base.t(), rows=base[1:], steps=base[:, ::2], one=base[2, 3],
        spread=torch.tensor([5.0]).expand(2, 3), empty=torch.empty(0, 3),
        parameter=torch.nn.Parameter(torch.tensor([7.0, 8.0])),
        blocked=torch.arange(16.0).reshape(1, 2, 2, 4).to(memory_format=torch.channels_last))


def transfer():
    """Returns fast_neural_style of width 1: element i of tensor k is k + i / 1024."""
    layers = [("conv1", 1, 3, 9, "in1"), ("conv2", 2, 1, 3, "in2"), ("conv3", 4, 2, 3, "in3")]
    for block in range(1, 6):
        for half in (1, 2):
            layers.append((f"res{block}.conv{half}", 4, 4, 3, f"res{block}.in{half}"))
    layers += [("deconv1", 2, 4, 3, "in4"), ("deconv2", 1, 2, 3, "in5"), ("deconv3", 3, 1, 9, None)]
    shapes = collections.OrderedDict()
    for name, out, into, side, norm in layers:
        shapes[f"{name}.conv2d.weight"] = (out, into, side, side)
        shapes[f"{name}.conv2d.bias"] = (out,)
        if norm:
            shapes[f"{norm}.weight"] = shapes[f"{norm}.bias"] = (out,)
            if norm == "in1":
                shapes["in1.running_mean"] = shapes["in1.running_var"] = (out,)
    result = collections.OrderedDict()
    for k, (name, shape) in enumerate(shapes.items()):
        count = int(np.prod(shape))
        result[name] = (k + torch.arange(float(count)) / 1024).reshape(shape)
    result._metadata = collections.OrderedDict([("", {"version": 1})])
    return result


def wrapped():
    """Returns the network of transfer() with prefixes, inside a training checkpoint."""
    module = torch.nn.Linear(2, 2)
    optimizer = torch.optim.Adam(module.parameters())
    module(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    names = collections.OrderedDict(
        ("module._orig_mod." + name, value) for name, value in transfer().items())
    names["n_averaged"] = torch.tensor(3)
    names["module._orig_mod.in1.num_batches_tracked"] = torch.tensor(4)
    return {
        "epoch": 3, "step": torch.tensor(7), "trained": {"inner": names, "decay": torch.tensor(0.99)},
        "optimizers": [optimizer.state_dict()], "rng_state": torch.arange(16, dtype=torch.uint8),
        "best": np.float64(0.5), "device": torch.device("cuda:0"), "seen": {1, 2},
        "counts": collections.defaultdict(int, {"a": 1}), "random": np.random.get_state(),
        "milestones": collections.Counter([3, 5]), "log": collections.deque([1.5, 2.5]),
        "version": torch.__version__, "empty": b"", "time": datetime.datetime.now(datetime.timezone.utc),
        "average": {np.int64(1): torch.ones(4), np.int64(2): torch.ones(3)},
        "options": argparse.Namespace(lr=0.1, folder=pathlib.PurePosixPath("runs"))}


def save_torch():
    old = {"_use_new_zipfile_serialization": False}
    both = collections.OrderedDict(list(every_type().items()) + list(views().items()))
    torch.save(both, HERE / "types.pth")
    torch.save(both, HERE / "types-protocol4.pth", pickle_protocol=4)
    # PyTorch itself cannot read these types in the old format.
    missing = ("U16", "U32", "U64")
    readable = collections.OrderedDict(item for item in both.items() if item[0] not in missing)
    torch.save(readable, HERE / "types-old.pth", **old)
    torch.save(transfer(), HERE / "transfer.pth")
    torch.save(transfer(), HERE / "transfer-old.pth", **old)
    torch.save(wrapped(), HERE / "wrapped.pth")
    torch.save(wrapped(), HERE / "wrapped-protocol4.pth", pickle_protocol=4)
    torch.save(wrapped(), HERE / "wrapped-old.pth", **old)
    module = torch.nn.Sequential(torch.nn.Conv2d(1, 1, 1))
    torch.save(module, HERE / "module.pth")
    torch.save(Tiny(), HERE / "module-old.pth", **old)
    optimizer = torch.optim.Adam(module.parameters())
    module(torch.ones(1, 1, 2, 2)).sum().backward()
    optimizer.step()
    torch.save(
        {"epoch": 3, "state_dict": {"weight": torch.tensor([1.0, 2.0])},
         "optimizer": optimizer.state_dict()}, HERE / "checkpoint-old.pth", **old)


def save_numpy():
    values = np.array([[-1.5, 0, 1], [2, 3, 4]])
    arrays = {
        "F16": values.astype("<f2"), "F32": values.astype("<f4"), "F64": values,
        "fortran": np.asfortranarray(values), "line": np.arange(300.0, dtype="<f4"),
        "norm.num_batches_tracked": np.array(4)}
    np.savez(HERE / "types.npz", **arrays)
    np.savez_compressed(HERE / "types-packed.npz", **arrays)
    np.savez(HERE / "transfer.npz", **{name: value.numpy() for name, value in transfer().items()})
    counters = {
        "epoch": np.array(3), "decay": np.array(0.99), "n_averaged": np.array([3], "<u2"),
        "initted": np.array(True)}
    named = {"module." + name: value.numpy() for name, value in transfer().items()}
    np.savez(HERE / "counters.npz", **named, **counters)


def constants():
    """Returns a graph that uses transfer() and constants of every integer type and form."""
    kinds, helper = onnx.TensorProto, onnx.helper
    tensors = [onnx.numpy_helper.from_array(value.numpy(), name) for name, value in transfer().items()
               if not name.startswith("conv1.") and "running" not in name]
    nodes, value = [], "x"

    def add(operation, *inputs, **attributes):
        nonlocal value
        output = f"y{len(nodes)}" if operation != "Constant" else attributes.pop("output")
        nodes.append(helper.make_node(operation, inputs, [output], **attributes))
        if operation != "Constant":
            value = output

    for name in ("conv1.conv2d.weight", "conv1.conv2d.bias"):
        tensor = onnx.numpy_helper.from_array(transfer()[name].numpy())
        add("Constant", output=name, value=tensor)
    for name in transfer():
        if name.endswith("conv2d.weight"):
            add("Conv", value, name, name[:-6] + "bias")
        elif name.startswith(("in", "res")) and name.endswith("weight"):
            add("InstanceNormalization", value, name, name[:-6] + "bias")
    scales = np.array([1, 1, 2, 2], "<f4")
    add("Constant", output="tensor", value=onnx.numpy_helper.from_array(scales))
    add("Constant", output="value_float", value_float=0.5)
    add("Constant", output="value_floats", value_floats=[1.0, 1.0, 2.0, 2.0])
    add("Constant", output="value_int", value_int=-7)
    add("Constant", output="value_ints", value_ints=[1, 4, -1, 300])
    add("Constant", output="value_string", value_string="nearest")
    tensors += [
        onnx.numpy_helper.from_array(np.array([], "<f4"), "roi"),
        onnx.numpy_helper.from_array(scales, "scales"),
        onnx.numpy_helper.from_array(np.array([0, 0, 4, 4, 0, 0, 4, 4]), "pads"),
        onnx.numpy_helper.from_array(np.array([0, 1]), "starts"),
        onnx.numpy_helper.from_array(np.array([1, 4, 8, 8]), "shape"),
        onnx.numpy_helper.from_array(np.array([9, 9, 9], "<f4"), "unused")]
    add("Resize", value, "roi", "scales")
    add("Resize", value, "roi", "value_floats")
    add("Upsample", value, "tensor")
    add("Pad", value, "pads", "value_float")
    add("Reshape", value, "shape")
    add("Reshape", value, "value_ints")
    add("Slice", value, "starts", "starts", "starts", "starts")
    add("Gather", value, "value_int")
    data = value
    for kind in ("UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "BOOL", "UINT32", "UINT64",
                 "UINT4", "INT4"):
        raw = helper.make_tensor(f"int.{kind}", getattr(kinds, kind), (3,), [1, 0, 1])
        tensors.append(raw)
        add("Constant", output=f"int.{kind}.constant", value=raw)
        add("Cast", f"int.{kind}")
        add("Add", data, value)
        add("Gather", data, f"int.{kind}.constant")
    graph = helper.make_graph(nodes, "constants", [], [], initializer=tensors)
    return helper.make_model(graph)


def save_onnx():
    kinds = onnx.TensorProto
    values = [-1.5, 0, 1, 2, 3, 4]

    def plain(name, kind, numbers):
        return onnx.helper.make_tensor(name, kind, (2, 3), numbers)

    tensors = [onnx.numpy_helper.from_array(np.array(values, "<f4").reshape(2, 3), "F32")]
    tensors += [
        plain("floats", kinds.FLOAT, values), plain("F64", kinds.DOUBLE, values),
        plain("F16", kinds.FLOAT16, np.array(values)), plain("BF16", kinds.BFLOAT16, values),
        plain("I64", kinds.INT64, [-1, 0, 1, 2, 3, 4]), plain("I32", kinds.INT32, [-1, 0, 1, 2, 3, 4]),
        plain("U8", kinds.UINT8, [1, 0, 1, 2, 3, 4]), plain("I8", kinds.INT8, [-1, 0, 1, 2, 3, 4]),
        plain("BOOL", kinds.BOOL, [1, 0, 1, 1, 1, 1]),
        plain("I16", kinds.INT16, [-1, 0, 1, 2, 3, 4]), plain("U16", kinds.UINT16, [1, 0, 1, 2, 3, 4]),
        plain("U32", kinds.UINT32, [1, 0, 1, 2, 3, 4]), plain("U64", kinds.UINT64, [1, 0, 1, 2, 3, 4])]
    node = onnx.helper.make_node(
        "Conv", ["x", "F32"], ["y"], pads=[1, 2, 3, 4], group=1, scale=0.5, mode="reflect",
        names=["a", "b"], slopes=[0.25, -1.0])
    alias = onnx.helper.make_node("Identity", ["F64"], ["alias"])
    graph = onnx.helper.make_graph([node, alias], "types", [], [], initializer=tensors)
    model = onnx.helper.make_model(graph)
    onnx.helper.set_model_props(model, {"licence": "none"})
    onnx.save(model, HERE / "types.onnx")
    onnx.save(
        model, HERE / "external.onnx", save_as_external_data=True, location="external.bin",
        size_threshold=0)
    (HERE / "external.bin").unlink()
    weights = [onnx.numpy_helper.from_array(value.numpy(), name) for name, value in transfer().items()]
    graph = onnx.helper.make_graph([], "transfer", [], [], initializer=weights)
    onnx.save(onnx.helper.make_model(graph), HERE / "transfer.onnx")
    onnx.save(constants(), HERE / "constants.onnx")


def save_safetensors():
    safetensors.torch.save_file(
        every_type(), HERE / "types.safetensors", metadata={"quoted": "\"é\\\n"})


def save_single():
    """Writes files with one tensor N x C x H x W of 0, 0.5, 1, ..., and with few others."""
    values = np.arange(48.0).reshape(2, 3, 4, 2) / 2
    np.savez(HERE / "single.npz", features=values, scale=np.ones(3, "f4"))
    np.savez_compressed(
        HERE / "mixed.npz", labels=np.array(["a", "bc"]), features=values.astype(">f8"),
        objects=np.array([None, 1]), mask=np.asfortranarray(values > 3), empty=np.ones((0, 3)))
    torch.save(torch.from_numpy(values).half(), HERE / "single.pt")
    safetensors.torch.save_file(
        {"features": torch.from_numpy(values), "scale": torch.ones(3)}, HERE / "single.safetensors")


HERE.mkdir(exist_ok=True)
torch.manual_seed(1)
save_torch()
save_numpy()
save_onnx()
save_safetensors()
save_single()
