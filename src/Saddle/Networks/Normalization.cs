namespace Saddle.Networks;

/// <summary>What the layers of a network are normalised with.</summary>
public enum Normalization
{
    /// <summary>Over the batch and all pixels.</summary>
    Batch,

    /// <summary>Over the pixels of each sample by itself.</summary>
    Instance,

    /// <summary>Nothing.</summary>
    None,
}
