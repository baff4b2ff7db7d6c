using Saddle.Networks;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Networks;

public sealed class GeneratorSampleTests
{
    public static TheoryData<string> Names => ["dcgan", "mlp"];

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
    public void At_least_one_sample_is_drawn()
    {
        using Generator generator = Make("mlp");
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Sample(0, 1));
    }

    // Batch normalisation with statistics of its own, as after some training.
    private static Generator Make(string name)
    {
        torch.manual_seed(1);
        Network network = name == "dcgan" ? new Dcgan(16, 1, 8, 4, 4) : new Mlp(4, 16, 16, 2);
        Generator generator = network.CreateGenerator(network.ShapeFor(name == "dcgan" ? new SampleShape(1, 16, 16) : new SampleShape(2)));
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        generator.Forward(generator.Latents(8));
        return generator;
    }
}
