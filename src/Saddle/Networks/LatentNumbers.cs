namespace Saddle.Networks;

/// <summary>How the latents of samples are drawn from a seed.</summary>
public enum LatentNumbers
{
    /// <summary>
    /// Philox 4x32-10: sample n of a seed depends on the seed and n alone, and every program that reads an exported generator has
    /// the same (docs/random.md).
    /// </summary>
    Philox,

    /// <summary>libtorch's generator, as runs before it have.</summary>
    Mt19937,
}
