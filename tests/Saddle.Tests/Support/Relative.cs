using Xunit;

namespace Saddle.Tests.Support;

internal static class Relative
{
    /// <summary>Two-sided, against the size of what is expected; an expected infinity or 0 must be met exactly.</summary>
    internal static void Equal(double expected, double actual, double tolerance, string? what = null)
    {
        bool near = expected == actual
            || Math.Abs(actual - expected) <= tolerance * Math.Abs(expected) && double.IsFinite(expected);
        Assert.True(
            near, $"{what} expected {expected:R}, received {actual:R}, relative error {(actual - expected) / expected:G3}");
    }
}
