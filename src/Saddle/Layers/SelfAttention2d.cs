using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Self-attention between the places of an image (arXiv:1805.08318, equations 1 to 3): each place adds a mixture of values from
/// everywhere, weighted by the softmax of its query's products with their keys, times a trained gain gamma that starts at 0. As
/// in the authors' code, queries and keys have C / 8 channels, values C / 2, and keys and values are pooled 2x2 by their maximum.
/// <c>[N, C, H, W]</c> with even sides to the same shape.
/// </summary>
public sealed class SelfAttention2d : Layer
{
    private readonly long _channels;
    private readonly Conv2d _query;
    private readonly Conv2d _key;
    private readonly Conv2d _value;
    private readonly Conv2d _output;
    private readonly Parameter _gamma;

    /// <summary>Creates the layer with PyTorch's default initialisation; it starts as the identity.</summary>
    /// <param name="channels">C, at least 2.</param>
    public SelfAttention2d(long channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 2);
        _channels = channels;
        long keys = Math.Max(1, channels / 8), values = channels / 2;
        _query = AddChild("query", new Conv2d(channels, keys, 1, bias: false));
        _key = AddChild("key", new Conv2d(channels, keys, 1, bias: false));
        _value = AddChild("value", new Conv2d(channels, values, 1, bias: false));
        _output = AddChild("output", new Conv2d(values, channels, 1, bias: false));
        _gamma = AddParameter("gamma", torch.zeros([1]));
    }

    /// <inheritdoc/>
    public override string Description => $"SelfAttention2d {_channels}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        RequireChannels(input, 4, _channels, "[N, C, H, W]");
        if (input.size(2) % 2 != 0 || input.size(3) % 2 != 0)
        {
            throw new ArgumentException($"SelfAttention2d expects even sides, but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor queries = Places(_query.Forward(input));
        Tensor keys = Places(Pooled(_key.Forward(input)));
        Tensor values = Places(Pooled(_value.Forward(input)));
        Tensor shares = queries.matmul(keys.transpose(1, 2)).softmax(-1);
        Tensor mixed = shares.matmul(values).view(-1, input.size(2), input.size(3), values.size(2)).permute(0, 3, 1, 2);
        return input + _gamma.Value * _output.Forward(mixed);
    }

    private static Tensor Pooled(Tensor image)
        => FixedOrder.IsFor(image) ? FixedOrder.MaxPool(image, [2, 2]) : torch.max_pool2d(image, 2);

    // [N, C, H, W] to [N, H W, C]: only another view where the layout is channels-last.
    private static Tensor Places(Tensor image) => image.permute(0, 2, 3, 1).flatten(1, 2);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue queries = Places(graph, _query.Write(graph, input));
        GraphValue keys = Places(graph, Pooled(graph, _key.Write(graph, input)));
        GraphValue values = Places(graph, Pooled(graph, _value.Write(graph, input)));
        GraphValue shares = graph.Softmax(graph.Product(queries, graph.Transpose(keys, 0, 2, 1)));
        GraphValue mixed = graph.Transpose(graph.Product(shares, values), 0, 2, 1);
        // The image's own sides, and the values' channels.
        GraphValue size = graph.Join(
            0, graph.Integers(0, _channels / 2), graph.Part(graph.Node("Shape", [input]), 0, 2, 4));
        GraphValue output = _output.Write(graph, graph.Node("Reshape", [mixed, size]));
        return graph.Add(input, graph.Multiply(output, graph.Constant(_gamma.Value, "gamma")));
    }

    private static GraphValue Places(ExportGraph graph, GraphValue image)
        => graph.Transpose(graph.Reshape(image, 0, 0, -1), 0, 2, 1);

    private static GraphValue Pooled(ExportGraph graph, GraphValue image) => graph.Node(
        "MaxPool", [image], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
}
