using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Tests.Densities;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Learners;

/// <summary>The GANs whose discriminator is an autoencoder, against their papers' formulas.</summary>
public sealed class EnergyLearnerTests : IDisposable
{
    private static readonly AdamChoice s_adam = new() { LearningRate = 1e-3 };

    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly DataSet _data = new Ring { Deviation = 0.1 }.Open();

    public void Dispose()
    {
        _data.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void The_pulling_away_term_is_the_mean_squared_cosine_of_pairs()
    {
        double[][] codes = [[1, 0], [2, 2], [0, -3]];
        // cos^2 of 45, 90 and 45 degrees, each pair twice.
        Assert.Equal(
            (0.5 + 0 + 0.5) / 3, EbganLearner.PullingAway(torch.tensor([.. codes.SelectMany(code => code)], 3, 2)).item(), 1e-9);
        Assert.Equal(1, EbganLearner.PullingAway(torch.tensor([1.0, 1, 2, 2, -3, -3], 3, 2)).item(), 1e-9);
    }

    [Theory, InlineData(0.0), InlineData(0.1)]
    public void An_energy_based_step_is_that_of_the_papers_equations(double pullingAway)
    {
        const double Margin = 1.2;
        using Learner learner = Begin(new Ebgan { Margin = Margin, PullingAway = pullingAway });
        (Tensor real, Tensor fake) = Drawn(learner, out StepContext context);
        var discriminator = (Autoencoder)learner.Networks[1].Network;
        double[] ofReal = Energies(discriminator, real, squared: true), ofFake = Energies(discriminator, fake, squared: true);
        torch.manual_seed(3);
        Dictionary<string, double> found = learner.Make(context).ToDictionary(metric => metric.Name, metric => metric.Value);
        Assert.Equal(
            ofReal.Average() + ofFake.Average(energy => Math.Max(0, Margin - energy)), found["discriminator_loss"], 1e-5);
        Assert.Contains(ofFake, energy => energy > Margin);
        Assert.Contains(ofFake, energy => energy < Margin);
        Assert.Equal(ofReal.Average(), found["real_energy"], 1e-5);
        // The generator meets the discriminator after its update.
        double after = Energies(discriminator, fake, squared: true).Average();
        Assert.Equal(after, found["fake_energy"], 1e-5);
        double likeness = EbganLearner.PullingAway(discriminator.Encode(fake)).item();
        Assert.InRange(likeness, 0.01, 1);
        Assert.Equal(after + pullingAway * likeness, found["generator_loss"], 1e-5);
    }

    [Fact]
    public void The_balance_of_a_boundary_equilibrium_follows_the_papers_control()
    {
        const double Gamma = 0.7, Gain = 0.25;
        using Learner learner = Begin(new Began { Gamma = Gamma, Gain = Gain }, wild: false);
        double balance = 0;
        var context = new StepContext(_data.Sampler(3, Device.Cpu), Tiny.Batch, 8 * Tiny.Batch);
        var seen = new List<double>();
        for (int step = 0; step < 40; step++)
        {
            Dictionary<string, double> found = learner.Make(context).ToDictionary(metric => metric.Name, metric => metric.Value);
            double excess = Gamma * found["real_energy"] - found["fake_energy"];
            balance = Math.Clamp(balance + Gain * excess, 0, 1);
            Assert.Equal(balance, found["balance"], 1e-5);
            Assert.Equal(found["real_energy"] + Math.Abs(excess), found["convergence"], 1e-5);
            Assert.Equal(found["generator_loss"], found["fake_energy"], 1e-6);
            seen.Add(balance);
        }
        Assert.Contains(seen, value => value > 0);
        Assert.Equal(balance, learner.NamedTensors().Single(tensor => tensor.Name == "balance").Value.item(), 1e-5);
    }

    [Fact]
    public void The_discriminators_loss_weighs_fakes_by_the_balance()
    {
        using Learner learner = Begin(new Began());
        using (torch.no_grad())
        {
            learner.NamedTensors().Single(tensor => tensor.Name == "balance").Value.fill_(0.5);
        }
        (Tensor real, Tensor fake) = Drawn(learner, out StepContext context);
        var discriminator = (Autoencoder)learner.Networks[1].Network;
        double expected = Energies(discriminator, real, squared: false).Average()
            - 0.5 * Energies(discriminator, fake, squared: false).Average();
        torch.manual_seed(3);
        Assert.Equal(expected, learner.Make(context).Single(metric => metric.Name == "discriminator_loss").Value, 1e-5);
    }

    private static Learner Begin(EnergyChoice choice, bool wild = true)
    {
        Recipe recipe = Tiny.Points(8) with
        {
            Learner = choice with
            {
                Network = new Mlp { Latent = 3, GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 1 },
                GeneratorOptimizer = s_adam,
                DiscriminatorOptimizer = s_adam,
            },
        };
        torch.set_num_threads(1);
        torch.manual_seed(1);
        Learner learner = recipe.Learner.Create(recipe.Setup(new DataForm(new SampleShape(2))));
        if (wild)
        {
            // Fakes of different energies, where a generator as it is initialised draws near the origin.
            RandomizedWeights.Apply(learner.Networks[0].Network, 0.8);
        }
        return learner;
    }

    // What the next step of the learner will see, if the default generator is seeded with 3.
    private (Tensor Real, Tensor Fake) Drawn(Learner learner, out StepContext context)
    {
        context = new StepContext(_data.Sampler(3, Device.Cpu), Tiny.Batch, 8 * Tiny.Batch);
        torch.manual_seed(3);
        var generator = (Generator)learner.Networks[0].Network;
        return (_data.Sampler(3, Device.Cpu).Next(Tiny.Batch).Real, generator.Forward(generator.Latents(Tiny.Batch)).detach());
    }

    // The mean over the elements of each sample's error, or of its square.
    private static double[] Energies(Autoencoder discriminator, Tensor samples, bool squared)
    {
        double[] before = samples.ToArray<double>(),
            after = discriminator.Decode(discriminator.Encode(samples)).ToArray<double>();
        return
        [
            .. before.Zip(after, (x, y) => squared ? (x - y) * (x - y) : Math.Abs(x - y))
                .Chunk((int)(samples.numel() / samples.size(0))).Select(own => own.Average()),
        ];
    }
}
