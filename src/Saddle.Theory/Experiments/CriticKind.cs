using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Penalties;

namespace Saddle.Theory.Experiments;

/// <summary>A way to keep a critic's slope in bounds, as theory wasserstein compares them.</summary>
/// <param name="Name">What tables and pictures show.</param>
/// <param name="Activation">What stands between its layers.</param>
/// <param name="Penalty">What is added to its loss, or null.</param>
/// <param name="Constraint">What is done to its weights, or null.</param>
internal sealed record CriticKind(string Name, HiddenActivation Activation, Penalty? Penalty, Constraint? Constraint)
{
    /// <summary>Every way, with the settings at hand.</summary>
    /// <param name="clip">The box of weight clipping.</param>
    /// <param name="lambda">The weight of the gradient penalties.</param>
    internal static IReadOnlyList<CriticKind> All(double clip, double lambda) =>
    [
        new("clipping", HiddenActivation.LeakyRelu, null, new WeightClipping { Bound = clip }),
        new("gradient penalty", HiddenActivation.LeakyRelu, new GradientPenalty { Weight = lambda }, null),
        new("one-sided penalty", HiddenActivation.LeakyRelu, new GradientPenalty { Weight = lambda, OneSided = true }, null),
        new("spectral norm", HiddenActivation.LeakyRelu, null, new SpectralNormalization { Enabled = true }),
        new("group-sort", HiddenActivation.GroupSort, null, new OrthonormalWeights { Enabled = true }),
    ];
}
