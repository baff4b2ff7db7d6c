"""Builds the modules of docs/pytorch.md, loads what Saddle exported, and compares what they compute.

    python3 pytorch_page.py PAGE FOLDER

FOLDER holds cases.json, a list of cases; a line comes out for each: its name, and the largest difference as a share of the
largest value.
"""
import inspect
import json
import pathlib
import re
import struct
import sys
import types

import torch


def load_file(path):
    """safetensors.torch.load_file, for machines that do not have that package."""
    content = pathlib.Path(path).read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + length])
    types_of = {"F32": torch.float32, "F16": torch.float16, "I64": torch.int64}
    tensors = {}
    for name, slot in header.items():
        if name != "__metadata__":
            begin, end = (8 + length + offset for offset in slot["data_offsets"])
            part = torch.frombuffer(bytearray(content[begin:end]), dtype=types_of[slot["dtype"]])
            tensors[name] = part.reshape(slot["shape"])
    return tensors


def page_code(path):
    blocks = re.findall(r"```python\n(.*?)```", pathlib.Path(path).read_text(), re.DOTALL)
    return "\n".join(block for block in blocks if "load_state_dict" not in block)


def build(page, name, settings):
    """Calls one of the page's functions with those settings that it takes; the others must be of the other player."""
    function = page[name]
    return function(**{key: value for key, value in settings.items() if key in inspect.signature(function).parameters})


def told(page, case, settings):
    kind, classes = case["told"], case["classes"]
    encoder = page["ClassEncoder"](classes, case["embedding"])
    if case["part"] == "generator":
        beside = 0 if kind == "projection" else encoder.size
        plain = build(page, case["builder"], {**settings, "latent": settings["latent"] + beside})
        return page["ConditionalGenerator"](plain, encoder, kind == "projection")
    if kind == "cgan":
        plain = build(page, case["builder"], {**settings, "channels": settings["channels"] + encoder.size})
        return page["ConcatenatingDiscriminator"](plain, encoder)
    plain = build(page, case["builder"], settings)
    if kind == "acgan":
        return page["AuxiliaryDiscriminator"](plain, case["features"], classes)
    return page["ProjectionDiscriminator"](plain, encoder, case["features"])


def main():
    page, folder = {}, pathlib.Path(sys.argv[2])
    package = types.ModuleType("safetensors.torch")
    package.load_file = load_file
    sys.modules["safetensors"], sys.modules["safetensors.torch"] = types.ModuleType("safetensors"), package
    exec(compile(page_code(sys.argv[1]), sys.argv[1], "exec"), page)
    for number, case in enumerate(json.loads((folder / "cases.json").read_text())):
        settings = {**case["settings"], "input_channels": case.get("input_channels")}
        module = told(page, case, settings) if "told" in case else build(page, case["builder"], settings)
        module.load_state_dict(load_file(folder / f"{number}.safetensors"), strict=True)
        given = load_file(folder / f"{number}.given.safetensors")
        expected = given.pop("expected")
        with torch.no_grad():
            takes = inspect.signature(module.forward).parameters
            actual = module.eval()(*[given[name] for name in case["inputs"][:len(takes)]])
        if actual.shape != expected.shape:
            raise SystemExit(f"{case['name']}: {tuple(actual.shape)} instead of {tuple(expected.shape)}")
        print(f"{case['name']}\t{((actual - expected).abs().max() / expected.abs().max()).item():.3g}")


main()
