using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Saddle.Runtime;

/// <summary>What a file's graph takes, which its metadata explain.</summary>
internal sealed class ModelGraph
{
    /// <summary>The name of the latents, float32 <c>[N, L]</c>.</summary>
    internal const string Latent = "latent";

    /// <summary>The name of the classes, int64 <c>[N]</c>.</summary>
    internal const string Label = "label";

    /// <summary>The name of the captions, int64 <c>[N, T]</c>.</summary>
    internal const string Tokens = "tokens";

    /// <summary>The name of the pictures, float32 <c>[N, C, H, W]</c>.</summary>
    internal const string Input = "input";

    /// <summary>The name of InfoGAN's categories, int64 <c>[N, K]</c>.</summary>
    internal const string Categories = "categories";

    /// <summary>The name of InfoGAN's continuous codes, float32 <c>[N, M]</c>.</summary>
    internal const string Codes = "codes";

    /// <summary>The name of the samples.</summary>
    internal const string Samples = "samples";

    private readonly IReadOnlyDictionary<string, NodeMetadata> _inputs;

    private ModelGraph(IReadOnlyDictionary<string, NodeMetadata> inputs) => _inputs = inputs;

    /// <summary>Whether the graph has an input of a name.</summary>
    internal bool Takes(string name) => _inputs.ContainsKey(name);

    /// <summary>Whether pictures of a size can go in.</summary>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    internal bool Fits(int width, int height)
        => (InputWidth < 0 || InputWidth == width) && (InputHeight < 0 || InputHeight == height);

    /// <summary>The width of the pictures that go in; negative for any.</summary>
    internal int InputWidth => _inputs[Input].Dimensions[3];

    /// <summary>The height of the pictures that go in; negative for any.</summary>
    internal int InputHeight => _inputs[Input].Dimensions[2];

    /// <summary>Reads a generator's graph.</summary>
    /// <param name="source">What the file is called in messages.</param>
    /// <param name="session">The file.</param>
    /// <param name="metadata">What it says of itself.</param>
    /// <exception cref="ExportException">Graph and metadata do not fit to each other.</exception>
    internal static ModelGraph Of(string source, InferenceSession session, ExportMetadata metadata)
    {
        foreach ((string name, NodeMetadata input) in session.InputMetadata)
        {
            if (!Explained(name, input, metadata))
            {
                throw new ExportException(
                    $"{source} was not exported by this version of Saddle, or is damaged: its metadata do not explain its "
                    + $"input '{name}'.");
            }
        }
        TensorElementType expected = metadata.IsBytes ? TensorElementType.UInt8 : TensorElementType.Float;
        return session.OutputMetadata.TryGetValue(Samples, out NodeMetadata? output) && Is(output, expected)
            ? new ModelGraph(session.InputMetadata)
            : throw new ExportException(
                $"{source} was not exported by this version of Saddle, or is damaged: it has no output '{Samples}' of the "
                + "element type that its metadata name.");
    }

    private static bool Explained(string name, NodeMetadata input, ExportMetadata metadata) => name switch
    {
        Latent => Is(input, TensorElementType.Float, metadata.Latent?.Size),
        Label => metadata.Classes.Count > 0 && Is(input, TensorElementType.Int64) && input.Dimensions.Length == 1,
        Tokens => Is(input, TensorElementType.Int64, metadata.CaptionLength),
        Input => Is(input, TensorElementType.Float, metadata.InputChannels) && input.Dimensions.Length == 4,
        Categories => Is(input, TensorElementType.Int64, metadata.Codes?.Categorical),
        Codes => Is(input, TensorElementType.Float, metadata.Codes?.Continuous),
        _ => false,
    };

    private static bool Is(NodeMetadata node, TensorElementType type, int? second)
        => second > 0 && Is(node, type) && node.Dimensions.Length > 1 && (node.Dimensions[1] < 0 || node.Dimensions[1] == second);

    private static bool Is(NodeMetadata node, TensorElementType type) => node.IsTensor && node.ElementDataType == type;
}
