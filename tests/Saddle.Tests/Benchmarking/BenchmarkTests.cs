using Saddle.Benchmarking;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Evaluation;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Penalties;
using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Tests.Benchmarking;

/// <summary>What benchmarks count and report; how fast anything is, no test says.</summary>
public sealed class BenchmarkTests
{
    private const int Batch = 8;

    private static Recipe Recipe => new()
    {
        Name = "tiny",
        Data = new Ring(),
        Batch = Batch,
        Learner = new Adversarial { Network = new Mlp { GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 1 } },
    };

    [Fact]
    public void The_names_of_the_cases_differ_and_each_is_found()
    {
        Assert.Equal(Benchmarks.All.Count, Benchmarks.All.Select(known => known.Name).Distinct().Count());
        Assert.All(Benchmarks.All, known => Assert.Same(known, Benchmarks.Find(known.Name)));
        Assert.Contains("did you mean dcgan-64?", Assert.Throws<InputException>(() => Benchmarks.Find("dcgan64")).Message);
    }

    // 2-8-2 makes a sample with 32 products, 16 of them in the first layer; 2-8-1 judges one with 24, 16 of them in the first.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 1)]
    public void A_step_counts_the_operations_that_its_passes_take(int discriminatorSteps, int penalties)
    {
        using TrainingBenchmarkWork work = Case(Recipe.WithLearner<Adversarial>(game => game with
        {
            DiscriminatorSteps = discriminatorSteps,
            Penalties = [.. Enumerable.Repeat(new R1 { Weight = 1 }, penalties)],
        })).Open(Device.Cpu);
        int discriminatorUpdate = 32 + 2 * (24 + (24 - 16) + 24) + penalties * 4 * 24;
        int generatorUpdate = 24 + 24 + (32 - 16) + 32;
        Assert.Equal(2 * Batch * (discriminatorSteps * discriminatorUpdate + generatorUpdate), work.Operations);
    }

    public static TheoryData<string, long> Counted => new()
    {
        { "Conv2d", 6 * 16 * 27 },
        { "ConvTranspose2d", 3 * 64 * 6 * 16 },
        { "UpsampleConv2d", 3 * 64 * 6 * 16 },
        { "ConvAveragePool2d", 6 * 16 * 3 * 16 },
    };

    [Theory]
    [MemberData(nameof(Counted))]
    public void A_convolution_counts_what_its_kernel_meets(string layer, long products)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Layer made = layer switch
        {
            "Conv2d" => new Conv2d(3, 6, 3, 2, 1),
            "ConvTranspose2d" => new ConvTranspose2d(3, 6, 4, 2, 1),
            "UpsampleConv2d" => new UpsampleConv2d(3, 6),
            _ => new ConvAveragePool2d(3, 6),
        };
        Assert.Equal([2.0 * products], LayerOperations.Of(() => made.Forward(torch.zeros([1, 3, 8, 8]))));
    }

    [Fact]
    public void A_measurement_has_as_many_steps_as_asked_and_its_rates_fit_together()
    {
        BenchmarkResult result = Benchmark.Measure(
            Case(Recipe), Device.Cpu, steps: 4, peak: 1e9, TestContext.Current.CancellationToken);
        Assert.Equal((4, Batch), (result.Steps, result.Samples));
        Assert.True(result.SecondsPerStep > 0);
        Assert.Equal(Batch, result.SamplesPerSecond * result.SecondsPerStep, 1e-9);
        Assert.Equal(result.Operations, result.OperationsPerSecond * result.SecondsPerStep, 1e-6);
        Assert.Equal(result.OperationsPerSecond / 1e9, result.ShareOfPeak, 1e-12);
        // A process with libtorch in it takes some dozens of megabytes at the least.
        Assert.InRange(result.PeakMemoryBytes, 20_000_000, 1L << 38);
    }

    [Fact]
    public void A_step_of_a_long_run_allocates_no_more_managed_memory_than_one_of_a_short_run()
    {
        long few = Allocated(20), many = Allocated(200);
        Assert.InRange(many, 1, 1.2 * few);

        static long Allocated(int steps)
            => Benchmark.Measure(Case(Recipe), Device.Cpu, steps, peak: 1e9, TestContext.Current.CancellationToken)
                .ManagedBytesPerStep;
    }

    [Fact]
    public void A_measurement_can_be_stopped()
        => Assert.Throws<OperationCanceledException>(
            () => Benchmark.Measure(Case(Recipe), Device.Cpu, peak: 1e9, cancellation: new CancellationToken(canceled: true)));

    [Fact]
    public void The_first_real_samples_are_told_whatever_steps_were_made()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Recipe recipe = Recipe.WithLearner<Adversarial>(game => game with { DiscriminatorSteps = 2 });
        using TrainingBenchmarkWork work = Case(recipe).Open(Device.Cpu);
        float[][] before = [.. work.FirstReals(2).Select(real => real.ToArray<float>())];
        work.Step();
        Assert.Equal(4, before.Length);
        Assert.Equal(before, work.FirstReals(2).Select(real => real.ToArray<float>()));
        Assert.NotEqual(before[0], before[1]);
    }

    [Fact]
    public void Sampling_counts_a_forward_pass_for_each_sample()
    {
        var which = new SamplingBenchmark("tiny", "", 1, Recipe.Network(), new SampleShape(2), 100);
        using SamplingBenchmarkWork work = which.Open(Device.Cpu);
        work.Step();
        Assert.Equal((100, 100 * 2 * 32), (work.Samples, work.Operations));
    }

    [Fact]
    public void An_evaluation_tells_the_distance_precision_and_recall_of_its_images()
    {
        using EvaluationBenchmarkWork work = new EvaluationBenchmark("tiny", "", 1, new SampleShape(1, 4, 4), 60)
            .Open(Device.Cpu);
        IReadOnlyList<Score> scores = work.Scores();
        Assert.Equal(["fid", "precision", "recall"], scores.Select(score => score.Key));
        // Both sets are uniform noise: alike, but not the same.
        Assert.InRange(scores[0].Value, 0.01, 1);
        Assert.InRange(scores[1].Value, 0.3, 1);
    }

    private static TrainingBenchmark Case(Recipe recipe) => new("tiny", "", 1, recipe, new SampleShape(2));
}
