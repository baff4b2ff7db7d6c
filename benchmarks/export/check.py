"""A line of check.sh's table: an exported file by ONNX's own checker."""

import pathlib
import sys

import onnx

name, path, end, start = sys.argv[1:]
model = onnx.load(path)
try:
    onnx.checker.check_model(model, full_check=True)
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
    said = "passed"
except Exception as error:  # whatever it finds is the line's last column
    said = str(error).splitlines()[0]
size = pathlib.Path(path).stat().st_size
weights = sum(len(tensor.raw_data) for tensor in model.graph.initializer)
print(f"| {name} | {size / 1e6:.2f} | {weights / size:.1%} | {float(end) - float(start):.2f} | {said} |", flush=True)
