using Saddle.Data;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>What every penalty keeps, on a small discriminator of points.</summary>
internal static class PenaltyRules
{
    internal static IEnumerable<Rule> Of(Penalty penalty) =>
    [
        new("it is off at weight 0", () => (penalty with { Weight = 0 }).IsOn ? "it is on" : null),
        new("it is a finite scalar whose gradient reaches the discriminator's weights", () => Reaches(penalty)),
        new("it counts in proportion to its weight and its interval", () => Scales(penalty)),
        new("it changes no weight, and remembers as many numbers as MemorySize says", () => Keeps(penalty)),
        new(DeviceRule.Name, () => Watched(penalty)),
    ];

    private static string? Reaches(Penalty penalty)
    {
        using Seen seen = new(penalty with { Weight = 2 });
        Tensor loss = seen.Loss();
        if (loss.dim() != 0 || !double.IsFinite(loss.item()))
        {
            return $"it is {loss}";
        }
        loss.backward();
        return double.IsFinite(seen.Parameters.Gradients.norm().item()) && seen.Parameters.Gradients.norm().item() > 0
            ? null
            : $"the gradient's norm is {seen.Parameters.Gradients.norm().item()}";
    }

    private static string? Scales(Penalty penalty)
    {
        double once = Value(penalty with { Weight = 1, Interval = 1 });
        return Rule.Near(6 * once, Value(penalty with { Weight = 3, Interval = 2 }), 1e-5, "at weight 3 and interval 2 it");
    }

    private static string? Keeps(Penalty penalty)
    {
        using Seen seen = new(penalty with { Weight = 1 });
        float[] before = seen.Parameters.Values.ToArray<float>();
        _ = seen.Loss();
        return before.AsSpan().SequenceEqual(seen.Parameters.Values.ToArray<float>()) ? null : "it changed the discriminator";
    }

    private static string? Watched(Penalty penalty)
    {
        using Seen seen = new(penalty with { Weight = 1 });
        return DeviceRule.Check(() => seen.Loss().backward());
    }

    private static double Value(Penalty penalty)
    {
        torch.manual_seed(1);
        using Seen seen = new(penalty);
        return seen.Loss().item();
    }

    // A discriminator, real and fake samples, and what it says of them.
    private sealed class Seen : IDisposable
    {
        private readonly Penalty _penalty;
        private readonly Discriminator _discriminator;

        internal Seen(Penalty penalty)
        {
            _penalty = penalty;
            torch.manual_seed(2);
            _discriminator = new Mlp { DiscriminatorWidth = 16, HiddenLayers = 2 }.CreateDiscriminator(new SampleShape(2));
            Parameters = new ParameterVector(_discriminator);
        }

        internal ParameterVector Parameters { get; }

        internal Tensor Loss()
        {
            Tensor real = torch.randn([8, 2]), fake = torch.randn([8, 2]) + 1;
            return _penalty.Loss(new PenaltyInput(
                samples => _discriminator.Forward(samples), real, fake, _discriminator.Forward(real),
                _discriminator.Forward(fake),
                torch.zeros([_penalty.MemorySize])));
        }

        public void Dispose()
        {
            Parameters.Dispose();
            _discriminator.Dispose();
        }
    }
}
