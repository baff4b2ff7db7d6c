using Saddle.Data;
using Saddle.Densities;

namespace Saddle.Tests.Densities;

public sealed class DequantizationTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Noise_leaves_every_pixel_within_its_bytes_step()
    {
        torch.manual_seed(1);
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        Tensor images = ImageSet.ToUnitRange(torch.tensor(bytes, 1, 1, 16, 16));
        Tensor first = Dequantization.Apply(images), second = Dequantization.Apply(images);
        // Within a step, 0 to 1 above the byte; 1e-4 of a step is single precision's rounding.
        double[] above = (first * 127.5 + 128).flatten().ToArray<double>().Select((value, k) => value - k).ToArray();
        Assert.All(above, value => Assert.InRange(value, -1e-4, 1 + 1e-4));
        Assert.InRange(above.Max() - above.Min(), 0.9, 1.001);
        Assert.NotEqual(first.ToArray<float>(), second.ToArray<float>());
    }

    [Fact]
    public void A_model_that_takes_every_byte_for_equally_likely_needs_eight_bits_a_dimension()
    {
        const long Elements = 784;
        // The density of 256 steps of 1 / 127.5 in each dimension.
        double nats = Elements * Math.Log(256 / 127.5) + Dequantization.NatsOfSteps(Elements);
        Assert.Equal(8, nats * Dequantization.BitsPerDimension(Elements), 1e-12);
    }

    [Fact]
    public void Pixels_go_to_the_whole_line_and_back()
    {
        using var logit = new PixelLogit();
        Tensor pixels = torch.tensor([-128 / 127.5, -1, -0.5, 0, 0.25, 1, 128 / 127.5], 1, 1, 1, 7);
        (Tensor output, _) = logit.Forward(pixels);
        double[] values = output.ToArray<double>();
        // logit(0.05 + 0.9 v) at v = 0, 1/2 and 1.
        Assert.Equal(-Math.Log(19), values[0], 1e-12);
        Assert.Equal(0, values[3], 1e-12);
        Assert.Equal(Math.Log(19), values[6], 1e-12);
        Saddle.Tests.Support.Close.Equal(pixels, logit.Inverse(output), 0, 1e-12);
    }
}
