using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// Auto-encoding variational Bayes (arXiv:1312.6114, algorithm 1): latents are drawn from what the encoder finds likely, and both
/// networks raise the evidence lower bound, log p(x | z) - KL(q(z | x) || N(0, I)).
/// </summary>
public sealed class VariationalLearner : SoloLearner<VariationalGenerator>
{
    // A probability of 0 would make one pixel infinitely unlikely.
    private const double LeastProbability = 1e-6;

    private readonly VariationalAutoencoder _choice;

    /// <summary>Builds and initialises both networks from the default random number generator.</summary>
    /// <param name="choice">Networks, optimiser, the likelihood and the weight of the KL divergence.</param>
    /// <param name="setup">What it is built for.</param>
    public VariationalLearner(VariationalAutoencoder choice, LearnerSetup setup)
        : base(choice, setup, () => new VariationalGenerator(choice.Network, setup.Form.Shape)) => _choice = choice;

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, Tensor Value)> StepCore(StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor real = context.Next().Real;
        (Tensor mean, Tensor logVariance) = Trained.Encode(real);
        Tensor latent = mean + Trained.Latents(context.Batch) * (logVariance / 2).exp();
        (Tensor nats, Tensor? scale) = NegativeLogLikelihood(real, Trained.Forward(latent));
        Tensor reconstruction = nats.mean();
        Tensor divergence = VariationalGenerator.Divergence(mean, logVariance).mean();
        Turn turn = Descend(reconstruction + DivergenceWeight(context.Images) * divergence, context);
        return
        [
            ("negative_elbo", reconstruction + divergence), ("reconstruction", reconstruction), ("kl", divergence),
            ("generator_gradient_norm", turn.GradientNorm), .. scale is null ? [] : new[] { ("deviation", scale) },
            ("kl_weight", context.Scalar(now => DivergenceWeight(now.Images))),
        ];
    }

    private double DivergenceWeight(long images)
        => _choice.Beta * (_choice.AnnealingImages > 0 ? Math.Min(1, (double)images / _choice.AnnealingImages) : 1);

    /// <summary>-log p(x | z) in nats, <c>[N]</c>, and the scale of the density, or null where it has none.</summary>
    private (Tensor Nats, Tensor? Scale) NegativeLogLikelihood(Tensor real, Tensor decoded)
    {
        if (_choice.Likelihood == PixelLikelihood.Bernoulli)
        {
            return (CrossEntropy(((real + 1) / 2).flatten(1), ((decoded + 1) / 2).flatten(1)), null);
        }
        bool gaussian = _choice.Likelihood == PixelLikelihood.Gaussian;
        Tensor difference = (real - decoded).flatten(1);
        // The scale that fits best is where the bound has no slope along it, so none need be followed through it.
        Tensor scale = _choice.Deviation > 0
            ? torch.full([], _choice.Deviation, device: real.device)
            : (gaussian ? difference.square().mean().sqrt() : difference.abs().mean()).detach();
        Tensor distance = difference / scale;
        Tensor nats = gaussian ? distance.square() / 2 + Math.Log(Math.Tau) / 2 : distance.abs() + Math.Log(2);
        return ((nats + scale.log()).sum([1]), scale);
    }

    private static Tensor CrossEntropy(Tensor white, Tensor probability)
    {
        Tensor bounded = probability.clamp(LeastProbability, 1 - LeastProbability);
        return -(white * bounded.log() + (1 - white) * (1 - bounded).log()).sum([1]);
    }
}
