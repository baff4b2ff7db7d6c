namespace Saddle.Theory.Numerics;

/// <summary>Elementary functions that keep their relative accuracy where the usual ones cancel.</summary>
internal static class Elementary
{
    /// <summary>exp(x) - 1, accurate near 0 (Kahan's correction).</summary>
    internal static double ExpMinusOne(double x)
    {
        double power = Math.Exp(x);
        return power switch
        {
            1 => x,
            0 => -1,
            _ when Math.Abs(x) > 1 => power - 1,
            _ => (power - 1) * x / Math.Log(power),
        };
    }

    /// <summary>log(1 + x), accurate near 0 (Kahan's correction).</summary>
    internal static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : double.IsInfinity(sum) ? sum : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>exp(x) - 1 - x, which is never negative; accurate near 0, where it is x^2 / 2.</summary>
    internal static double ExpMinusTangent(double x)
    {
        if (Math.Abs(x) > 0.5)
        {
            return Math.Exp(x) - 1 - x;
        }
        double sum = 0;
        for (int n = 18; n >= 3; n--)
        {
            sum = (1 + sum) * x / n;
        }
        return x * x / 2 * (1 + sum);
    }

    /// <summary>log(1 + exp(x)) without overflow.</summary>
    internal static double SoftPlus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>1 / (1 + exp(-x)).</summary>
    internal static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>The logarithm of a sum of exponentials of two numbers.</summary>
    internal static double LogAdd(double a, double b)
    {
        double larger = Math.Max(a, b);
        return double.IsInfinity(larger) ? larger : larger + LogOnePlus(Math.Exp(-Math.Abs(a - b)));
    }
}
