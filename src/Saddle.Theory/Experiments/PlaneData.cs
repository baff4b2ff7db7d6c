namespace Saddle.Theory.Experiments;

/// <summary>Equally likely round Gaussians in the plane, as PacGAN's tests of mode collapse have them.</summary>
public enum PlaneData
{
    /// <summary>Eight on the unit circle.</summary>
    Ring,

    /// <summary>25 on a square grid.</summary>
    Grid,
}
