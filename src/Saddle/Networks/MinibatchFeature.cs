namespace Saddle.Networks;

/// <summary>What a discriminator sees of the batch as a whole.</summary>
public enum MinibatchFeature
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>How far the samples' features deviate from each other (arXiv:1710.10196, section 3).</summary>
    Deviation,

    /// <summary>How near each sample is to the others, in learnt directions (arXiv:1606.03498, section 3.2).</summary>
    Discrimination,
}
