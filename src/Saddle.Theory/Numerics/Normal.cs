namespace Saddle.Theory.Numerics;

/// <summary>The standard normal distribution, with a relative accuracy of about 1e-13 in both tails.</summary>
internal static class Normal
{
    internal static readonly double LogRootTau = Math.Log(Math.Tau) / 2;
    private static readonly double RootHalf = Math.Sqrt(0.5);
    private static readonly double RootPi = Math.Sqrt(Math.PI);

    /// <summary>log of the density at z.</summary>
    internal static double LogDensity(double z) => -z * z / 2 - LogRootTau;

    /// <summary>The probability of at most z; the probability of more is that of at most -z.</summary>
    internal static double Cumulative(double z) => ComplementaryError(-z * RootHalf) / 2;

    /// <summary>The z below which a share lies; both tails are given so that neither loses digits.</summary>
    /// <param name="lower">The probability below, 0 to 1.</param>
    /// <param name="upper">The probability above, 1 - lower.</param>
    internal static double Quantile(double lower, double upper)
    {
        if (lower > upper)
        {
            return -Quantile(upper, lower);
        }
        if (lower <= 0)
        {
            return double.NegativeInfinity;
        }
        // Abramowitz and Stegun 26.2.23, within 4.5e-4, then Halley's iteration.
        double root = Math.Sqrt(-2 * Math.Log(lower));
        double z = (2.515517 + root * (0.802853 + root * 0.010328))
            / (1 + root * (1.432788 + root * (0.189269 + root * 0.001308))) - root;
        for (int i = 0; i < 3; i++)
        {
            double excess = (Cumulative(z) - lower) / Math.Exp(LogDensity(z));
            z -= excess / (1 + z * excess / 2);
        }
        return z;
    }

    /// <summary>erfc(x) = 2 / sqrt(pi) times the integral of exp(-t^2) from x on.</summary>
    internal static double ComplementaryError(double x) => x switch
    {
        < 0 => 2 - ComplementaryError(-x),
        < 2 => 1 - ErrorSeries(x),
        > 27.3 => 0,
        _ => ComplementaryFraction(x),
    };

    // A series of positive terms: erf(x) = 2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!
    private static double ErrorSeries(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / RootPi * Math.Exp(-x * x) * sum;
    }

    // Laplace's continued fraction x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...))), from the back.
    private static double ComplementaryFraction(double x)
    {
        double fraction = x;
        for (int n = (int)(20 + 300 / (x * x)); n > 0; n--)
        {
            fraction = x + n / 2.0 / fraction;
        }
        return Math.Exp(-x * x) / (RootPi * fraction);
    }
}
