"""Reads safetensors files, so that nothing has to be installed for it."""

import json
import struct

import numpy
import torch

TYPES = {"F64": "<f8", "F32": "<f4", "I64": "<i8", "I32": "<i4", "U8": "u1"}


def read(path):
    """The tensors by name, in the order of the file's header."""
    with open(path, "rb") as file:
        length, = struct.unpack("<Q", file.read(8))
        header, elements = json.loads(file.read(length)), file.read()
    header.pop("__metadata__", None)
    return {name: torch.from_numpy(numpy.frombuffer(
                elements[slice(*entry["data_offsets"])], TYPES[entry["dtype"]]).reshape(entry["shape"]).copy())
            for name, entry in header.items()}
