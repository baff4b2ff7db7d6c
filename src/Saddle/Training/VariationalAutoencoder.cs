using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>A variational autoencoder: see <see cref="VariationalLearner"/>. The network's generator decodes, its discriminator encodes.</summary>
public sealed class VariationalAutoencoder : LearnerChoice
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<LearnerChoice> Entry { get; } = new(
        "vae", "an encoder and a decoder that raise a lower bound of the likelihood", "arXiv:1312.6114",
        [
            Setting.Text(
                "likelihood", "gaussian", "how samples lie about what is decoded: gaussian (squared error), laplace (absolute error) or bernoulli",
                "gaussian", "laplace", "bernoulli"),
            Setting.Number("deviation", 0, "the deviation of gaussian, the scale of laplace; 0 for what fits each batch best", 0, 1e6),
            Setting.Number("beta", 1, "weight of the KL divergence once it is annealed; 1 for the bound itself", 0, 1e6),
            Setting.Whole("annealing_images", 0, "images over which the KL divergence's weight rises from 0; 0 for none", 0, 1_000_000_000_000),
        ],
        s => new VariationalAutoencoder(s.Text("likelihood"), s.Number("deviation"), s.Number("beta"), s.Whole("annealing_images")));

    /// <summary>Describes the learner.</summary>
    /// <param name="likelihood"><c>gaussian</c>, <c>laplace</c> or <c>bernoulli</c>.</param>
    /// <param name="deviation">The deviation of gaussian, the scale of laplace; 0 for what fits each batch best (arXiv:2006.13202).</param>
    /// <param name="beta">The weight of the KL divergence once it is annealed (beta-VAE).</param>
    /// <param name="annealingImages">Images over which that weight rises from 0 (arXiv:1511.06349, section 3.1); 0 for none.</param>
    public VariationalAutoencoder(string likelihood = "gaussian", double deviation = 0, double beta = 1, long annealingImages = 0)
        : base(Entry, ("likelihood", likelihood), ("deviation", deviation), ("beta", beta), ("annealing_images", annealingImages))
        => (Likelihood, Deviation, Beta, AnnealingImages) = (likelihood, deviation, beta, annealingImages);

    /// <summary>How samples lie about what is decoded.</summary>
    public string Likelihood { get; }

    /// <summary>The deviation of gaussian, the scale of laplace; 0 for what fits each batch best.</summary>
    public double Deviation { get; }

    /// <summary>The weight of the KL divergence once it is annealed.</summary>
    public double Beta { get; }

    /// <summary>The images over which that weight rises from 0.</summary>
    public long AnnealingImages { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Unused => GameFields.WithDiscriminator;

    /// <inheritdoc/>
    public override string Headline(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return $"{recipe.Network.Name}, {this}";
    }

    /// <inheritdoc/>
    public override void Check(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        RecipeChecks.CheckFlip(recipe, form.Shape);
        if (Likelihood == "bernoulli" && !form.Shape.IsImage)
        {
            throw new ArgumentException(
                $"learner vae: a bernoulli likelihood is for pixels between black and white, but the data are {form.Shape}; set learner.likelihood=gaussian.");
        }
    }

    /// <inheritdoc/>
    public override Learner Create(Recipe recipe, DataForm form, Device device) => new VariationalLearner(recipe, this, form, device);

    /// <inheritdoc/>
    public override Generator CreateGenerator(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(form);
        return new VariationalGenerator(recipe.Network, form.Shape);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkPlan> Plan(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(form);
        using var generator = new VariationalGenerator(recipe.Network, form.Shape);
        generator.Train(false);
        return
        [
            new NetworkPlan("decoder", LayerSummary.Of(() => generator.Forward(generator.Latents(2))), IsAveraged: true),
            new NetworkPlan("encoder", LayerSummary.Of(() => generator.Encode(torch.zeros([2, .. form.Shape.Sizes]))), IsAveraged: true),
        ];
    }
}
