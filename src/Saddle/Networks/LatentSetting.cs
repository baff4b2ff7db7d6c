using Saddle.Components;

namespace Saddle.Networks;

/// <summary>The setting of networks whose papers draw latents from a cube.</summary>
internal static class LatentSetting
{
    private const string Uniform = "uniform";

    internal static Setting Setting { get; } = Setting.Text(
        "latent_distribution", Uniform, "what latents are drawn from: uniform, U(-1, 1) as in the paper, or normal, N(0, 1)", Uniform, "normal");

    /// <summary>The distribution of that name.</summary>
    internal static LatentDistribution Read(string name) => name == Uniform ? LatentDistribution.Uniform : LatentDistribution.Normal;
}
