using System.Runtime.Intrinsics;

namespace Saddle.Data;

/// <summary>
/// The weights that resize one side of a picture: Keys' cubic with a = -0.5 (IEEE Transactions on Acoustics, Speech and Signal
/// Processing 29, 1981), widened by the factor when the side shrinks, so that nothing aliases. The same as PIL's.
/// </summary>
internal sealed class CubicFilter
{
    private readonly int[] _starts;
    private readonly Vector128<float>[] _weights;
    private readonly Vector256<short>[] _wholeWeights;

    /// <summary>Weights for <paramref name="to"/> pixels from <paramref name="from"/>, both at least 1.</summary>
    internal CubicFilter(int from, int to)
    {
        double scale = (double)from / to, widening = Math.Max(scale, 1), reach = 2 * widening;
        // A multiple of four, so that as many pixels can be weighted at a time; what is too many weighs nothing.
        Taps = (((int)Math.Ceiling(reach) * 2) + 4) & ~3;
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
        (_wholeWeights, Unit) = Whole(_weights);
    }

    /// <summary>How many pixels each new one is made of; a multiple of four. The last of them may lie beyond the picture, with weight 0.</summary>
    internal int Taps { get; }

    /// <summary>The first pixel that new pixel <paramref name="k"/> is made of.</summary>
    internal int Start(int k) => _starts[k];

    /// <summary>The weights of new pixel <paramref name="k"/>, each four times over.</summary>
    internal ReadOnlySpan<Vector128<float>> Weights(int k) => _weights.AsSpan(k * Taps, Taps);

    /// <summary>What 1 stands for among the whole weights.</summary>
    internal float Unit { get; }

    /// <summary>
    /// The weights of new pixel <paramref name="k"/> as whole numbers, for four pixels a vector: two four times over, the next two likewise.
    /// </summary>
    internal ReadOnlySpan<Vector256<short>> WholeWeights(int k) => _wholeWeights.AsSpan(k * Taps / 4, Taps / 4);

    // As fine as 16 bits allow: the errors of one new pixel add up to less than a tenth of a step between bytes.
    private static (Vector256<short>[] Weights, float Unit) Whole(Vector128<float>[] weights)
    {
        float largest = 0;
        foreach (Vector128<float> weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(weight[0]));
        }
        float perUnit = short.MaxValue / largest;
        var whole = new Vector256<short>[weights.Length / 4];
        for (int k = 0; k < whole.Length; k++)
        {
            whole[k] = Vector256.Create(Pair(4 * k), Pair((4 * k) + 2)).AsInt16();
        }
        return (whole, 1 / perUnit);

        Vector128<int> Pair(int at) => Vector128.Create(
            (ushort)(short)MathF.Round(weights[at][0] * perUnit) | ((int)MathF.Round(weights[at + 1][0] * perUnit) << 16));
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
