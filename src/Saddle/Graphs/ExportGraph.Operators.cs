using Saddle.Torch;

namespace Saddle.Graphs;

/// <content>Operators that several modules write.</content>
public sealed partial class ExportGraph
{
    /// <summary>ONNX's number of whole numbers of 64 bits, as Cast takes it.</summary>
    public const long IntegerType = 7;

    /// <summary>ONNX's number of bytes.</summary>
    internal const long ByteType = 2;

    // That of numbers of 32 and of 16 bits.
    private const long Float32Type = 1, Float16Type = 10;

    private long NumberType => IsHalf ? Float16Type : Float32Type;

    /// <summary>Declares a generator's latent as an input, <c>[N, size]</c>.</summary>
    public GraphValue Latent(int size) => Input("latent", GraphType.Numbers, (long)size);

    /// <summary>Declares samples as an input, <c>[N, ...]</c>.</summary>
    public GraphValue Samples(IReadOnlyList<long> sizes)
        => Input("samples", GraphType.Numbers, [.. sizes.Select(size => (object)size)]);

    /// <summary>The value between -1 and 1.</summary>
    public GraphValue Clamp(GraphValue value) => Node("Clip", [value, Constant(-1), Constant(1)]);

    /// <summary>Elementwise <c>a + b</c>, broadcast.</summary>
    public GraphValue Add(GraphValue a, GraphValue b) => Node("Add", [a, b]);

    /// <summary>Elementwise <c>a - b</c>, broadcast.</summary>
    public GraphValue Subtract(GraphValue a, GraphValue b) => Node("Sub", [a, b]);

    /// <summary>Elementwise <c>a * b</c>, broadcast.</summary>
    public GraphValue Multiply(GraphValue a, GraphValue b) => Node("Mul", [a, b]);

    /// <summary>Elementwise <c>a * b</c>.</summary>
    public GraphValue Multiply(GraphValue a, double b) => Node("Mul", [a, Constant(b)]);

    /// <summary>The matrix product.</summary>
    public GraphValue Product(GraphValue a, GraphValue b) => Node("MatMul", [a, b]);

    /// <summary>Another shape; 0 is what the value has in that place, -1 what is left.</summary>
    public GraphValue Reshape(GraphValue value, params long[] shape) => Node("Reshape", [value, Integers(shape)]);

    /// <summary><c>[N, ...]</c> as <c>[N, F]</c>.</summary>
    public GraphValue Flatten(GraphValue value) => Node("Flatten", [value], ("axis", 1L));

    /// <summary>Other places for the dimensions.</summary>
    public GraphValue Transpose(GraphValue value, params long[] places) => Node("Transpose", [value], ("perm", places));

    /// <summary>Values side by side along a dimension.</summary>
    public GraphValue Join(long dimension, params IReadOnlyList<GraphValue> values)
        => Node("Concat", values, ("axis", dimension));

    /// <summary>A part of a dimension, from a place to before another; <see cref="long.MaxValue"/> is the end.</summary>
    public GraphValue Part(GraphValue value, long dimension, long from, long to)
        => Node("Slice", [value, Integers(from), Integers(to), Integers(dimension)]);

    /// <summary>A value in equal parts along a dimension.</summary>
    public IReadOnlyList<GraphValue> Parts(GraphValue value, long dimension, int count)
        => Results("Split", count, [value], ("axis", dimension));

    /// <summary>The mean over some dimensions, which vanish.</summary>
    public GraphValue Mean(GraphValue value, params long[] dimensions)
        => Node("ReduceMean", [value], ("axes", dimensions), ("keepdims", 0L));

    /// <summary>The sum over some dimensions, which vanish.</summary>
    public GraphValue Sum(GraphValue value, params long[] dimensions)
        => Node("ReduceSum", [value, Integers(dimensions)], ("keepdims", 0L));

    /// <summary>Shares along the last dimension.</summary>
    public GraphValue Softmax(GraphValue value) => Node("Softmax", [value], ("axis", -1L));

    /// <summary>A larger image, by repeating pixels or by straight lines between them.</summary>
    /// <param name="image"><c>[N, C, H, W]</c>.</param>
    /// <param name="scales">By how much each of the four dimensions grows.</param>
    /// <param name="bilinear">By straight lines, pixels' centres being half a pixel from the edge.</param>
    public GraphValue Resize(GraphValue image, GraphValue scales, bool bilinear)
    {
        var none = new GraphValue("");
        if (ConstantOf(scales.Name) is { } constant)
        {
            constant.IsSingle = true;
        }
        return bilinear
            ? Node("Resize", [image, none, scales], ("mode", "linear"), ("coordinate_transformation_mode", "half_pixel"))
            : Node(
                "Resize", [image, none, scales], ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"),
                ("nearest_mode", "floor"));
    }

    /// <summary>The value as numbers.</summary>
    public GraphValue ToNumbers(GraphValue value) => Node("Cast", [value], ("to", NumberType));

    /// <summary>0 and 1 for whole numbers: <c>[...]</c> becomes <c>[..., count]</c>.</summary>
    public GraphValue Indicators(GraphValue numbers, long count)
        => ToNumbers(Node("Equal", [Node("Unsqueeze", [numbers, Integers(-1)]), Constant(Range(count), "numbers")]));

    /// <summary>A product with a layer's weight and its shift: <c>x W^T + b</c>.</summary>
    /// <param name="input"><c>[..., I]</c>.</param>
    /// <param name="weight"><c>[O, I]</c>.</param>
    /// <param name="bias"><c>[O]</c>, or null.</param>
    public GraphValue Linear(GraphValue input, Tensor weight, Tensor? bias)
    {
        ArgumentNullException.ThrowIfNull(weight);
        GraphValue product = Product(input, Constant(weight.t(), "weight"));
        return bias is null ? product : Add(product, Constant(bias, "bias"));
    }

    /// <summary>A convolution.</summary>
    /// <param name="input"><c>[N, I, H, W]</c>.</param>
    /// <param name="weight"><c>[O, I / groups, K, K]</c>.</param>
    /// <param name="bias"><c>[O]</c>, or null.</param>
    /// <param name="stride">How far it goes, in both directions.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="groups">How many there are of channels that see each other.</param>
    public GraphValue Convolution(
        GraphValue input, Tensor weight, Tensor? bias, long stride = 1, long padding = 0, long groups = 1)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return Node(
            "Conv", Weighted(input, weight, bias), ("kernel_shape", weight.shape[2..].ToArray()), ("strides", Both(stride)),
            ("pads", Around(padding)), ("group", groups));
    }

    /// <summary>A transposed convolution.</summary>
    /// <param name="input"><c>[N, I, H, W]</c>.</param>
    /// <param name="weight"><c>[I, O, K, K]</c>.</param>
    /// <param name="bias"><c>[O]</c>, or null.</param>
    /// <param name="stride">How far its results are apart, in both directions.</param>
    /// <param name="padding">How much of each side is cut off.</param>
    /// <param name="outputPadding">Rows and columns that are added at the end.</param>
    public GraphValue TransposedConvolution(
        GraphValue input, Tensor weight, Tensor? bias, long stride = 1, long padding = 0, long outputPadding = 0)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return Node(
            "ConvTranspose", Weighted(input, weight, bias), ("kernel_shape", weight.shape[2..].ToArray()),
            ("strides", Both(stride)), ("pads", Around(padding)), ("output_padding", Both(outputPadding)));
    }

    /// <summary>
    /// Each channel times a number and shifted; this goes into the weights of a convolution or a product before it, where that
    /// can be.
    /// </summary>
    /// <param name="input"><c>[N, C, ...]</c>.</param>
    /// <param name="scale"><c>[C]</c>.</param>
    /// <param name="shift"><c>[C]</c>.</param>
    /// <param name="dimensions">How many the input has.</param>
    public GraphValue Affine(GraphValue input, Tensor scale, Tensor shift, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(shift);
        return Node(
            AffineFolding.Operator, [input, Constant(scale, "scale"), Constant(shift, "shift")],
            ("dimensions", (long)dimensions));
    }

    private List<GraphValue> Weighted(GraphValue input, Tensor weight, Tensor? bias)
        => [input, Constant(weight, "weight"), .. bias is null ? [] : new[] { Constant(bias, "bias") }];

    private static Tensor Range(long count) => torch.arange(0, count, dtype: ScalarType.Int64);

    private static long[] Both(long value) => [value, value];

    private static long[] Around(long value) => [value, value, value, value];
}
