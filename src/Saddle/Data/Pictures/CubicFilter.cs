using System.Runtime.Intrinsics;

namespace Saddle.Data.Pictures;

/// <summary>
/// The weights that resize one side of a picture: Keys' cubic with a = -0.5 (IEEE Transactions on Acoustics, Speech and Signal
/// Processing 29, 1981), widened by the factor when the side shrinks, so that nothing aliases. The same as PIL's.
/// </summary>
internal sealed class CubicFilter
{
    private readonly int[] _starts;
    private readonly Vector128<float>[] _weights;
    private (int[] Pairs, float Unit)? _whole;

    /// <summary>Weights for <paramref name="to"/> pixels from <paramref name="from"/>, both at least 1.</summary>
    internal CubicFilter(int from, int to)
    {
        double scale = (double)from / to, widening = Math.Max(scale, 1), reach = 2 * widening;
        // Even, so that two pixels can be weighted at a time; what is too many weighs nothing.
        Taps = ((int)Math.Ceiling(reach) * 2) + 2;
        (_starts, _weights) = (new int[to], new Vector128<float>[to * Taps]);
        var shares = new double[Taps];
        for (int k = 0; k < to; k++)
        {
            double centre = (k + 0.5) * scale;
            int start = Math.Max(0, (int)(centre - reach + 0.5)), end = Math.Min(from, (int)(centre + reach + 0.5));
            double sum = 0;
            for (int j = start; j < end; j++)
            {
                shares[j - start] = Cubic((j + 0.5 - centre) / widening);
                sum += shares[j - start];
            }
            for (int j = start; j < end; j++)
            {
                _weights[(k * Taps) + j - start] = Vector128.Create((float)(shares[j - start] / sum));
            }
            _starts[k] = start;
        }
    }

    /// <summary>
    /// How many pixels each new one is made of; even. The last of them may lie beyond the picture, with weight 0.
    /// </summary>
    internal int Taps { get; }

    /// <summary>The first pixel that new pixel <paramref name="k"/> is made of.</summary>
    internal int Start(int k) => _starts[k];

    /// <summary>The weights of new pixel <paramref name="k"/>, each four times over.</summary>
    internal ReadOnlySpan<Vector128<float>> Weights(int k) => _weights.AsSpan(k * Taps, Taps);

    /// <summary>
    /// The weights as 16-bit numbers, two in each, the first in the lower half: <c>Taps / 2</c> for each new pixel. And what 1
    /// stands for.
    /// </summary>
    internal (int[] Pairs, float Unit) WholeWeights => _whole ??= Whole(_weights);

    // As fine as 16 bits allow, while the sum of bytes so weighted stays within 32: the errors of a pixel add up to less than a
    // tenth.
    private static (int[] Pairs, float Unit) Whole(Vector128<float>[] weights)
    {
        const float most = int.MaxValue / (2 * 255f);
        float largest = 0;
        foreach (Vector128<float> weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(weight[0]));
        }
        float perUnit = Math.Min(short.MaxValue / largest, most);
        var pairs = new int[weights.Length / 2];
        for (int k = 0; k < pairs.Length; k++)
        {
            pairs[k] = (ushort)(short)MathF.Round(weights[2 * k][0] * perUnit)
                | ((int)MathF.Round(weights[(2 * k) + 1][0] * perUnit) << 16);
        }
        return (pairs, 1 / perUnit);
    }

    private static double Cubic(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        return x < 1 ? ((((a + 2) * x) - (a + 3)) * x * x) + 1
            : x < 2 ? (((((x - 5) * x) + 8) * x) - 4) * a
            : 0;
    }
}
