namespace Saddle.Examples.Tests.Support;

/// <summary>Small exported generators besides those of Saddle.Runtime's tests.</summary>
internal static class MoreModels
{
    internal const int LatentSize = 6, Area = Models.Channels * Models.Height * Models.Width;

    /// <summary>Pictures [3, 4, 5] of an InfoGAN: of six latents, two categories of ten values, and a continuous code.</summary>
    internal static byte[] CodedPictures()
    {
        const int inputs = LatentSize + 3;
        float[] weights = [.. Enumerable.Range(0, inputs * Area).Select(k => MathF.Sin(k) / 4)];
        return new OnnxModel().Input<float>("latent", LatentSize).Input<long>("categories", 2).Input<float>("codes", 1)
            .Constant("weights", weights, inputs, Area).Constant("shape", Shape, 4)
            .Node("Cast", ["categories"], "numbers", ("to", 1))
            .Node("Concat", ["latent", "numbers", "codes"], "all", ("axis", 1))
            .Node("MatMul", ["all", "weights"], "products").Node("Tanh", ["products"], "values")
            .Node("Reshape", ["values", "shape"], "samples")
            .Output<float>("samples", Models.Channels, Models.Height, Models.Width)
            .Metadata(Models.Document(
                "[3, 4, 5]", Models.Latent() + ", \"codes\": {\"categorical\": 2, \"values\": 10, \"continuous\": 1}"))
            .ToBytes();
    }

    /// <summary>Pictures [3, 4, 5] of uniform latents.</summary>
    internal static byte[] UniformPictures() => new OnnxModel().Input<float>("latent", LatentSize)
        .Constant("weights", Models.Weights(), LatentSize, Area).Constant("shape", Shape, 4)
        .Node("MatMul", ["latent", "weights"], "products").Node("Tanh", ["products"], "values")
        .Node("Reshape", ["values", "shape"], "samples").Output<float>("samples", Models.Channels, Models.Height, Models.Width)
        .Metadata(Models.Document("[3, 4, 5]", Models.Latent(distribution: "uniform"))).ToBytes();

    /// <summary>Pictures [1, 2, 2] of two classes: <c>quick</c>, and <c>endless</c>, which is never drawn to its end.</summary>
    internal static byte[] Endless()
    {
        OnnxModel body = new OnnxModel().Scalar<long>("turn").Scalar<bool>("go").Input<float>("before", 4)
            .Node("Identity", ["go"], "still").Node("Sin", ["before"], "after")
            .ScalarOutput<bool>("still").Output<float>("after", 4);
        return new OnnxModel().Input<float>("latent", 4).Input<long>("label")
            .Constant("counts", [1L, long.MaxValue], 2).Constant("first", [true]).Constant("shape", [-1L, 1, 2, 2], 4)
            .Node("Gather", ["counts", "label"], "asked").Node("ReduceMax", ["asked"], "turns", ("keepdims", 0))
            .Node("Loop", ["turns", "first", "latent"], "values", ("body", body))
            .Node("Reshape", ["values", "shape"], "samples").Output<float>("samples", 1, 2, 2)
            .Metadata(Models.Document("[1, 2, 2]", Models.Latent(4) + ", \"classes\": [\"quick\", \"endless\"]")).ToBytes();
    }

    private static long[] Shape => [-1L, Models.Channels, Models.Height, Models.Width];
}
