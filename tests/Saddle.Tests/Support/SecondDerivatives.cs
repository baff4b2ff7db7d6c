using Saddle.Layers;
using Saddle.Networks;
using Saddle.Penalties;

namespace Saddle.Tests.Support;

/// <summary>Compares the gradient of a gradient penalty, which needs second derivatives, with differences.</summary>
internal static class SecondDerivatives
{
    private const int Batch = 3;
    private const int ElementsEach = 3;

    // So small that no unit crosses its kink; rounding leaves 1e-16 / 1e-7 of the loss.
    private const double Step = 1e-7;

    /// <summary>Checks some elements of every parameter; the discriminator gets other parameters, of float64.</summary>
    internal static void Check(Discriminator discriminator)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        discriminator.To(ScalarType.Float64);
        torch.manual_seed(1);
        Fill(discriminator);
        Tensor real = torch.randn([Batch, .. discriminator.Shape.Sizes], dtype: ScalarType.Float64);
        Tensor fake = torch.randn([Batch, .. discriminator.Shape.Sizes], dtype: ScalarType.Float64);
        Tensor unused = torch.zeros([Batch], ScalarType.Float64);
        var input = new PenaltyInput(samples => discriminator.Forward(samples), real, fake, unused, unused, unused);
        Loss(input).backward();
        double largest = 0;
        foreach ((string path, Parameter parameter) in discriminator.NamedParameters())
        {
            // A bias behind the last kink changes no slope: it has no gradient at all.
            double[] gradient = parameter.Value.grad is { } exact ? exact.ToArray<double>() : new double[parameter.Value.numel()];
            for (int k = 0; k < gradient.Length; k += Math.Max(1, gradient.Length / ElementsEach))
            {
                Close.Equal(
                    Difference(input, Element(parameter.Value, k)), gradient[k], 1e-5, 1e-5,
                    $"the penalty's gradient of {path}[{k}]");
                largest = Math.Max(largest, Math.Abs(gradient[k]));
            }
        }
        Assert.InRange(largest, 1e-3, 1e6);
    }

    // Away from usual starts, where gains of 0 and tiny weights make every slope all but 0.
    private static void Fill(Discriminator discriminator)
    {
        using GradMode mode = torch.no_grad();
        foreach ((_, Parameter parameter) in discriminator.NamedParameters())
        {
            parameter.Value.normal_(0, 0.4);
        }
    }

    private static Tensor Loss(PenaltyInput input)
    {
        torch.manual_seed(2);
        return new GradientPenalty { Weight = 10 }.Loss(input);
    }

    private static double Difference(PenaltyInput input, Tensor element)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        element.add_(Step);
        double above = Loss(input).item();
        element.add_(-2 * Step);
        double below = Loss(input).item();
        element.add_(Step);
        return (above - below) / (2 * Step);
    }

    // The element at a place of the row-major order, whatever the layout.
    private static Tensor Element(Tensor tensor, long place)
    {
        Tensor part = tensor.detach();
        long left = tensor.numel();
        foreach (long size in tensor.shape.ToArray())
        {
            left /= size;
            part = part.select(0, place / left);
            place %= left;
        }
        return part;
    }
}
