using Saddle.Torch.Engines;
using static Saddle.Torch.Engines.Operator;

namespace Saddle.Torch;

/// <content>Shapes, views, indices and reductions.</content>
#pragma warning disable CS1591 // one line each, named and behaving as in PyTorch
public sealed partial class Tensor
{
    public Tensor reshape(params long[] shape) => Call("reshape", this, shape);
    public Tensor view(params long[] shape) => Call("view", this, shape);
    public Tensor flatten(int start = 0, int end = -1) => Call("flatten.using_ints", this, start, end);
    public Tensor permute(params long[] dims) => Call("permute", this, dims);
    public Tensor transpose(int first, int second) => Call("transpose.int", this, first, second);
    public Tensor t() => Call("t", this);
    public Tensor unsqueeze(int dim) => Call("unsqueeze", this, dim);
    public Tensor squeeze(int dim) => Call("squeeze.dim", this, dim);
    public Tensor expand(params long[] shape) => Call("expand", this, shape);
    public Tensor narrow(int dim, long start, long length) => Call("narrow", this, dim, start, length);
    public Tensor select(int dim, long index) => Call("select.int", this, dim, index);
    public Tensor index_select(int dim, Tensor index) => Call("index_select", this, dim, index);
    public Tensor gather(int dim, Tensor index) => Call("gather", this, dim, index);
    public Tensor flip(params long[] dims) => Call("flip", this, dims);
    public Tensor repeat(params long[] repeats) => Call("repeat", this, repeats);
    public Tensor repeat_interleave(long repeats, int dim) => Call("repeat_interleave.self_int", this, repeats, dim);
    public Tensor tril(long diagonal = 0) => Call("tril", this, diagonal);
    public Tensor diag_embed() => Call("diag_embed", this);
    public Tensor[] chunk(int chunks, int dim = 0) => CallList("chunk", this, chunks, dim);
    public Tensor[] split(long size, int dim = 0) => CallList("split.Tensor", this, size, dim);

    public Tensor sum() => Call("sum", this);
    public Tensor sum(long[] dims, bool keepdim = false) => Call("sum.dim_IntList", this, dims, keepdim);
    public Tensor mean() => Call("mean", this);
    public Tensor mean(long[] dims, bool keepdim = false) => Call("mean.dim", this, dims, keepdim);
    public Tensor var(long[] dims, bool unbiased = true, bool keepdim = false) => Call("var.dim", this, dims, unbiased, keepdim);
    public Tensor logsumexp(long[] dims) => Call("logsumexp", this, dims);
    public Tensor cumsum(int dim) => Call("cumsum", this, dim);
    public Tensor norm() => Call("norm.Scalar", this, 2.0);
    public Tensor max() => Call("max", this);
    public Tensor amax(long[] dims, bool keepdim = false) => Call("amax", this, dims, keepdim);
    public Tensor min() => Call("min", this);
    public Tensor all() => Call("all", this);
    public Tensor argmin(int dim) => Call("argmin", this, dim);
    public Tensor sort(int dim) => CallPair("sort", this, dim).First;
    public Tensor smallest(long count, int dim) => CallPair("topk", this, count, dim, false, true).First;
    public Tensor nonzero() => Call("nonzero", this);
    public Tensor argmax(int dim) => Call("argmax", this, dim);
    public Tensor log_softmax(int dim) => Call("log_softmax.int", this, dim);
    public Tensor softmax(int dim) => Call("softmax.int", this, dim);
    public Tensor matmul(Tensor other) => Call("matmul", this, other);

    public Tensor clone(MemoryFormat format = MemoryFormat.Preserve) => Call("clone", this, format);
    public Tensor contiguous(MemoryFormat format = MemoryFormat.Contiguous) => Call("contiguous", this, format);
    public Tensor to(ScalarType type) => Call("to.dtype", this, type);
    public Tensor to(Device device) => Call("to.device", this, device, dtype);
    public Tensor to(MemoryFormat format) => Call("to.dtype", this, dtype, false, false, format);
    public Tensor cpu() => to(Device.Cpu);

    // By numbers that the host has.
    internal Tensor index_select(int dim, long[] index) => index_select(dim, torch.tensor(index).to(device));

    // Memory that the device reads by itself, while the host goes on: it is used again only once that has happened.
    internal Tensor send_to(Tensor room) => room.device.Type == DeviceType.Cpu
        ? room.copy_(this)
        : room.copy_(Call("pin_memory", this), non_blocking: true);
}
#pragma warning restore CS1591
