using Saddle.Data;
using Saddle.Networks;
using Saddle.Tests.Support;

namespace Saddle.Tests.Networks;

public sealed class GeneratorSampleTests
{
    public static TheoryData<string> Names => [.. s_networks.Keys];

    private static readonly Dictionary<string, Network> s_networks = new()
    {
        ["dcgan"] = new Dcgan { Size = 16, Channels = 1, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        ["lucic, which has uniform latents"] = new Lucic
        {
            Size = 8, Channels = 1, Latent = 8, LatentDistribution = LatentDistribution.Uniform, GeneratorWidth = 4,
            DiscriminatorWidth = 4, Features = 16,
        },
        ["resnet, with attention and spectral normalisation"] = new ResNet
        {
            Size = 32, Channels = 1, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4, Attention = 8,
            GeneratorSpectralNorm = true,
        },
        ["r3gan"] = new R3Gan
        {
            Size = 8, Channels = 1, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4, MaximumWidth = 8, GroupSize = 4,
        },
        ["transformer"] = new Transformer
        {
            Size = 8, Channels = 1, Latent = 8, Patch = 4, Width = 8, Heads = 2, GeneratorBlocks = 1, DiscriminatorBlocks = 1,
        },
        ["mlp"] = new Mlp { Latent = 4, GeneratorWidth = 16, DiscriminatorWidth = 16, HiddenLayers = 2 },
    };

    [Theory, MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_samples(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Generator generator = Make(name);
        float[] first = generator.Sample(9, 1).ToArray<float>();
        Assert.Equal(first, generator.Sample(9, 1).ToArray<float>());
        Assert.NotEqual(first, generator.Sample(9, 2).ToArray<float>());
    }

    [Theory, MemberData(nameof(Names))]
    public void Samples_do_not_depend_on_how_the_latents_are_split(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Generator generator = Make(name);
        Tensor latents = generator.Latents(300);
        Tensor whole = generator.Sample(latents);
        Tensor parts = torch.cat([generator.Sample(latents.narrow(0, 0, 37)), generator.Sample(latents.narrow(0, 37, 263))]);
        Assert.Equal([300, .. generator.Shape.Sizes], whole.shape.ToArray());
        // Matrix products of other sizes may add in another order: a few units in the last place of values below about 1.
        Assert.InRange((whole - parts).abs().max().item(), 0, 1e-5);
    }

    [Theory, MemberData(nameof(Names))]
    public void Samples_do_not_depend_on_the_training_mode_and_leave_it(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Generator generator = Make(name);
        generator.Train(false);
        float[] evaluated = generator.Sample(5, 3).ToArray<float>();
        Assert.False(generator.Training);
        generator.Train();
        float[][] before = [.. generator.NamedTensors().Select(tensor => tensor.Value.ToArray<float>())];
        Assert.Equal(evaluated, generator.Sample(5, 3).ToArray<float>());
        Assert.All(generator.Modules(), module => Assert.True(module.Training));
        Assert.Equal(before, generator.NamedTensors().Select(tensor => tensor.Value.ToArray<float>()));
    }

    [Theory, MemberData(nameof(Names))]
    public void Sampling_draws_nothing_from_the_default_generator(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Generator generator = Make(name);
        using RandomGenerator random = RandomGenerator.Default(Device.Cpu);
        byte[] before = random.get_state().ToArray<byte>();
        generator.Sample(5, 3);
        Assert.Equal(before, random.get_state().ToArray<byte>());
    }

    [Fact]
    public void Samples_have_no_history_and_the_generator_keeps_its_gradients()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Generator generator = Make("mlp");
        Assert.False(generator.Sample(2, 0).requires_grad);
        Assert.True(generator.Forward(generator.Latents(2)).requires_grad);
    }

    [Fact]
    public void Latents_are_normal_or_uniform_as_the_network_says()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        foreach ((LatentDistribution distribution, double variance, double fourthMoment) in new[]
        {
            (LatentDistribution.Normal, 1.0, 3.0), (LatentDistribution.Uniform, 1.0 / 3, 0.2),
        })
        {
            var network = new Lucic
            {
                Size = 8, Channels = 1, Latent = 100, LatentDistribution = distribution, GeneratorWidth = 2,
                DiscriminatorWidth = 2, Features = 4,
            };
            using Generator generator = network.CreateGenerator(new SampleShape(1, 8, 8));
            Tensor latents = generator.Latents(1000);
            Assert.Equal([1000L, 100L], latents.shape.ToArray());
            // Over 100,000 draws five standard errors of these means are below 0.02, and below 0.16 for the normal's fourth
            // moment.
            Close.Equal(0, latents.mean().item(), 0, 0.02);
            Close.Equal(variance, latents.square().mean().item(), 0, 0.023);
            Close.Equal(fourthMoment, latents.square().square().mean().item(), 0, 0.16 * fourthMoment / 3);
            Assert.Equal(distribution == LatentDistribution.Uniform, latents.abs().max().item() <= 1);
        }
    }

    [Fact]
    public void Drawn_samples_come_from_the_networks_own_latents()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (LatentDistribution distribution in new[] { LatentDistribution.Normal, LatentDistribution.Uniform })
        {
            var network = new Lucic
            {
                Size = 8, Channels = 1, Latent = 6, LatentDistribution = distribution, GeneratorWidth = 2, DiscriminatorWidth = 2,
                Features = 4,
            };
            using Generator generator = network.CreateGenerator(new SampleShape(1, 8, 8));
            Close.Same(generator.Sample(generator.Latents(7, seed: 5)), generator.Sample(7, seed: 5));
            Close.Same(generator.Latents(7, seed: 5).narrow(0, 0, 3), generator.Latents(3, seed: 5));
            Close.Same(generator.Latents(7, seed: 5).narrow(0, 4, 3), generator.Latents(3, seed: 5, first: 4));
            generator.LatentNumbers = LatentNumbers.Mt19937;
            using var random = new RandomGenerator(5);
            Close.Same(generator.Latents(7, random), generator.Latents(7, seed: 5));
        }
    }

    [Fact]
    public void At_least_one_sample_is_drawn()
    {
        using Generator generator = Make("mlp");
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Sample(0, 1));
    }

    // Batch normalisation with statistics of its own, as after some training.
    private static Generator Make(string name)
    {
        torch.manual_seed(1);
        Network network = s_networks[name];
        Generator generator = network.CreateGenerator(
            network.ShapeFor(name == "mlp" ? new SampleShape(2) : new SampleShape(1, 16, 16)));
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        generator.Forward(generator.Latents(8));
        return generator;
    }
}
