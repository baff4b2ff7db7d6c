using Saddle.Layers;

namespace Saddle.Tests.Densities;

/// <summary>Networks that are not what they are initialised to.</summary>
internal static class RandomizedWeights
{
    /// <summary>Draws every parameter from N(0, deviation).</summary>
    internal static void Apply(Module module, double deviation, ulong seed = 1)
    {
        using GradMode mode = torch.no_grad();
        using var random = new RandomGenerator(seed);
        foreach ((_, Parameter parameter) in module.NamedParameters())
        {
            parameter.Value.normal_(0, deviation, random);
        }
    }
}
