using System.Globalization;
using Saddle.Objectives;
using Saddle.Torch;

namespace Saddle.Cli;

/// <summary>
/// An objective worked out by hand: both losses of some logits, and their gradients with respect to each logit.
/// </summary>
internal sealed record ObjectiveEvaluation(
    double DiscriminatorLoss, double GeneratorLoss, double[] DiscriminatorGradientReal, double[] DiscriminatorGradientFake,
    double[] GeneratorGradientReal, double[] GeneratorGradientFake)
{
    internal static ObjectiveEvaluation Of(Objective objective, double[] realLogits, double[] fakeLogits)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor real = torch.tensor(realLogits).requires_grad_(), fake = torch.tensor(fakeLogits).requires_grad_();
        (double loss, double[] ofReal, double[] ofFake) discriminator = Differentiate(objective.DiscriminatorLoss, real, fake);
        (double loss, double[] ofReal, double[] ofFake) generator = Differentiate(objective.GeneratorLoss, real, fake);
        return new(
            discriminator.loss, generator.loss, discriminator.ofReal, discriminator.ofFake, generator.ofReal, generator.ofFake);
    }

    /// <summary>Reads <c>-5,1.4</c>.</summary>
    internal static double[] ParseLogits(string option, string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        return Array.ConvertAll(parts,
            part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && double.IsFinite(value)
                    ? value
                    : throw new InputException(
                        $"{option}: '{part}' is not a number; expected numbers separated by commas, such as {option}=-5,1.4."));
    }

    internal void Print(bool json)
    {
        if (json)
        {
            Output.Json(this, Documents.Default.ObjectiveEvaluation);
            return;
        }
        Output.Table(
            ["quantity", "value"],
            Rows().Select(row => new[]
            {
                row.Name.Replace('_', ' '),
                string.Join("  ", row.Values.Select(value => NumberText.Show(value, "0.######"))),
            }));
    }

    private (string Name, double[] Values)[] Rows() =>
    [
        ("discriminator_loss", [DiscriminatorLoss]),
        ("generator_loss", [GeneratorLoss]),
        ("discriminator_gradient_real", DiscriminatorGradientReal),
        ("discriminator_gradient_fake", DiscriminatorGradientFake),
        ("generator_gradient_real", GeneratorGradientReal),
        ("generator_gradient_fake", GeneratorGradientFake),
    ];

    private static (double, double[], double[]) Differentiate(Func<Tensor, Tensor, Tensor> player, Tensor real, Tensor fake)
    {
        Tensor loss = player(real, fake);
        Tensor?[] gradients = torch.grad([loss], [real, fake], allow_unused: true);
        return (loss.item(), Values(gradients[0], real), Values(gradients[1], fake));
    }

    private static double[] Values(Tensor? gradient, Tensor logits) => gradient?.ToArray<double>() ?? new double[logits.numel()];
}
