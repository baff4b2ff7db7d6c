using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Learners;

/// <summary>The evidence lower bound against its parts worked out by hand, and against a likelihood that is known.</summary>
public sealed class VariationalLearnerTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_divergence_is_that_of_its_integral()
    {
        double[] mean = [0, 1.5, -0.7], logVariance = [0, -1, 0.8];
        Tensor found = VariationalGenerator.Divergence(torch.tensor(mean, 3, 1), torch.tensor(logVariance, 3, 1));
        double[] expected = [.. mean.Zip(logVariance, Integral)];
        Close.Equal(expected, found.ToArray<double>(), 0, 1e-9);
        // Dimensions add up.
        Assert.Equal(
            expected.Sum(), VariationalGenerator.Divergence(torch.tensor(mean, 1, 3), torch.tensor(logVariance, 1, 3)).item(),
            1e-9);

        // The integral of q log(q / p) over 12 deviations either way, by the midpoint rule.
        static double Integral(double mean, double logVariance)
        {
            double deviation = Math.Exp(logVariance / 2), width = 24.0 / 20_000;
            return Enumerable.Range(0, 20_000).Sum(k =>
            {
                double place = width * (k + 0.5) - 12, z = mean + deviation * place;
                double logQ = -place * place / 2 - logVariance / 2, logP = -z * z / 2;
                return width * Math.Exp(-place * place / 2) / Math.Sqrt(Math.Tau) * (logQ - logP);
            });
        }
    }

    [Theory]
    [InlineData(PixelLikelihood.Gaussian, 0)]
    [InlineData(PixelLikelihood.Gaussian, 0.3)]
    [InlineData(PixelLikelihood.Laplace, 0)]
    [InlineData(PixelLikelihood.Laplace, 0.3)]
    [InlineData(PixelLikelihood.Bernoulli, 0)]
    public void The_metrics_are_those_of_the_bound(PixelLikelihood likelihood, double deviation)
    {
        (Learner learner, StepContext context, Sampler same) = Begin(
            new VariationalAutoencoder
            {
                Likelihood = likelihood, Deviation = deviation, Beta = 0.5, AnnealingImages = 4 * Tiny.Batch,
            });
        using Learner owned = learner;
        var generator = (VariationalGenerator)learner.Networks[0].Network;
        for (int step = 0; step < 6; step++)
        {
            Tensor real = same.Next(Tiny.Batch).Real;
            (Tensor mean, Tensor logVariance) = generator.Encode(real);
            torch.manual_seed((ulong)step);
            Tensor decoded = generator.Forward(mean + torch.randn([Tiny.Batch, generator.LatentSize]) * (logVariance / 2).exp());
            (double X, double Y)[] pixels = [.. real.ToArray<double>().Zip(decoded.ToArray<double>())];
            double scale = deviation > 0 ? deviation
                : likelihood == PixelLikelihood.Gaussian ? Math.Sqrt(pixels.Average(pixel => Math.Pow(pixel.X - pixel.Y, 2)))
                : pixels.Average(pixel => Math.Abs(pixel.X - pixel.Y));
            double reconstruction = pixels.Sum(pixel => Nats(likelihood, scale, pixel.X, pixel.Y)) / Tiny.Batch;
            double kl = mean.ToArray<double>().Zip(logVariance.ToArray<double>(), (m, l) => (m * m + Math.Exp(l) - 1 - l) / 2)
                .Sum()
                / Tiny.Batch;

            torch.manual_seed((ulong)step);
            Dictionary<string, double> metrics = learner.Make(context)
                .ToDictionary(metric => metric.Name, metric => metric.Value);
            Close.Equal(reconstruction, metrics["reconstruction"], 1e-4, 1e-4);
            Close.Equal(kl, metrics["kl"], 1e-4, 1e-4);
            Close.Equal(reconstruction + kl, metrics["negative_elbo"], 1e-4, 1e-4);
            Assert.Equal(0.5 * Math.Min(1, step / 4.0), metrics["kl_weight"], 1e-12);
            Assert.Equal(likelihood != PixelLikelihood.Bernoulli, metrics.ContainsKey("deviation"));
            Assert.Equal(scale, metrics.GetValueOrDefault("deviation", scale), 1e-5);
        }
    }

    [Fact]
    public void Told_a_picture_it_reconstructs_and_otherwise_it_draws()
    {
        torch.manual_seed(1);
        var network = new Mlp { Latent = 6, GeneratorWidth = 16, DiscriminatorWidth = 16, HiddenLayers = 1 };
        using var generator = new VariationalGenerator(network, new SampleShape(1, 16, 16));
        Tensor pictures = torch.rand([3, 1, 16, 16]) * 2 - 1, latents = torch.randn([3, 6]);
        (Tensor mean, Tensor logVariance) = generator.Encode(pictures);
        var condition = new PictureCondition(pictures);
        Close.Equal(generator.Forward(mean), generator.Forward(torch.zeros([3, 6]), condition), 0, 1e-6);
        Close.Equal(generator.Forward(mean + latents * (logVariance / 2).exp()), generator.Forward(latents, condition), 0, 1e-6);
        Assert.True((generator.Forward(latents) - generator.Forward(latents, condition)).abs().max().item() > 1e-3);
        Assert.Equal(
            "A variational autoencoder is told pictures or nothing, but received class labels.",
            Assert.Throws<ArgumentException>(
                () => generator.Forward(latents, new ClassCondition(torch.zeros([3], ScalarType.Int64))))
                .Message);
        Assert.Equal(
            "The encoder expects 16x16 grey images, but received [3, 1, 8, 8].",
            Assert.Throws<ArgumentException>(() => generator.Forward(latents, new PictureCondition(torch.zeros([3, 1, 8, 8]))))
                .Message);
    }

    [Fact]
    public void The_bound_stays_above_the_entropy_and_comes_near_it()
    {
        using DataSet data = new Ring { Modes = 1, Radius = 1, Deviation = 0.5 }.Open();
        Recipe recipe = Tiny.Points(300) with
        {
            Batch = 256,
            Images = 300 * 256,
            Learner = new VariationalAutoencoder
            {
                Network = new Mlp { Latent = 2, GeneratorWidth = 32, DiscriminatorWidth = 32, HiddenLayers = 1 },
                GeneratorOptimizer = new AdamChoice { LearningRate = 5e-3, Beta1 = 0.9 },
                Schedule = LearningRateSchedule.Linear,
            },
        };
        torch.set_num_threads(1);
        torch.manual_seed(1);
        using Learner learner = recipe.Learner.Create(recipe.Setup(DataForm.Of(data)));
        StepContext context = recipe.FirstStep(data.Sampler(1, Device.Cpu));
        double[] bounds = [.. Enumerable.Range(0, 300).Select(_ => learner.Make(context)[0].Value)];
        // The entropy of a round Gaussian in the plane, log(2 pi e variance).
        double entropy = Math.Log(Math.Tau * Math.E * 0.25);
        // The mean of 50 steps of 256 points is known to about a hundredth.
        Assert.True(bounds[0] > entropy + 0.5, $"it starts at {bounds[0]}");
        Assert.InRange(bounds[^50..].Average() - entropy, -0.03, 0.1);
    }

    [Fact]
    public void A_bernoulli_likelihood_of_points_is_refused()
        => Assert.Equal(
            "learner vae: a bernoulli likelihood is for pixels between black and white, but the data are points [2]; "
            + "set learner.likelihood=gaussian.",
            Refused(new VariationalAutoencoder { Likelihood = PixelLikelihood.Bernoulli, Network = new Mlp() }));

    [Fact]
    public void A_network_of_images_on_points_is_refused_as_it_is_elsewhere()
        => Assert.Equal(
            "network dcgan makes images, but the data are points [2]; use the network mlp.",
            Refused(new VariationalAutoencoder { Network = new Dcgan() }));

    private static string Refused(VariationalAutoencoder choice)
        => Assert.Throws<RecipeException>(() => RunPlan.Of(Tiny.Points(2) with { Learner = choice })).Message;

    // -log of the density or probability of one number.
    private static double Nats(PixelLikelihood likelihood, double scale, double x, double y) => likelihood switch
    {
        PixelLikelihood.Gaussian => Math.Pow((x - y) / scale, 2) / 2 + Math.Log(scale * Math.Sqrt(Math.Tau)),
        PixelLikelihood.Laplace => Math.Abs(x - y) / scale + Math.Log(2 * scale),
        _ => -((1 + x) / 2 * Math.Log((1 + y) / 2)) - (1 - x) / 2 * Math.Log((1 - y) / 2),
    };

    // An Mlp on pictures, whose networks are the same in training and evaluation.
    private static (Learner Learner, StepContext Context, Sampler Same) Begin(VariationalAutoencoder choice)
    {
        DataSet data = new Shapes { Size = 16, Count = 64, Objects = 1 }.Open();
        Recipe recipe = Tiny.Points(8) with
        {
            Learner = choice with
            {
                Network = new Mlp { Latent = 3, GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 1 },
                GeneratorOptimizer = new AdamChoice { LearningRate = 1e-3, Beta1 = 0.9 },
            },
        };
        torch.set_num_threads(1);
        torch.manual_seed(7);
        Learner learner = recipe.Learner.Create(recipe.Setup(DataForm.Of(data)));
        return (learner, recipe.FirstStep(data.Sampler(1, Device.Cpu)), data.Sampler(1, Device.Cpu));
    }
}
