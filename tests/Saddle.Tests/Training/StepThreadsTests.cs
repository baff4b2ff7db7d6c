using Saddle.Conditions;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Training;

public sealed class StepThreadsTests
{
    // What trains on one thread; every other recipe takes all that it is given.
    private static readonly string[] s_onOne =
        ["ring", "grid", "moons", "spiral", "swiss-roll", "flow", "mixture"];

    public static TheoryData<string> Names => [.. Recipes.All.Select(entry => entry.Recipe.Name)];

    [Fact]
    public void Products_of_points_take_one_thread_and_larger_ones_all()
    {
        using Generator small = Of(2, new Linear(2, 128), new ReLU(), new Linear(128, 2));
        using Generator large = Of(100, new Linear(100, 1024), new Linear(1024, 784));
        Assert.Equal(1, StepThreads.For(small, () => null, batch: 256, allowed: 8));
        Assert.Equal(8, StepThreads.For(large, () => null, batch: 64, allowed: 8));
        Assert.Equal(8, StepThreads.For(small, () => null, batch: 1 << 20, allowed: 8));
    }

    [Fact]
    public void Convolutions_take_all_however_few_their_weights()
    {
        using Generator network = Of(2, new Linear(2, 16), new Reshape(1, 4, 4), new Conv2d(1, 1, 3, 1, 1));
        Assert.Equal(8, StepThreads.For(network, () => null, batch: 1, allowed: 8));
    }

    [Fact]
    public void A_layer_counts_once_for_each_of_its_tokens()
    {
        // 2 * 64 * 64 operations for each sample and token, beside 2 * 2 * 64 for each sample and token of the first layer.
        using Generator one = Of(2, new Linear(2, 64), new Reshape(1, 64), new Linear(64, 64));
        using Generator many = Of(2, new Linear(2, 64 * 100), new Reshape(100, 64), new Linear(64, 64));
        Assert.Equal(1, StepThreads.For(one, () => null, batch: 1000, allowed: 8));
        Assert.Equal(8, StepThreads.For(many, () => null, batch: 1000, allowed: 8));
    }

    [Fact]
    public void Counting_changes_neither_the_generator_nor_what_is_drawn_next()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Generator network = Of(2, new Linear(2, 8), new BatchNorm1d(8), new Dropout(0.5), new Linear(8, 2));
        Tensor[] before = [.. network.NamedTensors().Select(tensor => tensor.Value.detach().clone())];
        torch.manual_seed(1);
        Tensor expected = torch.randn([4]);
        torch.manual_seed(1);
        StepThreads.For(network, () => null, batch: 8, allowed: 8);
        Close.Same(expected, torch.randn([4]));
        Assert.True(network.Training);
        Assert.All(network.NamedTensors().Zip(before), pair => Close.Same(pair.Second, pair.First.Value));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_recipe_takes_as_many_threads_as_pay(string name)
    {
        Recipe recipe = Recipes.Find(name);
        bool isPoints = recipe.Data is Ring or Grid or SwissRoll or Moons or Spiral;
        SampleShape shape = recipe.Learner.ShapeFor(isPoints ? new SampleShape([2]) : new SampleShape(1, 28, 28));
        DataForm form = new(shape)
        {
            Classes = [.. Enumerable.Range(0, 10).Select(number => $"class {number}")],
            InputChannels = isPoints ? 0 : shape.Channels,
            Vocabulary = recipe.Learner.ReadsCaptions ? Vocabulary.Of(["a red circle"]) : null,
        };
        using Generator generator = recipe.Learner.CreateGenerator(form);
        int threads = StepThreads.For(
            generator, () => recipe.Learner.ConditionOf(form.Example(1), form), recipe.Batch, allowed: 8);
        Assert.Equal(s_onOne.Contains(name) ? 1 : 8, threads);
    }

    private static LatentGenerator Of(int latent, params Layer[] layers)
        => new(new Sequential(layers), latent, new SampleShape([2]));
}
