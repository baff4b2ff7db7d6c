using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>
/// Whether losses in float32, and their gradients, are what float64 finds, however far the logits: a discriminator that is sure
/// of itself says hundreds, and a value that is there must not get lost on the way to it.
/// </summary>
internal static class Overflow
{
    // An exponential of a logit of 88, the largest that float32 holds, is right to 88 roundings of 6e-8 at best, and a form of it
    // with a power to ten times as many.
    private const double Relative = 1e-3, Absolute = 1e-5;

    // About the places where float32 (88, 104) and float64 (709, 745) overflow and vanish, and between them.
    private static readonly double[] s_distances = [0.5, 12, 21, 45, 89, 105, 400, 730, 10_000];

    /// <summary>What is wrong, or null.</summary>
    internal static string? Problem(IReadOnlyList<(string Name, Func<Tensor, Tensor, Tensor> Loss)> players)
        => players.SelectMany(player => Pairs().Select(pair => Problem(player.Name, player.Loss, pair.Real, pair.Fake)))
            .FirstOrDefault(problem => problem is not null);

    // One logit on each side, so that no other hides what becomes of it.
    private static IEnumerable<(double Real, double Fake)> Pairs()
        => s_distances.SelectMany(far => new[] { far, -far }).SelectMany(
            logit => new[] { (logit, 0.0), (0, logit), (logit, logit), (logit, -logit) });

    private static string? Problem(string player, Func<Tensor, Tensor, Tensor> loss, double real, double fake)
    {
        double[] single = Values(loss, real, fake, ScalarType.Float32), exact = Values(loss, real, fake, ScalarType.Float64);
        for (int k = 0; k < exact.Length; k++)
        {
            if (!Agrees(single[k], exact[k]))
            {
                string what = new[] { "loss", "gradient along the real logit", "gradient along the fake logit" }[k];
                return FormattableString.Invariant(
                    $"at a real logit of {real} and a fake one of {fake} the {player}'s {what} is {single[k]} in float32, but ")
                    + FormattableString.Invariant($"{exact[k]} in float64");
            }
        }
        return null;
    }

    private static double[] Values(Func<Tensor, Tensor, Tensor> loss, double real, double fake, ScalarType type)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor first = torch.tensor([real]).to(type).requires_grad_(), second = torch.tensor([fake]).to(type).requires_grad_();
        Tensor value = loss(first, second);
        Tensor?[] slopes = torch.grad([value], [first, second], allow_unused: true);
        return [value.item(), .. slopes.Select(slope => slope?.item() ?? 0)];
    }

    private static bool Agrees(double single, double exact)
    {
        double nearLargest = float.MaxValue * (1 - Relative);
        return double.IsNaN(exact)
            || (Math.Abs(exact) > nearLargest && Math.Sign(exact) * single > nearLargest)
            || Math.Abs(single - exact) <= Absolute + Relative * Math.Abs(exact);
    }
}
