namespace Saddle.Data.Synthetic;

/// <summary>Which combinations of colour and kind <see cref="Shapes"/> shows.</summary>
public enum ShapesSplit
{
    /// <summary>Four fifths, each colour and each kind among them.</summary>
    Train,

    /// <summary>The fifth that <see cref="Train"/> never shows.</summary>
    Unseen,

    /// <summary>All.</summary>
    All,
}
