namespace Saddle.Data.Synthetic;

/// <summary>Which way the sprite of <see cref="Fork"/> goes.</summary>
public enum ForkTurn
{
    /// <summary>Left or right, equally often.</summary>
    Random,

    /// <summary>Always left.</summary>
    Left,

    /// <summary>Always right.</summary>
    Right,
}
