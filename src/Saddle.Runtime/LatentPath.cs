namespace Saddle.Runtime;

/// <summary>
/// Latents on the way from one to another: along the great circle for normal ones, whose length hardly varies, so that all
/// between are as likely as the ends (arXiv:1609.04468); along the straight line for uniform ones.
/// </summary>
internal static class LatentPath
{
    // Nearly the same direction, or none: the circle is a line.
    private const double LeastSine = 1e-4;

    /// <summary>The latents of a way.</summary>
    /// <param name="from">Where it begins, <c>[L]</c>.</param>
    /// <param name="to">Where it ends, <c>[L]</c>.</param>
    /// <param name="steps">How many latents it has, its ends among them; at least 2.</param>
    /// <param name="distribution">What latents are drawn from.</param>
    /// <returns><c>[steps, L]</c>.</returns>
    internal static float[] Between(
        ReadOnlySpan<float> from, ReadOnlySpan<float> to, int steps, LatentDistribution distribution)
    {
        double angle = distribution == LatentDistribution.Normal ? Angle(from, to) : 0;
        float[] way = new float[checked(steps * from.Length)];
        for (int step = 0; step < steps; step++)
        {
            (double before, double after) = Weights((double)step / (steps - 1), angle);
            Span<float> latent = way.AsSpan(step * from.Length, from.Length);
            for (int k = 0; k < latent.Length; k++)
            {
                latent[k] = (float)((from[k] * before) + (to[k] * after));
            }
        }
        return way;
    }

    private static (double From, double To) Weights(double share, double angle)
    {
        double sine = Math.Sin(angle);
        return sine < LeastSine
            ? (1 - share, share)
            : (Math.Sin((1 - share) * angle) / sine, Math.Sin(share * angle) / sine);
    }

    private static double Angle(ReadOnlySpan<float> from, ReadOnlySpan<float> to)
    {
        double product = 0, fromSquares = 0, toSquares = 0;
        for (int k = 0; k < from.Length; k++)
        {
            product += (double)from[k] * to[k];
            fromSquares += (double)from[k] * from[k];
            toSquares += (double)to[k] * to[k];
        }
        double length = Math.Sqrt(fromSquares * toSquares);
        return length > 0 ? Math.Acos(Math.Clamp(product / length, -1, 1)) : 0;
    }
}
