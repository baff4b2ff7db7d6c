namespace Saddle.Tests.Support;

/// <summary>Compares with a two-sided tolerance: |actual - expected| at most absolute + relative |expected|.</summary>
internal static class Close
{
    /// <summary>Compares shapes and every element; a NaN on either side fails.</summary>
    internal static void Equal(Tensor expected, Tensor actual, double relative, double absolute, string what = "the tensor")
    {
        Assert.Equal(expected.shape.ToArray(), actual.shape.ToArray());
        Equal(expected.ToArray<double>(), actual.ToArray<double>(), relative, absolute, what);
    }

    internal static void Equal(
        ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative, double absolute, string what = "the values")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            double allowed = absolute + relative * Math.Abs(expected[k]);
            Assert.True(
                Math.Abs(actual[k] - expected[k]) <= allowed,
                $"{what}: element {k} should be {expected[k]:R} within {allowed:G2}, but is {actual[k]:R}.");
        }
    }

    internal static void Equal(double expected, double actual, double relative, double absolute, string what = "the value")
        => Equal([expected], [actual], relative, absolute, what);

    /// <summary>
    /// Compares a float32 result with a reference of float64: rounding errors of sums are proportional to the largest terms, so
    /// the tolerance is 1e-5 of the largest element (about 170 units in the last place of float32), or of 1 where all are small.
    /// </summary>
    internal static void EqualInSinglePrecision(Tensor expected, Tensor actual, string what)
    {
        double largest = expected.numel() == 0 ? 0 : expected.ToArray<double>().Max(Math.Abs);
        Equal(expected, actual, relative: 0, absolute: 1e-5 * Math.Max(1, largest), what);
    }

    /// <summary>Asserts that two tensors hold the same bits.</summary>
    internal static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape.ToArray(), actual.shape.ToArray());
        Assert.Equal(expected.ToArray<double>(), actual.ToArray<double>());
    }
}
