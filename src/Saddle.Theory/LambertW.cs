namespace Saddle.Theory;

/// <summary>
/// Lambert's function W, the inverse of w exp(w), at exponentials: what the conjugate of Jeffrey's divergence needs.
/// </summary>
public static class LambertW
{
    /// <summary>W(exp(y)), the w with w + log w = y, to 1e-14 relative for every y whose result is a normal number.</summary>
    /// <param name="y">The argument's logarithm, any finite number: exp(y) itself may overflow.</param>
    /// <returns>A positive number; 0 where exp(y) underflows.</returns>
    /// <remarks>Fritsch, Shafer and Crowley's iteration of fourth order (Communications of the ACM 16, 1973).</remarks>
    public static double OfExponential(double y)
    {
        if (!double.IsFinite(y))
        {
            throw new ArgumentOutOfRangeException(nameof(y), y, "The logarithm of W's argument is a finite number.");
        }
        double power = Math.Exp(y);
        if (y < -37)
        {
            return power;
        }
        double w = y > 1 ? y - Math.Log(y) : power / (1 + power);
        for (int i = 0; i < 8; i++)
        {
            double residual = y - Math.Log(w) - w;
            double q = 2 * (1 + w) * (1 + w + 2 * residual / 3);
            double correction = residual / (1 + w) * (q - residual) / (q - 2 * residual);
            w *= 1 + correction;
            if (Math.Abs(correction) < 1e-16)
            {
                break;
            }
        }
        return w;
    }
}
