using Saddle.Components;

namespace Saddle.Data.Synthetic;

/// <summary>
/// One walk of <see cref="Fork"/>: a road that forks, and the sprite's step. Lengths are shares of the picture's side, y grows
/// downwards, and the sprite stands at the fork in the last frame before it turns.
/// </summary>
/// <param name="X">Where the road forks.</param>
/// <param name="Y">Where the road forks.</param>
/// <param name="Step">How far the sprite goes from one frame to the next.</param>
/// <param name="Angle">By how much either branch leaves the way straight on, in radians.</param>
internal readonly record struct ForkScene(double X, double Y, double Step, double Angle)
{
    private const double RoadWidth = 0.2, SpriteRadius = 0.085;
    private const byte Ground = 20, Road = 90, Sprite = 255;

    /// <summary>Makes up a walk that stays within the picture.</summary>
    /// <param name="seed">Fixes all that is drawn at random.</param>
    /// <param name="frames">How many frames show the way to the fork.</param>
    internal static ForkScene Draw(ulong seed, int frames)
    {
        double y = Between(seed, "y", 0.32, 0.40);
        // So long that the two futures lie apart, and so short that the first frame shows the sprite.
        double longest = Math.Min(0.22, (0.9 - y) / Math.Max(1, frames - 1));
        return new ForkScene(
            Between(seed, "x", 0.36, 0.64), y, Between(seed, "step", 0.85 * longest, longest),
            Between(seed, "angle", 0.75, 1.05));
    }

    /// <summary>Draws the road.</summary>
    /// <param name="plane">Room for <c>[size, size]</c>.</param>
    /// <param name="size">The side in pixels.</param>
    internal void PaintRoad(Span<byte> plane, int size)
    {
        for (int at = 0; at < plane.Length; at++)
        {
            double x = ((at % size) + 0.5) / size, y = ((at / size) + 0.5) / size;
            double distance = Math.Min(Math.Min(DistanceTo(x, y, 0, 1), DistanceTo(x, y, -Math.Sin(Angle), -Math.Cos(Angle))),
                DistanceTo(x, y, Math.Sin(Angle), -Math.Cos(Angle)));
            plane[at] = Blend(Ground, Road, (((RoadWidth / 2) - distance) * size) + 0.5);
        }
    }

    /// <summary>Draws the sprite on its way to the fork.</summary>
    /// <param name="plane">The road, <c>[size, size]</c>.</param>
    /// <param name="size">The side in pixels.</param>
    /// <param name="ahead">How many frames are still to come until it stands at the fork.</param>
    internal void PaintWalk(Span<byte> plane, int size, int ahead) => PaintSprite(plane, size, X, Y + (ahead * Step));

    /// <summary>Draws the sprite a step after the fork.</summary>
    /// <param name="plane">The road, <c>[size, size]</c>.</param>
    /// <param name="size">The side in pixels.</param>
    /// <param name="right">Which way it turned.</param>
    internal void PaintTurn(Span<byte> plane, int size, bool right)
        => PaintSprite(plane, size, X + (Step * Math.Sin(right ? Angle : -Angle)), Y - (Step * Math.Cos(Angle)));

    private static void PaintSprite(Span<byte> plane, int size, double centreX, double centreY)
    {
        for (int at = 0; at < plane.Length; at++)
        {
            double x = (((at % size) + 0.5) / size) - centreX, y = (((at / size) + 0.5) / size) - centreY;
            plane[at] = Blend(plane[at], Sprite, ((SpriteRadius - Math.Sqrt((x * x) + (y * y))) * size) + 0.5);
        }
    }

    // How far a point lies from the part of the road that leaves the fork in a direction and goes on for ever.
    private double DistanceTo(double x, double y, double alongX, double alongY)
    {
        double fromX = x - X, fromY = y - Y;
        double along = Math.Max(0, (fromX * alongX) + (fromY * alongY));
        return Math.Sqrt(Math.Pow(fromX - (along * alongX), 2) + Math.Pow(fromY - (along * alongY), 2));
    }

    private static byte Blend(byte below, byte above, double cover)
        => (byte)Math.Round(below + ((above - below) * Math.Clamp(cover, 0, 1)));

    private static double Between(ulong seed, string purpose, double low, double high)
        => low + ((high - low) * (Seeds.Derive(seed, purpose) >> 11) * Math.ScaleB(1, -53));
}
