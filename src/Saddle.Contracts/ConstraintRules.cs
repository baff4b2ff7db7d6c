using Saddle.Data;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>What every constraint keeps, on a small discriminator of points.</summary>
internal static class ConstraintRules
{
    internal static IEnumerable<Rule> Of(Constraint constraint) =>
    [
        new("with its defaults it is off", () => ((Constraint)constraint.About.Example).IsOn ? "it is on" : null),
        new("a constrained discriminator judges, and its gradient is finite", () => Judges(constraint)),
        new("what it does after an update it does once: a second time changes nothing", () => Once(constraint)),
        new(DeviceRule.Name, () => Watched(constraint)),
    ];

    private static string? Judges(Constraint constraint)
    {
        using Discriminator discriminator = Create(constraint);
        using var parameters = new ParameterVector(discriminator);
        Tensor logits = discriminator.Forward(torch.randn([8, 2]));
        logits.sum().backward();
        constraint.AfterUpdate(parameters);
        return logits.isfinite().to(ScalarType.Float32).min().item() < 1 || !double.IsFinite(parameters.Gradients.norm().item())
            ? "logits or gradients are not finite" : null;
    }

    private static string? Watched(Constraint constraint)
    {
        using Discriminator discriminator = Create(constraint);
        using var parameters = new ParameterVector(discriminator);
        Tensor points = torch.randn([8, 2]);
        return DeviceRule.Check(
            () =>
            {
                discriminator.Forward(points).sum().backward();
                constraint.AfterUpdate(parameters);
            },
            constraint.ReadsInStep);
    }

    private static string? Once(Constraint constraint)
    {
        using Discriminator discriminator = Create(constraint);
        using var parameters = new ParameterVector(discriminator);
        constraint.AfterUpdate(parameters);
        float[] once = parameters.Values.ToArray<float>();
        constraint.AfterUpdate(parameters);
        return once.AsSpan().SequenceEqual(parameters.Values.ToArray<float>()) ? null : "the parameters changed again";
    }

    private static Discriminator Create(Constraint constraint)
    {
        Discriminator discriminator =
            new Mlp { DiscriminatorWidth = 16, HiddenLayers = 2 }.CreateDiscriminator(new SampleShape(2));
        constraint.Prepare(discriminator);
        return discriminator;
    }
}
