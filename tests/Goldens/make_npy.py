#!/usr/bin/env python3
"""Writes the .npy files that the library's reader is held to, as NumPy itself writes them.

    apt-get install --no-install-recommends python3-numpy
    /usr/bin/python3 tests/Goldens/make_npy.py

The elements are k / 4 - 2 (k itself where the type is whole) for k = 0, 1, 2... in row-major order.
"""
import pathlib

import numpy
from numpy.lib import format as npy

HERE = pathlib.Path(__file__).parent / "npy"


def values(*shape):
    return numpy.arange(numpy.prod(shape)).reshape(shape)


def write(name, array, version=(1, 0)):
    with open(HERE / f"{name}.npy", "wb") as file:
        npy.write_array(file, array, version=version, allow_pickle=False)


HERE.mkdir(exist_ok=True)
write("float32", (values(3, 5) / 4 - 2).astype("<f4"))
write("float64", (values(2, 3, 4) / 4 - 2).astype("<f8"))
write("int64", values(7).astype("<i8"))
write("uint8", values(2, 1, 3, 2).astype("|u1"))
write("version2", (values(3, 5) / 4 - 2).astype("<f4"), version=(2, 0))
write("fortran", numpy.asfortranarray((values(3, 5) / 4 - 2).astype("<f4")))
# What is refused.
write("version3", (values(3, 5) / 4 - 2).astype("<f4"), version=(3, 0))
write("big-endian", (values(3, 5) / 4 - 2).astype(">f4"))
write("float16", (values(3, 5) / 4 - 2).astype("<f2"))
write("structured", numpy.zeros(3, dtype=[("a", "<f4"), ("b", "<i8")]))
write("scalar", numpy.float32(5))
write("empty", numpy.zeros((0, 4), dtype="<f4"))
