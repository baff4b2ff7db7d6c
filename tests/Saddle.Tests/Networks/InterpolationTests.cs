using Saddle.Networks;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Networks;

public sealed class InterpolationTests
{
    [Fact]
    public void Normal_latents_keep_to_the_sphere_and_move_evenly()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor way = Interpolation.Latents(
            torch.tensor([2f, 0, 0], 1, 3), torch.tensor([0f, 0, 2], 1, 3), 4, LatentDistribution.Normal);
        Assert.Equal([1, 4, 3], way.shape.ToArray());
        float[] expected =
            [.. Enumerable.Range(0, 4).SelectMany(step => new[] { 2 * Cos(step * 30), 0f, 2 * Cos(90 - (step * 30)) })];
        Near(expected, way.ToArray<float>(), 1e-6);
    }

    [Fact]
    public void Uniform_latents_and_equal_ones_go_straight()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor from = torch.tensor([1f, 0], 1, 2), to = torch.tensor([0f, 1], 1, 2);
        Near([1f, 0, 0.5f, 0.5f, 0, 1], Interpolation.Latents(from, to, 3, LatentDistribution.Uniform).ToArray<float>(), 1e-6);
        Near([1f, 0, 1, 0, 1, 0], Interpolation.Latents(from, from, 3, LatentDistribution.Normal).ToArray<float>(), 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => Interpolation.Latents(from, to, 1, LatentDistribution.Normal));
    }

    [Fact]
    public void Classes_are_mixed_in_shares_that_add_up_to_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Equal([0f, 1, 0, 0.5f, 0.5f, 0, 1, 0, 0], Interpolation.Classes(1, 0, 3, 3).Labels.ToArray<float>());
    }

    private static float Cos(double degrees) => (float)Math.Cos(degrees * Math.PI / 180);

    private static void Near(float[] expected, float[] actual, double absolute)
        => Close.Equal([.. expected.Select(value => (double)value)], [.. actual.Select(value => (double)value)], 0, absolute);
}
