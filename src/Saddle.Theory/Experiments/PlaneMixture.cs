using Saddle.Components;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Evaluation;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Theory.Experiments;

/// <summary>
/// Equally likely round Gaussians in the plane, with what is known of them: PacGAN's two tests of mode collapse.
/// </summary>
/// <param name="Name">What users type.</param>
/// <param name="Source">Where samples come from.</param>
/// <param name="Centres">The modes' centres, <c>[K, 2]</c>.</param>
/// <param name="Deviation">The standard deviation of each, along each axis.</param>
/// <param name="Scale">The deviation of all of it, along each axis...</param>
/// <param name="UnitSource">...and the same points divided by that.</param>
internal sealed record PlaneMixture(
    string Name, DataSource Source, double[,] Centres, double Deviation, double Scale, DataSource UnitSource)
{
    // Those of the WGAN-GP authors' code, which rounds them so (its ring has twice the radius and the deviation).
    private const double RingScale = 1 / 1.414, GridScale = 2.828;

    /// <summary>How many samples PacGAN's counts are made of.</summary>
    internal const int CountedSamples = 2500;

    /// <summary>
    /// One for each <see cref="PlaneData"/>, in its order: eight modes on the unit circle, and 25 on a square grid.
    /// </summary>
    internal static IReadOnlyList<PlaneMixture> All { get; } =
    [
        new(
            "ring", new Ring(),
            Places(Enumerable.Range(0, 8).Select(k => (Math.Cos(Math.Tau * k / 8), Math.Sin(Math.Tau * k / 8)))), 0.01,
            RingScale, new Ring { Radius = 1 / RingScale, Deviation = 0.01 / RingScale }),
        new("grid", new Grid(), Places(Enumerable.Range(0, 25).Select(k => (k / 5 * 2.0 - 4, k % 5 * 2.0 - 4))), 0.05,
            GridScale, new Grid { Spacing = 2 / GridScale, Deviation = 0.05 / GridScale }),
    ];

    /// <summary>The mixture of that name.</summary>
    internal static PlaneMixture Of(PlaneData data) => All[(int)data];

    /// <summary>How well samples cover the modes.</summary>
    internal ModeCoverage Measure(double[,] samples) => ModeCoverage.Measure(samples, Centres, Deviation);

    /// <summary>Real samples, <c>[N, 2]</c>.</summary>
    internal double[,] Real(int count, ulong seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = Source.Open();
        return Rows(data.Sampler(Seeds.Derive(seed, "reference"), Device.Cpu).Next(count).Real);
    }

    /// <summary>Samples of a generator, <c>[N, 2]</c>.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Where they start.</param>
    /// <param name="scale">By what they are multiplied, for a generator of scaled data.</param>
    internal static double[,] Generated(Generator generator, int count, ulong seed, double scale = 1)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Rows(generator.Sample(count, unchecked((long)Seeds.Derive(seed, "samples"))) * scale);
    }

    private static double[,] Rows(Tensor points)
    {
        double[] values = points.ToArray<double>();
        var rows = new double[values.Length / 2, 2];
        Buffer.BlockCopy(values, 0, rows, 0, values.Length * sizeof(double));
        return rows;
    }

    private static double[,] Places(IEnumerable<(double X, double Y)> centres)
    {
        (double X, double Y)[] list = [.. centres];
        var places = new double[list.Length, 2];
        for (int k = 0; k < list.Length; k++)
        {
            (places[k, 0], places[k, 1]) = list[k];
        }
        return places;
    }
}
