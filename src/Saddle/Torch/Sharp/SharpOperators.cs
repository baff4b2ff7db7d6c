using F = TorchSharp.torch.nn.functional;
using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>
/// libtorch's operators over TorchSharp, a line for each: named as in libtorch's registry, with its arguments in the schema's
/// order and its defaults where the call leaves them out.
/// </summary>
internal static class SharpOperators
{
    private static readonly Dictionary<string, Compute<Ts.Tensor>> s_one = new(StringComparer.Ordinal)
    {
        // Factories: what, type, layout, device.
        ["empty.memory_format"] = a => Layouts.Empty(a.Integers(0), a.Type(1), a.Device(3), a.Format(5, MemoryFormat.Contiguous)),
        ["zeros"] = a => Ts.zeros(a.Integers(0), a.Type(1), a.Device(3)),
        ["ones"] = a => Ts.ones(a.Integers(0), a.Type(1), a.Device(3)),
        ["full"] = a => Ts.full(a.Integers(0), a.Scalar(1), a.Type(2), a.Device(4)),
        ["arange.start_step"] = a => Ts.arange(a.Scalar(0), a.Scalar(1), a.Scalar(2, 1), a.Type(3), a.Device(5)),
        ["randn.generator"] = a => Ts.randn(a.Integers(0), a.Type(2), a.Device(4), generator: a.Generator(1)),
        ["rand.generator"] = a => Ts.rand(a.Integers(0), a.Type(2), a.Device(4), generator: a.Generator(1)),
        ["randint.low_generator"] = a
            => Ts.randint(a.Integer(0), a.Integer(1), a.Integers(2), a.Type(4), a.Device(6), generator: a.Generator(3)),
        ["randperm.generator"] = a => Ts.randperm(a.Integer(0), a.Type(2), generator: a.Generator(1)),
        ["zeros_like"] = a => Ts.zeros_like(a.Tensor(0)),
        ["ones_like"] = a => Ts.ones_like(a.Tensor(0)),

        // Arithmetic.
        ["add.Tensor"] = a => a.Has(2) ? a.Tensor(0).add(a.Tensor(1), a.Scalar(2)) : a.Tensor(0).add(a.Tensor(1)),
        ["add.Scalar"] = a => a.Tensor(0).add(a.Scalar(1)),
        ["sub.Tensor"] = a => a.Tensor(0).sub(a.Tensor(1)),
        ["sub.Scalar"] = a => a.Tensor(0).sub(a.Scalar(1)),
        ["rsub.Scalar"] = a => Numbers.Reversed(a.Tensor(0), a.Scalar(1)),
        ["mul.Tensor"] = a => a.Tensor(0).mul(a.Tensor(1)),
        ["mul.Scalar"] = a => a.Tensor(0).mul(a.Scalar(1)),
        ["div.Tensor"] = a => a.Tensor(0).div(a.Tensor(1)),
        ["div.Scalar"] = a => a.Tensor(0).div(a.Scalar(1)),
        ["neg"] = a => a.Tensor(0).neg(),
        ["abs"] = a => a.Tensor(0).abs(),
        ["exp"] = a => a.Tensor(0).exp(),
        ["log"] = a => a.Tensor(0).log(),
        ["log1p"] = a => a.Tensor(0).log1p(),
        ["expm1"] = a => a.Tensor(0).expm1(),
        ["sqrt"] = a => a.Tensor(0).sqrt(),
        ["square"] = a => a.Tensor(0).square(),
        ["reciprocal"] = a => a.Tensor(0).reciprocal(),
        ["sin"] = a => a.Tensor(0).sin(),
        ["cos"] = a => a.Tensor(0).cos(),
        ["floor"] = a => a.Tensor(0).floor(),
        ["round"] = a => a.Tensor(0).round(),
        ["sign"] = a => a.Tensor(0).sign(),
        ["pow.Tensor_Scalar"] = a => a.Tensor(0).pow(a.Scalar(1)),
        ["clamp"] = a => a.Tensor(0).clamp(a.Has(1) ? a.Scalar(1) : null, a.Has(2) ? a.Scalar(2) : null),
        ["maximum"] = a => a.Tensor(0).maximum(a.Tensor(1)),
        ["minimum"] = a => a.Tensor(0).minimum(a.Tensor(1)),
        ["lerp.Scalar"] = a => Numbers.Between(a.Tensor(0), a.Tensor(1), a.Real(2)),
        ["sigmoid"] = a => a.Tensor(0).sigmoid(),
        ["tanh"] = a => a.Tensor(0).tanh(),
        ["relu"] = a => a.Tensor(0).relu(),
        ["leaky_relu"] = a => a.Tensor(0).leaky_relu(a.Scalar(1, 0.01)),
        ["elu"] = a => a.Tensor(0).elu(),
        ["gelu"] = a => a.Tensor(0).gelu(),
        ["silu"] = a => a.Tensor(0).silu(),
        ["softplus"] = a => a.Tensor(0).softplus(),
        ["special_ndtr"] = a => Ts.special.ndtr(a.Tensor(0)),
        ["log_sigmoid"] = a => a.Tensor(0).log_sigmoid(),
        ["eq.Scalar"] = a => a.Tensor(0).eq(a.Scalar(1)),
        ["eq.Tensor"] = a => a.Tensor(0).eq(a.Tensor(1)),
        ["lt.Scalar"] = a => a.Tensor(0).lt(a.Scalar(1)),
        ["lt.Tensor"] = a => a.Tensor(0).lt(a.Tensor(1)),
        ["le.Tensor"] = a => a.Tensor(0).le(a.Tensor(1)),
        ["gt.Scalar"] = a => a.Tensor(0).gt(a.Scalar(1)),
        ["le.Scalar"] = a => a.Tensor(0).le(a.Scalar(1)),
        ["ge.Scalar"] = a => a.Tensor(0).ge(a.Scalar(1)),
        ["isfinite"] = a => a.Tensor(0).isfinite(),
        ["where.self"] = a => Ts.where(a.Tensor(0), a.Tensor(1), a.Tensor(2)),

        // In place.
        ["relu_"] = a => a.Tensor(0).relu_(),
        ["leaky_relu_"] = a => a.Tensor(0).leaky_relu_(a.Scalar(1, 0.01)),
        ["add_.Tensor"] = a => a.Has(2) ? a.Tensor(0).add_(a.Tensor(1), a.Scalar(2)) : a.Tensor(0).add_(a.Tensor(1)),
        ["add_.Scalar"] = a => a.Tensor(0).add_(a.Scalar(1)),
        ["mul_.Tensor"] = a => a.Tensor(0).mul_(a.Tensor(1)),
        ["mul_.Scalar"] = a => a.Tensor(0).mul_(a.Scalar(1)),
        ["div_.Tensor"] = a => a.Tensor(0).div_(a.Tensor(1)),
        ["addcmul_"] = a => Numbers.AddProduct(a.Tensor(0), a.Tensor(1), a.Tensor(2), a.Real(3, 1)),
        ["addcdiv_"] = a => a.Tensor(0).addcdiv_(a.Tensor(1), a.Tensor(2), a.Scalar(3, 1)),
        ["pin_memory"] = a => a.Tensor(0).pin_memory(),
        ["lerp_.Tensor"] = a => a.Tensor(0).lerp_(a.Tensor(1), a.Tensor(2)),
        ["lerp_.Scalar"] = a => Numbers.GoTowards(a.Tensor(0), a.Tensor(1), a.Real(2)),
        ["sqrt_"] = a => a.Tensor(0).sqrt_(),
        ["clamp_"] = a => a.Tensor(0).clamp_(a.Scalar(1), a.Scalar(2)),
        ["zero_"] = a => a.Tensor(0).zero_(),
        ["fill_.Scalar"] = a => a.Tensor(0).fill_(a.Scalar(1)),
        ["index_copy_"] = a => a.Tensor(0).index_copy_(a.Integer(1), a.Tensor(2), a.Tensor(3)),
        ["index_fill_.int_Scalar"] = a => a.Tensor(0).index_fill_(a.Integer(1), a.Tensor(2), a.Scalar(3)),
        ["copy_"] = a => a.Tensor(0).copy_(a.Tensor(1), a.Flag(2)),
        ["normal_"] = a => a.Tensor(0).normal_(a.Real(1), a.Real(2, 1), a.Generator(3)),
        ["uniform_"] = a => a.Tensor(0).uniform_(a.Real(1), a.Real(2, 1), a.Generator(3)),

        // Shapes.
        ["detach"] = a => a.Tensor(0).detach(),
        ["reshape"] = a => a.Tensor(0).reshape(a.Integers(1)),
        ["view"] = a => a.Tensor(0).view(a.Integers(1)),
        ["flatten.using_ints"] = a => a.Tensor(0).flatten(a.Integer(1), a.Integer(2, -1)),
        ["permute"] = a => a.Tensor(0).permute(a.Integers(1)),
        ["transpose.int"] = a => a.Tensor(0).transpose(a.Integer(1), a.Integer(2)),
        ["t"] = a => a.Tensor(0).t(),
        ["unsqueeze"] = a => a.Tensor(0).unsqueeze(a.Integer(1)),
        ["squeeze.dim"] = a => a.Tensor(0).squeeze(a.Integer(1)),
        ["expand"] = a => a.Tensor(0).expand(a.Integers(1)),
        ["narrow"] = a => a.Tensor(0).narrow(a.Integer(1), a.Integer(2), a.Integer(3)),
        ["select.int"] = a => a.Tensor(0).select(a.Integer(1), a.Integer(2)),
        ["index_select"] = a => a.Tensor(0).index_select(a.Integer(1), a.Tensor(2)),
        ["gather"] = a => a.Tensor(0).gather(a.Integer(1), a.Tensor(2)),
        ["nonzero"] = a => a.Tensor(0).nonzero(),
        ["flip"] = a => a.Tensor(0).flip(a.Integers(1)),
        ["repeat"] = a => a.Tensor(0).repeat(a.Integers(1)),
        ["repeat_interleave.self_int"] = a => a.Tensor(0).repeat_interleave(a.Integer(1), a.Integer(2)),
        ["tril"] = a => a.Tensor(0).tril(a.Integer(1)),
        ["diag_embed"] = a => a.Tensor(0).diag_embed(),
        ["cat"] = a => Ts.cat(a.Tensors(0), a.Integer(1)),
        ["stack"] = a => Ts.stack(a.Tensors(0), a.Integer(1)),
        ["clone"] = a => Layouts.Clone(a.Tensor(0), a.Format(1, MemoryFormat.Preserve)),
        ["contiguous"] = a => Layouts.Contiguous(a.Tensor(0), a.Format(1, MemoryFormat.Contiguous)),
        ["to.dtype"] = a => Layouts.To(a.Tensor(0), a.Type(1), a.Format(4, MemoryFormat.Preserve)),
        ["to.device"] = a => a.Tensor(0).to(a.Type(2) ?? a.Tensor(0).dtype, a.Device(1)!),
        ["constant_pad_nd"] = a => F.pad(a.Tensor(0), a.Integers(1)),
        ["reflection_pad2d"] = a => F.pad(a.Tensor(0), a.Integers(1), TorchSharp.PaddingModes.Reflect),
        ["replication_pad2d"] = a => F.pad(a.Tensor(0), a.Integers(1), TorchSharp.PaddingModes.Replicate),

        // Reductions.
        ["sum"] = a => a.Tensor(0).sum(a.Type(1)),
        ["sum.dim_IntList"] = a => a.Tensor(0).sum(a.Integers(1), a.Flag(2)),
        ["mean"] = a => a.Tensor(0).mean(),
        ["mean.dim"] = a => a.Tensor(0).mean(a.Integers(1), a.Flag(2)),
        ["var.dim"] = a => a.Tensor(0).var(a.Integers(1), a.Flag(2, true), a.Flag(3)),
        ["logsumexp"] = a => Numbers.LogSumExp(a.Tensor(0), a.Integers(1)),
        ["cumsum"] = a => a.Tensor(0).cumsum(a.Integer(1)),
        ["norm.Scalar"] = a => a.Tensor(0).norm((float)a.Real(1, 2)),
        ["max"] = a => a.Tensor(0).max(),
        ["min"] = a => a.Tensor(0).min(),
        ["amax"] = a => a.Tensor(0).amax(a.Integers(1), a.Flag(2)),
        ["all"] = a => a.Tensor(0).all(),
        ["argmin"] = a => a.Has(1) ? a.Tensor(0).argmin(a.Integer(1)) : a.Tensor(0).argmin(),
        ["argmax"] = a => a.Has(1) ? a.Tensor(0).argmax(a.Integer(1)) : a.Tensor(0).argmax(),
        ["log_softmax.int"] = a => a.Tensor(0).log_softmax(a.Integer(1)),
        ["softmax.int"] = a => a.Tensor(0).softmax(a.Integer(1)),

        // Products.
        ["matmul"] = a => Numbers.Product(a.Tensor(0), a.Tensor(1)),
        ["linear"] = a => F.linear(a.Tensor(0), a.Tensor(1), a.TensorOrNone(2)!),
        ["linalg_svdvals"] = a => Ts.linalg.svdvals(a.Tensor(0)),
        ["linalg_solve_triangular"] = a => Ts.linalg.solve_triangular(a.Tensor(0), a.Tensor(1), a.Flag(2)),

        // Layers. TorchSharp's libtorch has no slow path for a transposed convolution.
        ["conv2d"] = a
            => F.conv2d(a.Tensor(0), a.Tensor(1), a.TensorOrNone(2)!, a.Integers(3), a.Integers(4), null!, a.Integer(6, 1)),
        ["saddle::conv2d"] = a => F.conv2d(a.Tensor(0), a.Tensor(1), a.TensorOrNone(2)!, a.Integers(3), a.Integers(4)),
        ["conv_transpose2d.input"] = a
            => F.conv_transpose2d(a.Tensor(0), a.Tensor(1), a.TensorOrNone(2)!, a.Integers(3), a.Integers(4), a.Integers(5)),
        ["saddle::conv_transpose2d"] = a
            => Numbers.Transposed(a.Tensor(0), a.Tensor(1), a.Integers(2), a.Integers(3), a.Integers(4)),
        ["batch_norm"] = a => F.batch_norm(
            a.Tensor(0), a.TensorOrNone(3)!, a.TensorOrNone(4)!, a.TensorOrNone(1)!, a.TensorOrNone(2)!, a.Flag(5), a.Real(6),
            a.Real(7)),
        ["layer_norm"] = a => F.layer_norm(a.Tensor(0), a.Integers(1), a.TensorOrNone(2)!, a.TensorOrNone(3)!, a.Real(4, 1e-5)),
        ["instance_norm"] = a => F.instance_norm(
            a.Tensor(0), a.TensorOrNone(3)!, a.TensorOrNone(4)!, a.TensorOrNone(1)!, a.TensorOrNone(2)!, a.Flag(5), a.Real(6),
            a.Real(7)),
        ["dropout"] = a => F.dropout(a.Tensor(0), a.Real(1), a.Flag(2)),
        ["feature_dropout"] = a => F.dropout2d(a.Tensor(0), a.Real(1), a.Flag(2)),
        ["embedding"] = a => Numbers.Rows(a.Tensor(0), a.Tensor(1)),
        ["avg_pool2d"] = a => F.avg_pool2d(a.Tensor(0), a.Integers(1)),
        ["max_pool2d"] = a => F.max_pool2d(a.Tensor(0), a.Integers(1), a.Count > 2 ? a.Integers(2) : null),
        ["pixel_shuffle"] = a => F.pixel_shuffle(a.Tensor(0), a.Integer(1)),
        ["pixel_unshuffle"] = a => F.pixel_unshuffle(a.Tensor(0), a.Integer(1)),
        ["upsample_nearest2d"] = a => F.upsample_nearest2d(a.Tensor(0), a.Integers(1)),
        ["upsample_bilinear2d"] = a => F.interpolate(
            a.Tensor(0), a.Integers(1), mode: Ts.InterpolationMode.Bilinear, align_corners: a.Flag(2)),
        ["_upsample_bicubic2d_aa"] = a => F.interpolate(
            a.Tensor(0), a.Integers(1), mode: Ts.InterpolationMode.Bicubic, align_corners: a.Flag(2), antialias: true),
        ["upsample_bilinear2d_backward"] = a => Scripts.Call(
            "upsample_bilinear2d_backward", a.Tensor(0), a.Integers(1)[0], a.Integers(1)[1], a.Integers(2)[0], a.Integers(2)[1],
            a.Integers(2)[2], a.Integers(2)[3]),
    };

    private static readonly Dictionary<string, Compute<(Ts.Tensor, Ts.Tensor)>> s_two = new(StringComparer.Ordinal)
    {
        ["max.dim"] = a => a.Tensor(0).max(a.Integer(1)),
        ["linalg_eigh"] = a => Ts.linalg.eigh(a.Tensor(0)),
        ["linalg_qr"] = a => Ts.linalg.qr(a.Tensor(0), Ts.linalg.QRMode.R),
        ["topk"] = a => a.Tensor(0).topk((int)a.Integer(1), (int)a.Integer(2), a.Flag(3), a.Flag(4)),
        ["sort"] = a => a.Tensor(0).sort(a.Integer(1, -1), a.Flag(2)),
        ["gru.input"] = a => (Scripts.Call("gru", [a.Tensor(0), a.Tensor(1), .. a.Tensors(2)]), Ts.empty(0)),
    };

    private static readonly Dictionary<string, Compute<Ts.Tensor[]>> s_many = new(StringComparer.Ordinal)
    {
        ["chunk"] = a => a.Tensor(0).chunk(a.Integer(1), a.Integer(2)),
        ["split.Tensor"] = a => a.Tensor(0).split(a.Integer(1), (int)a.Integer(2)),
    };

    /// <summary>The operators that there are.</summary>
    internal static IEnumerable<string> Names => [.. s_one.Keys, .. s_two.Keys, .. s_many.Keys];

    /// <summary>What computes an operator, or null.</summary>
    internal static Delegate? Find(string name)
        => s_one.TryGetValue(name, out Compute<Ts.Tensor>? one) ? one
        : s_two.TryGetValue(name, out Compute<(Ts.Tensor, Ts.Tensor)>? two) ? two
        : s_many.GetValueOrDefault(name);
}
