using Saddle.Shared;

namespace Saddle.Runtime.Tests;

public sealed class PhiloxTests
{
    private const int Many = 1_000_000, LatentSize = 100;

    [Fact]
    public void Moments_are_those_of_a_standard_normal_distribution()
    {
        float[] numbers = new float[Many];
        Philox.Normal(seed: 3, firstSample: 0, LatentSize, numbers);
        double mean = numbers.Average(number => (double)number);
        double variance = numbers.Average(number => Math.Pow(number - mean, 2));
        double third = numbers.Average(number => Math.Pow(number - mean, 3)) / Math.Pow(variance, 1.5);
        double fourth = numbers.Average(number => Math.Pow(number - mean, 4)) / (variance * variance);
        // Five standard errors: 1, 2, 6 and 24 are the variances of the estimates, times their number.
        Assert.Equal(0, mean, Error(1));
        Assert.Equal(1, variance, Error(2));
        Assert.Equal(0, third, Error(6));
        Assert.Equal(3, fourth, Error(24));
    }

    [Fact]
    public void Neighbours_samples_and_seeds_are_not_correlated()
    {
        float[] numbers = new float[Many], others = new float[Many];
        Philox.Normal(seed: 3, firstSample: 0, LatentSize, numbers);
        Philox.Normal(seed: 4, firstSample: 0, LatentSize, others);
        foreach (int lag in new[] { 1, 2, 3, 4, LatentSize })
        {
            Assert.Equal(0, numbers.Skip(lag).Zip(numbers, (x, y) => (double)x * y).Average(), Error(1));
        }
        Assert.Equal(0, numbers.Zip(others, (x, y) => (double)x * y).Average(), Error(1));
    }

    [Fact]
    public void Moments_are_those_of_a_uniform_distribution()
    {
        float[] numbers = new float[Many];
        Philox.Uniform(seed: 3, firstSample: 0, LatentSize, numbers);
        Assert.All([numbers.Min(), numbers.Max()], number => Assert.InRange(number, -1, 1));
        // The variance of x is 1/3, of x squared 1/5 - 1/9.
        Assert.Equal(0, numbers.Average(number => (double)number), Error(1.0 / 3));
        Assert.Equal(1.0 / 3, numbers.Average(number => (double)number * number), Error(4.0 / 45));
    }

    [Fact]
    public void Categories_are_equally_likely()
    {
        long[] categories = new long[Many];
        Philox.Categories(seed: 3, firstSample: 0, size: 5, values: 10, categories);
        foreach (IGrouping<long, long> category in categories.GroupBy(category => category))
        {
            Assert.InRange(category.Key, 0, 9);
            Assert.Equal(0.1, category.Count() / (double)Many, Error(0.09));
        }
        Assert.Equal(10, categories.Distinct().Count());
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(5), InlineData(100)]
    public void A_samples_numbers_depend_on_its_own_number_alone(int size)
    {
        float[] together = new float[20 * size];
        Philox.Normal(seed: 8, firstSample: 5, size, together);
        for (int k = 0; k < 20; k++)
        {
            float[] alone = new float[size];
            Philox.Normal(seed: 8, (ulong)(5 + k), size, alone);
            Assert.Equal(alone, together[(k * size)..((k + 1) * size)]);
        }
    }

    [Fact]
    public void A_longer_latent_begins_as_a_shorter_one()
    {
        float[] shorter = new float[5], longer = new float[9];
        Philox.Normal(seed: 1, firstSample: 0, 5, shorter);
        Philox.Normal(seed: 1, firstSample: 0, 9, longer);
        Assert.Equal(shorter, longer[..5]);
    }

    [Fact]
    public void Streams_and_halves_of_seeds_and_numbers_differ()
    {
        float[] Draw(ulong seed, ulong number, uint stream)
        {
            float[] row = new float[8];
            Philox.Normal(seed, number, 8, row, stream);
            return row;
        }
        float[][] all =
        [
            Draw(1, 1, 0), Draw(1, 1, 1), Draw(1, 1, 2), Draw(1UL << 32, 1, 0), Draw(1, 1UL << 32, 0), Draw(2, 1, 0),
            Draw(1, 2, 0),
        ];
        Assert.Equal(all.Length * 8, all.SelectMany(row => row).Distinct().Count());
    }

    [Fact]
    public void Room_is_for_whole_samples()
    {
        Assert.Throws<ArgumentException>(() => Philox.Normal(0, 0, 3, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Philox.Uniform(0, 0, 0, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Philox.Categories(0, 0, 1, 0, new long[4]));
    }

    private static double Error(double variance) => 5 * Math.Sqrt(variance / Many);
}
