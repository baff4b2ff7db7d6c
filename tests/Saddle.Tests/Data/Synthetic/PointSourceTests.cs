using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Data.Synthetic;

public sealed class PointSourceTests
{
    private const int Count = 4000;

    public static TheoryData<string> Names => ["ring", "grid", "swiss-roll", "moons", "spiral"];

    [Theory, MemberData(nameof(Names))]
    public void The_same_seed_and_position_give_the_same_points(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = DataSource.FromSpec(name).Open();
        Assert.Equal((1, 2), (data.Shape.Sizes.Length, data.Shape.Elements));
        Assert.Null(data.Count);
        Sampler sampler = data.Sampler(3, Device.Cpu);
        float[] first = sampler.Next(16).Real.ToArray<float>(), second = sampler.Next(16).Real.ToArray<float>();
        Assert.NotEqual(first, second);
        sampler.Position = 16;
        torch.manual_seed(99);
        Assert.Equal(second, sampler.Next(16).Real.ToArray<float>());
        Assert.NotEqual(first, data.Sampler(4, Device.Cpu).Next(16).Real.ToArray<float>());
    }

    [Fact]
    public void The_rings_modes_lie_at_equal_angles_with_the_stated_deviation()
    {
        const double deviation = 0.1;
        (double X, double Y)[][] modes = ByLabel(new Ring { Modes = 5, Radius = 3, Deviation = deviation }, 5);
        for (int k = 0; k < 5; k++)
        {
            AssertGaussian(modes[k], 3 * Math.Cos(Math.Tau * k / 5), 3 * Math.Sin(Math.Tau * k / 5), deviation);
        }
    }

    [Fact]
    public void The_grids_modes_lie_on_a_square_about_the_origin()
    {
        const double deviation = 0.05;
        (double X, double Y)[][] modes = ByLabel(new Grid { Side = 3, Spacing = 2, Deviation = deviation }, 9);
        for (int k = 0; k < 9; k++)
        {
            AssertGaussian(modes[k], 2 * (k / 3 - 1), 2 * (k % 3 - 1), deviation);
        }
    }

    [Fact]
    public void Without_noise_the_swiss_roll_is_its_line()
    {
        (double X, double Y)[] points = Points(new SwissRoll { Noise = 0 }).Points;
        foreach ((double x, double y) in points)
        {
            // The radius is the angle over 7.5.
            double angle = 7.5 * Math.Sqrt((x * x) + (y * y));
            Assert.InRange(angle, (1.5 * Math.PI) - 1e-4, (4.5 * Math.PI) + 1e-4);
            Assert.Equal(x * 7.5, angle * Math.Cos(angle), 1e-3);
            Assert.Equal(y * 7.5, angle * Math.Sin(angle), 1e-3);
        }
        Assert.InRange(points.Max(p => Math.Abs(p.X) + Math.Abs(p.Y)), 1.5, 3);
    }

    [Fact]
    public void Without_noise_the_moons_are_half_circles()
    {
        ((double X, double Y)[] points, long[] labels) = Points(new Moons { Noise = 0 });
        foreach (((double x, double y), long label) in points.Zip(labels))
        {
            double sign = label == 0 ? 1 : -1;
            double fromCentre = (sign * x) + 0.5, above = (sign * y) + 0.25;
            Assert.Equal(1, (fromCentre * fromCentre) + (above * above), 1e-5);
            Assert.InRange(above, -1e-6, 1);
        }
    }

    [Fact]
    public void Without_noise_the_spirals_arms_wind_as_often_as_asked_within_the_unit_circle()
    {
        ((double X, double Y)[] points, long[] labels) = Points(new Spiral { Arms = 3, Turns = 2, Noise = 0 });
        foreach (((double x, double y), long label) in points.Zip(labels))
        {
            double radius = Math.Sqrt((x * x) + (y * y)), angle = Math.Tau * ((2 * radius) + (label / 3.0));
            Assert.InRange(radius, 0, 1);
            Assert.Equal(x, radius * Math.Cos(angle), 1e-4);
            Assert.Equal(y, radius * Math.Sin(angle), 1e-4);
        }
        // Evenly over the disc: half of the points lie within the root of a half. Five standard errors of a share.
        Assert.InRange(points.Count(p => (p.X * p.X) + (p.Y * p.Y) < 0.5) / (double)Count, 0.5 - 0.04, 0.5 + 0.04);
    }

    [Theory, InlineData("moons"), InlineData("spiral"), InlineData("swiss-roll")]
    public void Noise_has_the_stated_deviation(string name)
    {
        (double X, double Y)[] clean = Points(DataSource.All.Create(name, ("noise", 0.0))).Points;
        (double X, double Y)[] noisy = Points(DataSource.All.Create(name, ("noise", 0.2))).Points;
        // The same seed draws the same places on the line.
        double square = clean.Zip(noisy, (a, b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y))).Average() / 2;
        Assert.InRange(Math.Sqrt(square), 0.2 * 0.95, 0.2 * 1.05);
    }

    [Fact]
    public void Modes_are_equally_likely_and_named()
    {
        using DataSet data = new Ring { Modes = 4 }.Open();
        Assert.Equal(["mode 0", "mode 1", "mode 2", "mode 3"], data.Classes);
        // Five standard errors of a share of a quarter.
        Assert.All(
            ByLabel(new Ring { Modes = 4 }, 4), mode => Assert.InRange(mode.Length / (double)Count, 0.25 - 0.035, 0.25 + 0.035));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Equal(
            [
                "ring: modes must be a whole number from 1 to 10000, but is 0.",
                "ring: deviation must be a number from 0 to 1000000, but is -1.",
            ],
            Assert.Throws<InputException>(new Ring { Modes = 0, Deviation = -1 }.ThrowIfInvalid).Problems);
    }

    private static void AssertGaussian((double X, double Y)[] points, double x, double y, double deviation)
    {
        // Five standard errors of the mean and of the deviation.
        double error = 5 * deviation / Math.Sqrt(points.Length);
        Assert.InRange(points.Average(p => p.X), x - error, x + error);
        Assert.InRange(points.Average(p => p.Y), y - error, y + error);
        double found = Math.Sqrt(points.Average(p => (p.X - x) * (p.X - x) + (p.Y - y) * (p.Y - y)) / 2);
        Assert.InRange(found, deviation - error, deviation + error);
    }

    private static (double X, double Y)[][] ByLabel(DataSource source, int classes)
    {
        ((double X, double Y)[] points, long[] labels) = Points(source);
        return [.. Enumerable.Range(0, classes).Select(k => points.Where((_, at) => labels[at] == k).ToArray())];
    }

    private static ((double X, double Y)[] Points, long[] Labels) Points(DataSource source)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = source.Open();
        Batch batch = data.Sampler(1, Device.Cpu).Next(Count);
        Assert.Equal([Count, 2], batch.Real.shape.ToArray());
        double[] flat = batch.Real.ToArray<double>();
        return ([.. flat.Chunk(2).Select(p => (p[0], p[1]))], batch.Labels?.ToArray<long>() ?? []);
    }
}
