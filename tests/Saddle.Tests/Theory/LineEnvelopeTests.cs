using Saddle.Theory;
using Xunit;

namespace Saddle.Tests.Theory;

public class LineEnvelopeTests
{
    [Fact]
    public void The_envelope_is_the_largest_line_and_names_it() => Samples.ForAll(random =>
    {
        double[] slopes = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => (double)random.Next(-5, 6))];
        double[] values = [.. slopes.Select(_ => 10 * random.NextDouble() - 5)];
        var envelope = new LineEnvelope(slopes, values);
        for (double t = -20; t <= 20; t += 0.37)
        {
            double largest = slopes.Zip(values, (u, f) => u * t - f).Max();
            EnvelopePoint point = envelope.At(t);
            Assert.Equal(largest, point.Value, 1e-11);
            Assert.Equal(slopes[point.Line] * t - values[point.Line], point.Value, 1e-13);
        }
        Assert.Equal(envelope.ActiveLines.Count - 1, envelope.Crossings.Count);
        Assert.Equal(envelope.Crossings.Order(), envelope.Crossings);
    });

    [Fact]
    public void The_lines_of_a_square_are_tangents_and_take_turns()
    {
        // f(u) = u^2 / 2 at whole u: line u is active from u - 1/2 to u + 1/2.
        LineEnvelope envelope = LineEnvelope.Of(u => u * u / 2, 2, 0, 1, -1);
        Assert.Equal([3, 1, 2, 0], envelope.ActiveLines);
        Assert.Equal([-0.5, 0.5, 1.5], envelope.Crossings);
        Assert.Equal(new EnvelopePoint(1.4 - 0.5, 2), envelope.At(1.4));
        Assert.Equal(new EnvelopePoint(2 * 9 - 2, 0), envelope.At(9));
    }

    [Fact]
    public void Lines_under_the_others_and_infinite_values_are_never_active()
    {
        var envelope = new LineEnvelope([0, 1, 2, 3, 1], [0, 5, 1, double.PositiveInfinity, 7]);
        Assert.Equal([0, 2], envelope.ActiveLines);
    }

    [Fact]
    public void Bad_lists_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LineEnvelope([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new LineEnvelope([1], [double.PositiveInfinity]));
    }
}
