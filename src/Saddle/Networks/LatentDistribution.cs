namespace Saddle.Networks;

/// <summary>What a generator's latents are drawn from.</summary>
public enum LatentDistribution
{
    /// <summary>Each dimension from N(0, 1).</summary>
    Normal,

    /// <summary>Each dimension from U(-1, 1).</summary>
    Uniform,
}
