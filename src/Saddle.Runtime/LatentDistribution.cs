namespace Saddle.Runtime;

/// <summary>What latents are drawn from.</summary>
public enum LatentDistribution
{
    /// <summary>N(0, I).</summary>
    Normal,

    /// <summary>The cube from -1 to 1.</summary>
    Uniform,
}
