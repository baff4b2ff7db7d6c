namespace Saddle.Networks;

/// <summary>What becomes of the features of all pixels.</summary>
public enum Pooling
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Mean,
}
