namespace Saddle.Graphs;

/// <summary>Of what the elements of an input or output are.</summary>
public enum GraphType
{
    /// <summary>Numbers of 32 bits.</summary>
    Numbers,

    /// <summary>Whole numbers of 64 bits.</summary>
    Integers,

    /// <summary>Bytes.</summary>
    Bytes,
}
