namespace Saddle.Graphs;

/// <summary>Of what the elements of an input or output are.</summary>
public enum GraphType
{
    /// <summary>Numbers of 32 bits.</summary>
    Float32,

    /// <summary>Whole numbers of 64 bits.</summary>
    Int64,

    /// <summary>Bytes.</summary>
    Byte,
}
