namespace Saddle.Data;

/// <summary>A half of a set of data.</summary>
public enum DataSplit
{
    /// <summary>What models learn from.</summary>
    Train,

    /// <summary>What they never see.</summary>
    Test,
}
