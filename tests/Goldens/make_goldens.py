#!/usr/bin/python3
"""Writes the reference tensors that the tests compare with: layers, optimisers, objectives and bare operators, from PyTorch.

    apt-get install --no-install-recommends python3-torch
    /usr/bin/python3 tests/Goldens/make_goldens.py

Inputs and parameters are float32 numbers; what follows from them is computed in float64 and rounded once, so that a tolerance
need only cover the library's own rounding. Running the script again writes the same bytes.
"""
import json
import pathlib
import struct

import torch
import torch.nn.functional as F
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
DTYPES = {torch.float32: ("F32", "f"), torch.float64: ("F64", "d"), torch.int64: ("I64", "q"), torch.uint8: ("U8", "B")}


def save(name, tensors):
    """Writes a safetensors file: the header's length, the header as JSON, the data."""
    header, data = {}, b""
    for key in sorted(tensors):
        tensor = tensors[key].detach()
        dtype, code = DTYPES[tensor.dtype]
        values = tensor.reshape(-1).tolist()
        packed = struct.pack(f"<{len(values)}{code}", *values)
        header[key] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (HERE / f"{name}.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


def draw(*shape, scale=1.0):
    """Float32 numbers, held as float64."""
    return (torch.randn(shape, dtype=torch.float32) * scale).double()


def single(tensor):
    return tensor.float() if tensor.is_floating_point() else tensor


# Layers

class Residual(nn.Module):
    def __init__(self, main, shortcut=None):
        super().__init__()
        self.main, self.shortcut = main, shortcut

    def forward(self, x):
        return self.main(x) + (x if self.shortcut is None else self.shortcut(x))


class UpsampleConv(nn.Conv2d):
    def forward(self, x):
        return super().forward(F.interpolate(x, scale_factor=2))


class ConvAveragePool(nn.Conv2d):
    def forward(self, x):
        return F.avg_pool2d(super().forward(x), 2)


class GlobalPool(nn.Module):
    def __init__(self, reduce):
        super().__init__()
        self.reduce = reduce

    def forward(self, x):
        return self.reduce(x, dim=(2, 3))


class SelfAttention(nn.Module):
    """arXiv:1805.08318, equations 1 to 3, place by place, with keys and values pooled as in the authors' code."""

    def __init__(self, channels):
        super().__init__()
        self.query = nn.Conv2d(channels, channels // 8, 1, bias=False)
        self.key = nn.Conv2d(channels, channels // 8, 1, bias=False)
        self.value = nn.Conv2d(channels, channels // 2, 1, bias=False)
        self.output = nn.Conv2d(channels // 2, channels, 1, bias=False)
        self.gamma = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        query = self.query(x).flatten(2)
        key = F.max_pool2d(self.key(x), 2).flatten(2)
        value = F.max_pool2d(self.value(x), 2).flatten(2)
        shares = torch.einsum("ncq,nck->nqk", query, key).softmax(2)
        mixed = torch.einsum("nqk,nck->ncq", shares, value)
        return x + self.gamma * self.output(mixed.reshape(*mixed.shape[:2], *x.shape[2:]))


class Downsample(nn.Module):
    """Each channel by itself, its border repeated: convolved with the weights 1, 3, 3, 1 in both directions, every other pixel
    kept."""

    def forward(self, x):
        line = torch.tensor([1.0, 3.0, 3.0, 1.0], dtype=x.dtype) / 8
        planes = F.pad(x, (1, 1, 1, 1), mode="replicate").reshape(-1, 1, x.shape[2] + 2, x.shape[3] + 2)
        planes = F.conv2d(planes, torch.outer(line, line).reshape(1, 1, 4, 4), stride=2)
        return planes.reshape(*x.shape[:2], *planes.shape[2:])


class GenerativeBasis(nn.Module):
    def __init__(self, latent, channels):
        super().__init__()
        self.basis = nn.Parameter(torch.empty(4, 4, channels))
        self.weight = nn.Parameter(torch.empty(channels, latent))

    def forward(self, x):
        return torch.einsum("nz,cz,hwc->nchw", x, self.weight, self.basis)


class MultiHeadAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.input, self.output = heads, nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        x = x.transpose(0, 1)
        mixed, _ = F.multi_head_attention_forward(
            x, x, x, x.shape[2], self.heads, self.input.weight, self.input.bias, None, None, False, 0.0,
            self.output.weight, self.output.bias, need_weights=False)
        return mixed.transpose(0, 1)


class Gru(nn.Module):
    def __init__(self, inputs, features):
        super().__init__()
        gru = nn.GRU(inputs, features, batch_first=True)
        self.input_weight, self.state_weight, self.input_bias, self.state_bias = gru._flat_weights
        self.gru = [gru]  # in a list, so that each parameter has one name

    def forward(self, x):
        return self.gru[0](x)[0]


class PositionalEmbedding(nn.Module):
    def __init__(self, tokens, width):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(tokens, width))

    def forward(self, x):
        return torch.stack([sample + self.weight for sample in x])


class Skip(nn.Module):
    def __init__(self, main):
        super().__init__()
        self.main = main

    def forward(self, x):
        return torch.cat([x, self.main(x)], 1)


class Function(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.forward = function


def layer_cases():
    yield "linear", nn.Linear(5, 3), draw(4, 5)
    yield "linear_no_bias", nn.Linear(5, 3, bias=False), draw(4, 5)
    image = (2, 3, 8, 6)
    yield "conv2d_4x4_s2_p1", nn.Conv2d(3, 4, 4, 2, 1), draw(*image)
    yield "conv2d_3x3_s1_p1", nn.Conv2d(3, 2, 3, 1, 1), draw(2, 3, 5, 4)
    yield "conv2d_5x5_s2_p2", nn.Conv2d(2, 2, 5, 2, 2), draw(2, 2, 8, 6)
    yield "conv2d_4x4_s1_p0_no_bias", nn.Conv2d(3, 2, 4, 1, 0, bias=False), draw(2, 3, 4, 5)
    yield "conv_transpose2d_4x4_s2_p1", nn.ConvTranspose2d(3, 2, 4, 2, 1), draw(2, 3, 3, 4)
    yield "conv_transpose2d_4x4_s2_p1_no_bias", nn.ConvTranspose2d(3, 2, 4, 2, 1, bias=False), draw(2, 3, 3, 4)
    yield "conv_transpose2d_4x4_s1_p0_single_pixel", nn.ConvTranspose2d(3, 2, 4, 1, 0), draw(2, 3, 1, 1)
    yield "conv_transpose2d_4x4_s1_p0_single_pixel_no_bias", nn.ConvTranspose2d(3, 2, 4, 1, 0, bias=False), draw(2, 3, 1, 1)
    yield "conv_transpose2d_3x3_s2_p1_o1", nn.ConvTranspose2d(3, 2, 3, 2, 1, 1), draw(2, 3, 3, 4)
    yield "conv_transpose2d_3x3_s1_p1", nn.ConvTranspose2d(3, 2, 3, 1, 1), draw(2, 3, 3, 4)
    yield "batch_norm1d_training", nn.BatchNorm1d(3), draw(6, 3)
    yield "batch_norm1d_evaluation", nn.BatchNorm1d(3).eval(), draw(6, 3)
    yield "batch_norm2d_training", nn.BatchNorm2d(3), draw(2, 3, 3, 4)
    yield "batch_norm2d_evaluation", nn.BatchNorm2d(3).eval(), draw(2, 3, 3, 4)
    yield "relu", nn.ReLU(), draw(3, 4)
    yield "leaky_relu", nn.LeakyReLU(0.2), draw(3, 4)
    yield "tanh", nn.Tanh(), draw(3, 4)
    yield "sigmoid", nn.Sigmoid(), draw(3, 4)
    yield "dropout_evaluation", nn.Dropout(0.5).eval(), draw(3, 4)
    yield "embedding", nn.Embedding(4, 3), torch.tensor([2, 0, 2, 3, 2])
    yield "upsample_nearest_2", nn.Upsample(scale_factor=2), draw(2, 2, 3, 2)
    yield "upsample_bilinear_2", nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), draw(2, 2, 3, 2)
    yield "upsample_bilinear_3", nn.Upsample(scale_factor=3, mode="bilinear", align_corners=False), draw(2, 2, 3, 2)
    yield "flatten", nn.Flatten(), draw(2, 3, 2, 2)
    yield "reshape", nn.Unflatten(1, (3, 2, 2)), draw(2, 12)
    yield "discriminator", nn.Sequential(
        nn.Conv2d(1, 3, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(3, 4, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Flatten(), nn.Linear(16, 1)), draw(3, 1, 8, 8)
    yield "average_pool2d_2", nn.AvgPool2d(2), draw(2, 3, 4, 6)
    yield "global_pool2d_sum", GlobalPool(torch.sum), draw(2, 3, 4, 2)
    yield "global_pool2d_mean", GlobalPool(torch.mean), draw(2, 3, 4, 2)
    yield "residual", Residual(nn.Sequential(nn.ReLU(), nn.Conv2d(3, 3, 3, 1, 1))), draw(2, 3, 4, 5)
    yield "residual_down", Residual(
        nn.Sequential(nn.ReLU(), nn.Conv2d(3, 4, 3, 1, 1), nn.ReLU(), nn.Conv2d(4, 4, 3, 1, 1), nn.AvgPool2d(2)),
        nn.Sequential(nn.Conv2d(3, 4, 1), nn.AvgPool2d(2))), draw(2, 3, 4, 6)
    yield "upsample_conv2d", UpsampleConv(3, 2, 3, 1, 1), draw(2, 3, 3, 4)
    yield "conv_average_pool2d", ConvAveragePool(3, 2, 3, 1, 1), draw(2, 3, 4, 6)
    yield "self_attention2d", SelfAttention(16), draw(2, 16, 4, 6, scale=0.5)
    yield "conv2d_3x3_in_two_groups", nn.Conv2d(4, 6, 3, 1, 1, groups=2), draw(2, 4, 5, 4)
    yield "conv2d_4x4_each_channel_by_itself", nn.Conv2d(3, 3, 4, groups=3, bias=False), draw(2, 3, 4, 4)
    yield "downsample", Downsample(), draw(2, 3, 6, 4)
    yield "generative_basis", GenerativeBasis(5, 3), draw(2, 5)
    yield "channels_last", nn.Identity(), draw(2, 3, 4, 5)
    yield "gelu", nn.GELU(), draw(3, 4)
    yield "layer_norm", nn.LayerNorm(5), draw(2, 3, 5)
    yield "linear_of_tokens", nn.Linear(5, 3), draw(2, 4, 5)
    yield "multi_head_attention", MultiHeadAttention(6, 2), draw(2, 5, 6)
    yield "positional_embedding", PositionalEmbedding(4, 3), draw(2, 4, 3)
    yield "tokens", Function(
        lambda x: torch.stack([x[:, :, i, j] for i in range(x.shape[2]) for j in range(x.shape[3])], 1)), draw(2, 3, 2, 4)
    yield "token_mean", Function(lambda x: x.mean(1)), draw(2, 4, 3)
    yield "instance_norm2d", nn.InstanceNorm2d(3, affine=True), draw(2, 3, 3, 4)
    yield "reflection_pad2d", nn.ReflectionPad2d(2), draw(2, 3, 4, 3)
    yield "skip", Skip(nn.Sequential(
        nn.LeakyReLU(0.2), nn.Conv2d(3, 4, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(4, 2, 4, 2, 1))), draw(2, 3, 4, 6)
    # PyTorch's fold lays columns of patches out.
    yield "unpatch", Function(lambda x: F.fold(x.transpose(1, 2), (6, 6), 2, stride=2)), draw(2, 9, 8)
    yield "gru", Gru(3, 4), draw(2, 5, 3)
    yield "dropout2d_evaluation", nn.Dropout2d(0.5).eval(), draw(2, 3, 2, 2)


def fill(module):
    """Parameters and buffers away from their usual starts, so that none can be forgotten unnoticed."""
    for name, parameter in module.named_parameters():
        parameter.copy_(draw(*parameter.shape, scale=0.5))
    for name, buffer in module.named_buffers():
        if name.endswith("running_mean"):
            buffer.copy_(draw(*buffer.shape))
        elif name.endswith("running_var"):
            buffer.copy_(draw(*buffer.shape).abs() + 0.5)
            buffer.copy_(buffer.float())


def layers():
    out = {}
    for case, module, input in layer_cases():
        module = module.double()
        with torch.no_grad():
            fill(module)
        names = [name for name, _ in module.named_parameters()]
        parameters = [parameter for _, parameter in module.named_parameters()]
        for name, tensor in list(module.named_parameters()) + list(module.named_buffers()):
            if tensor.is_floating_point():
                out[f"{case}/tensors/{name}"] = tensor.detach().clone()
        out[f"{case}/input"] = input.clone()
        differentiable = input.is_floating_point()
        if differentiable:
            input.requires_grad_()
        output = module(input)
        cotangent = draw(*output.shape).requires_grad_()
        out[f"{case}/output"] = output
        out[f"{case}/cotangent"] = cotangent
        for name, buffer in module.named_buffers():
            if buffer.is_floating_point():
                out[f"{case}/after/{name}"] = buffer.detach().clone()
        wanted = ([input] if differentiable else []) + parameters
        labels = (["input"] if differentiable else []) + names
        first = torch.autograd.grad(output, wanted, cotangent, create_graph=True)
        for label, gradient in zip(labels, first):
            out[f"{case}/gradient/{label}"] = gradient
        if not differentiable:
            continue
        # The gradient penalty's pattern: the squared norm of the input's gradient, differentiated once more.
        penalty = first[0].square().sum()
        second = torch.autograd.grad(penalty, [cotangent] + wanted, allow_unused=True)
        for label, tensor, gradient in zip(["cotangent"] + labels, [cotangent] + wanted, second):
            out[f"{case}/second/{label}"] = torch.zeros_like(tensor) if gradient is None else gradient
    save("layers", {key: single(tensor) for key, tensor in out.items()})


# Optimisers

def optimizers():
    shapes = {"0.weight": (2, 3, 2, 2), "0.bias": (2,), "1.weight": (3, 5), "1.bias": (3,)}
    steps = 5
    out = {}
    start = {path: draw(*shape) for path, shape in shapes.items()}
    # Some gradients are far smaller than others, so that an epsilon in the wrong place shows.
    gradients = [{path: draw(*shape, scale=0.01 if "bias" in path else 1) for path, shape in shapes.items()}
                 for _ in range(steps)]
    for path in shapes:
        out[f"start/{path}"] = start[path]
        for k in range(steps):
            out[f"gradient/{k}/{path}"] = gradients[k][path]
    cases = {
        "adam": lambda p: torch.optim.Adam(p, lr=0.05),
        "adam_beta1_half": lambda p: torch.optim.Adam(p, lr=0.0002, betas=(0.5, 0.999)),
        "adam_large_epsilon": lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.0, 0.9), eps=0.01),
        "rms_prop": lambda p: torch.optim.RMSprop(p, lr=0.01),
        "rms_prop_large_epsilon": lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, eps=0.01),
        "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
        "sgd_momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    }
    states = {"exp_avg": "mean", "exp_avg_sq": "mean_square", "square_avg": "mean_square", "momentum_buffer": "velocity"}
    for case, make in cases.items():
        parameters = {path: value.clone().requires_grad_() for path, value in start.items()}
        optimizer = make(list(parameters.values()))
        for k in range(steps):
            for path, parameter in parameters.items():
                parameter.grad = gradients[k][path].clone()
            optimizer.step()
            for path, parameter in parameters.items():
                out[f"{case}/after/{k}/{path}"] = parameter.detach().clone()
        for path, parameter in parameters.items():
            for name, ours in states.items():
                value = optimizer.state[parameter].get(name)
                if value is not None:
                    out[f"{case}/state/{ours}/{path}"] = value.clone()
    save("optimizers", {key: single(tensor) for key, tensor in out.items()})


# Objectives, in float64 throughout

def objectives():
    out = {}
    real = torch.tensor([-50.0, -3.0, -0.5, 0.0, 1.25, 50.0], dtype=torch.float64)
    fake = torch.tensor([50.0, 2.0, 0.0, -0.75, -50.0], dtype=torch.float64)
    out["real"], out["fake"] = real, fake

    # -log D(l) = softplus(-l) and -log(1 - D(l)) = softplus(l): their gradients keep every digit at both ends.
    def entropy(logits, label):
        return F.softplus(-logits if label else logits).mean()

    def least_squares(a, b, c):
        return (lambda r, f: 0.5 * F.mse_loss(r, torch.full_like(r, b)) + 0.5 * F.mse_loss(f, torch.full_like(f, a)),
                lambda r, f: 0.5 * F.mse_loss(f, torch.full_like(f, c)))

    classifier = lambda r, f: entropy(r, True) + entropy(f, False)
    cases = {
        "minimax": (classifier, lambda r, f: -entropy(f, False)),
        "non-saturating": (classifier, lambda r, f: entropy(f, True)),
        "least-squares(-1,1,0)": least_squares(-1.0, 1.0, 0.0),
        "least-squares(-1,1,1)": least_squares(-1.0, 1.0, 1.0),
        "least-squares(0,1,1)": least_squares(0.0, 1.0, 1.0),
    }
    for case, losses in cases.items():
        for player, loss in zip(["discriminator", "generator"], losses):
            r, f = real.clone().requires_grad_(), fake.clone().requires_grad_()
            value = loss(r, f)
            gradients = torch.autograd.grad(value, [r, f], allow_unused=True)
            out[f"{case}/{player}/loss"] = value.reshape(1)
            for label, tensor, gradient in zip(["real", "fake"], [r, f], gradients):
                out[f"{case}/{player}/{label}"] = torch.zeros_like(tensor) if gradient is None else gradient
    save("objectives", out)


# Bare operators

def operators():
    values = draw(3, 4, scale=2.0)
    picture = draw(1, 2, 9, 7)
    weight = draw(3, 4).abs().float().double()
    out = {"values": values, "picture": picture, "weight": weight}
    out["elu"] = F.elu(values)
    out["gelu"] = F.gelu(values)
    out["silu"] = F.silu(values)
    out["softplus"] = F.softplus(values)
    out["log_sigmoid"] = F.logsigmoid(values)
    out["log_softmax"] = F.log_softmax(values, 1)
    out["softmax"] = F.softmax(values, 0)
    out["variance"] = values.var([0])
    out["variance_biased"] = values.var([1], unbiased=False, keepdim=True)
    out["lerp"] = torch.lerp(values, weight, 0.3)
    out["norm"] = values.norm().reshape(1)
    out["clamp"] = values.clamp(max=0.5)
    out["repeat_interleave"] = values.repeat_interleave(3, 0)
    out["bicubic_smaller"] = F.interpolate(picture, size=(4, 5), mode="bicubic", antialias=True)
    out["bicubic_larger"] = F.interpolate(picture, size=(12, 10), mode="bicubic", antialias=True)
    save("operators", {key: single(tensor) for key, tensor in out.items()})


if __name__ == "__main__":
    torch.set_num_threads(1)
    for seed, write in enumerate([layers, optimizers, objectives, operators]):
        torch.manual_seed(seed)
        write()
