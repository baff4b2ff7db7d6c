namespace Saddle.Runtime.Tests.Support;

/// <summary>Small exported generators whose samples can be computed by hand.</summary>
internal static class Models
{
    internal const int LatentSize = 6, Channels = 3, Height = 4, Width = 5, Area = Channels * Height * Width;

    internal static string[] Classes { get; } = ["boot", "Sneaker", "bag"];

    internal static string[] Words { get; } = ["red", "green", "square"];

    /// <summary>A document: those parts that every file has, and others.</summary>
    internal static string Document(string shape, string others = "", string kind = "generator", int format = 1)
        => $$"""
            {"format": {{format}}, "kind": "{{kind}}", "version": "0.1.0", "recipe": "test", "run": "abc", "step": 1000,
             "shape": {{shape}}, "bytes": false, "precision": "float32"{{(others.Length > 0 ? ", " + others : "")}}}
            """;

    internal static string Latent(int size = LatentSize, string distribution = "normal")
        => $$"""
            "latent": {"size": {{size}}, "distribution": "{{distribution}}", "numbers": "philox"}
            """;

    internal static string ClassList => $"\"classes\": [{string.Join(", ", Classes.Select(name => $"\"{name}\""))}]";

    /// <summary>Points [L]: the latents themselves.</summary>
    internal static byte[] LatentEcho(int size = LatentSize, string distribution = "normal") => new OnnxModel()
        .Input<float>("latent", size)
        .Node("Identity", ["latent"], "samples").Output<float>("samples", size)
        .Metadata(Document($"[{size}]", Latent(size, distribution))).ToBytes();

    /// <summary>Points [L + 1]: the latents, then the class.</summary>
    internal static byte[] LabelEcho() => new OnnxModel()
        .Input<float>("latent", 2).Input<long>("label")
        .Constant("axis", [1L], 1)
        .Node("Cast", ["label"], "number", ("to", 1)).Node("Unsqueeze", ["number", "axis"], "column")
        .Node("Concat", ["latent", "column"], "samples", ("axis", 1)).Output<float>("samples", 3)
        .Metadata(Document("[3]", Latent(2) + ", " + ClassList)).ToBytes();

    /// <summary>Points [T]: the tokens of the caption.</summary>
    internal static byte[] TokenEcho() => new OnnxModel()
        .Input<long>("tokens", 4).Node("Cast", ["tokens"], "samples", ("to", 1)).Output<float>("samples", 4)
        .Metadata(Document("[4]", "\"vocabulary\": [\"red\", \"green\", \"square\"], \"length\": 4")).ToBytes();

    /// <summary>Points [K + M]: InfoGAN's two categories of ten values, then its three codes.</summary>
    internal static byte[] CodeEcho() => new OnnxModel()
        .Input<long>("categories", 2).Input<float>("codes", 3)
        .Node("Cast", ["categories"], "numbers", ("to", 1))
        .Node("Concat", ["numbers", "codes"], "samples", ("axis", 1)).Output<float>("samples", 5)
        .Metadata(Document("[5]", "\"codes\": {\"categorical\": 2, \"values\": 10, \"continuous\": 3}")).ToBytes();

    /// <summary>Pictures [3, 4, 5]: the hyperbolic tangent of the latents through <see cref="Weights"/>.</summary>
    internal static byte[] Pictures() => Tangents(new OnnxModel().Input<float>("latent", LatentSize))
        .Node("Reshape", ["values", "shape"], "samples").Output<float>("samples", Channels, Height, Width)
        .Metadata(Document("[3, 4, 5]", Latent())).ToBytes();

    /// <summary>The same, and what <see cref="ClassValues"/> adds for the class.</summary>
    internal static byte[] LabelledPictures() => Tangents(
            new OnnxModel().Input<float>("latent", LatentSize).Input<long>("label"))
        .Constant("embedding", ClassValues(), Classes.Length, Area).Node("Gather", ["embedding", "label"], "added")
        .Node("Add", ["values", "added"], "sum").Node("Reshape", ["sum", "shape"], "samples")
        .Output<float>("samples", Channels, Height, Width)
        .Metadata(Document("[3, 4, 5]", Latent() + ", " + ClassList)).ToBytes();

    /// <summary>The pictures as bytes [H, W, C].</summary>
    internal static byte[] BytePictures() => Tangents(new OnnxModel().Input<float>("latent", LatentSize))
        .Node("Reshape", ["values", "shape"], "planes").Constant("half", [127.5f], 1)
        .Node("Mul", ["planes", "half"], "scaled").Node("Add", ["scaled", "half"], "moved").Node("Round", ["moved"], "rounded")
        .Node("Transpose", ["rounded"], "last", ("perm", new long[] { 0, 2, 3, 1 }))
        .Node("Cast", ["last"], "samples", ("to", 2)).Output<byte>("samples", Height, Width, Channels)
        .Metadata(Document("[3, 4, 5]", Latent()).Replace("\"bytes\": false", "\"bytes\": true", StringComparison.Ordinal))
        .ToBytes();

    /// <summary>Pictures turned into their negatives; sides must be multiples of 4 where the graph computes.</summary>
    internal static byte[] Negatives(int? side = null) => new OnnxModel()
        .Input<float>("input", 1, side, side)
        .Node("SpaceToDepth", ["input"], "deep", ("blocksize", 4)).Node("Neg", ["deep"], "negative")
        .Node("DepthToSpace", ["negative"], "samples", ("blocksize", 4)).Output<float>("samples", 1, side, side)
        .Metadata(Document("[1, 8, 8]", "\"input_channels\": 1, \"multiple\": 4")).ToBytes();

    /// <summary>Films of grey frames: the next is half the newest of three past frames and a quarter of the oldest.</summary>
    internal static byte[] Film() => new OnnxModel()
        .Input<float>("input", 3, null, null).Constant("weights", [0.25f, 0f, 0.5f], 1, 3, 1, 1)
        .Node("Conv", ["input", "weights"], "samples").Output<float>("samples", 1, null, null)
        .Metadata(Document("[1, 4, 4]", "\"input_channels\": 3, \"multiple\": 4, \"frames\": 3")).ToBytes();

    /// <summary>Points [1] that are computed in as many turns of a loop as an int64 can count.</summary>
    internal static byte[] Endless()
    {
        OnnxModel body = new OnnxModel().Scalar<long>("turn").Scalar<bool>("go").Input<float>("before", 1)
            .Node("Identity", ["go"], "still").Node("Sin", ["before"], "after")
            .ScalarOutput<bool>("still").Output<float>("after", 1);
        return new OnnxModel().Input<float>("latent", 1).Constant("turns", [long.MaxValue]).Constant("first", [true])
            .Node("Loop", ["turns", "first", "latent"], "samples", ("body", body)).Output<float>("samples", 1)
            .Metadata(Document("[1]", Latent(1))).ToBytes();
    }

    /// <summary>The weights of <see cref="Pictures"/>, [6, 60].</summary>
    internal static float[] Weights() => [.. Enumerable.Range(0, LatentSize * Area).Select(k => MathF.Sin(k) / 2)];

    /// <summary>What a class adds to each value, [3, 60].</summary>
    internal static float[] ClassValues()
        => [.. Enumerable.Range(0, Classes.Length * Area).Select(k => (k / Area * 0.1f) - 0.1f)];

    private static OnnxModel Tangents(OnnxModel model) => model
        .Constant("weights", Weights(), LatentSize, Area).Constant("shape", [-1L, Channels, Height, Width], 4)
        .Node("MatMul", ["latent", "weights"], "products").Node("Tanh", ["products"], "values");
}
