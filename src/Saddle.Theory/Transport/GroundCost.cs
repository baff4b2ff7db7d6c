namespace Saddle.Theory.Transport;

/// <summary>What it costs to move a unit of mass between two points.</summary>
public enum GroundCost
{
    /// <summary>The Euclidean distance: the least cost is W1.</summary>
    Distance,

    /// <summary>The squared Euclidean distance: the root of the least cost is W2.</summary>
    SquaredDistance,
}
