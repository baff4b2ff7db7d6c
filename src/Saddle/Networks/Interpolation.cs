using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>Ways from one latent, or condition, to another.</summary>
public static class Interpolation
{
    /// <summary>
    /// Latents on the way from some to others: along the great circle for normal ones, whose length hardly varies, so that all
    /// between are as likely as the ends (arXiv:1609.04468); along the straight line for uniform ones.
    /// </summary>
    /// <param name="from">Where the ways begin, <c>[N, Z]</c>.</param>
    /// <param name="to">Where they end, <c>[N, Z]</c>.</param>
    /// <param name="steps">How many latents each way has, its ends among them; at least 2.</param>
    /// <param name="distribution">What latents are drawn from.</param>
    /// <returns><c>[N, steps, Z]</c>.</returns>
    public static Tensor Latents(Tensor from, Tensor to, int steps, LatentDistribution distribution)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        using DisposeScope scope = torch.NewDisposeScope();
        double[] angles = distribution == LatentDistribution.Normal ? Angles(from, to) : new double[from.size(0)];
        IEnumerable<Tensor> ways = angles.Select((angle, k) => torch.stack(
            [
                .. Enumerable.Range(0, steps)
                    .Select(step => Between(from.select(0, k), to.select(0, k), angle, (double)step / (steps - 1))),
            ]));
        return scope.MoveToOuter(torch.stack([.. ways]));
    }

    /// <summary>Mixtures of classes on the way from one to another.</summary>
    /// <param name="from">The class where the way begins.</param>
    /// <param name="to">The class where it ends.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="steps">How many mixtures the way has, its ends among them; at least 2.</param>
    public static ClassCondition Classes(long from, long to, int classes, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        var shares = new float[steps * classes];
        for (int step = 0; step < steps; step++)
        {
            float share = (float)step / (steps - 1);
            shares[(step * classes) + from] += 1 - share;
            shares[(step * classes) + to] += share;
        }
        return new ClassCondition(torch.tensor(shares, steps, classes));
    }

    private static Tensor Between(Tensor from, Tensor to, double angle, double share)
    {
        // Nearly the same direction, or none: the circle is a line.
        if (Math.Sin(angle) < 1e-4)
        {
            return from.lerp(to, share);
        }
        return (from * Math.Sin((1 - share) * angle) + to * Math.Sin(share * angle)) / Math.Sin(angle);
    }

    private static double[] Angles(Tensor from, Tensor to)
    {
        Tensor products = (from * to).sum([1]), lengths = (from.square().sum([1]) * to.square().sum([1])).sqrt();
        return [
            .. products.ToArray<float>()
                .Zip(lengths.ToArray<float>(), (product, length) => Math.Acos(Math.Clamp(product / (double)length, -1, 1))),
        ];
    }
}
