using Saddle.Components;

namespace Saddle.Data.Known;

/// <summary>A published set of data with a training and a test part, downloaded once (<see cref="KnownSet"/>).</summary>
public abstract partial record KnownSource : DataSource
{
    /// <summary>Which part.</summary>
    [Setting] public DataSplit Split { get; init; }
}
