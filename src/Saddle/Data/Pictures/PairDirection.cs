namespace Saddle.Data.Pictures;

/// <summary>Which of the two pictures of a sample is the input; the other is the answer to it.</summary>
public enum PairDirection
{
    /// <summary>The first.</summary>
    AToB,

    /// <summary>The second.</summary>
    BToA,
}
