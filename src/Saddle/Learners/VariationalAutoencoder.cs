using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Sampling;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// A variational autoencoder: see <see cref="VariationalLearner"/>. The network's generator decodes, its discriminator encodes.
/// </summary>
[Component("vae", "an encoder and a decoder that raise a lower bound of the likelihood", Source = "arXiv:1312.6114")]
public sealed partial record VariationalAutoencoder : PairChoice
{
    /// <summary>How samples lie about what is decoded: gaussian (squared error), laplace (absolute error) or bernoulli.</summary>
    [Setting] public PixelLikelihood Likelihood { get; init; }

    /// <summary>The deviation of gaussian, the scale of laplace; 0 for what fits each batch best.</summary>
    /// <remarks>See arXiv:2006.13202.</remarks>
    [Setting(0, 1e6)] public double Deviation { get; init; }

    /// <summary>Weight of the KL divergence once it is annealed; 1 for the bound itself.</summary>
    [Setting(0, 1e6)] public double Beta { get; init; } = 1;

    /// <summary>Images over which the KL divergence's weight rises from 0; 0 for none.</summary>
    /// <remarks>See arXiv:1511.06349, section 3.1.</remarks>
    [Setting(0, 1e12)] public long AnnealingImages { get; init; }

    /// <inheritdoc/>
    public override string Headline => $"{Network.Name}, {this}";

    /// <inheritdoc/>
    public override IReadOnlyList<SampleOption> SampleOptions => [PictureTranslation.Reconstructed];

    /// <inheritdoc/>
    public override void Check(DataForm form, int batch)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (Likelihood == PixelLikelihood.Bernoulli && !form.Shape.IsImage)
        {
            throw new InputException(
                $"learner vae: a bernoulli likelihood is for pixels between black and white, but the data are {form.Shape}; "
                + "set learner.likelihood=gaussian.");
        }
    }

    /// <inheritdoc/>
    public override Generator CreateGenerator(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new VariationalGenerator(Network, form.Shape);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkPlan> Plan(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        using var generator = new VariationalGenerator(Network, form.Shape);
        generator.Train(false);
        return
        [
            new NetworkPlan("decoder", LayerSummary.Of(() => generator.Forward(generator.Latents(2))), IsAveraged: true),
            new NetworkPlan(
                "encoder", LayerSummary.Of(() => generator.Encode(torch.zeros([2, .. form.Shape.Sizes]))), IsAveraged: true),
        ];
    }

    /// <inheritdoc/>
    protected override Drawing DrawCore(SampleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        SampleShape shape = request.Form.Shape;
        return request.Given.Text(PictureTranslation.Reconstructed) is null ? base.DrawCore(request)
            : shape.IsImage ? PictureTranslation.Draw(request, shape.Channels, picture => Reconstruct(request.Generator, picture))
            : throw new InputException(request.Refusal(PictureTranslation.Reconstructed));
    }

    /// <inheritdoc/>
    protected override Learner CreateCore(LearnerSetup setup) => new VariationalLearner(this, setup);

    // From the latent that the encoder finds most likely.
    private static Tensor Reconstruct(Generator generator, Tensor picture)
    {
        SampleShape shape = generator.Shape;
        Tensor fitting = torch.upsample_bicubic2d_aa(picture, shape.Height, shape.Width).clamp(-1, 1);
        return generator.Sample(torch.zeros([1, generator.LatentSize]), new PictureCondition(fitting));
    }
}
