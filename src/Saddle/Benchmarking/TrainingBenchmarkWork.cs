using Saddle.Data;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Benchmarking;

/// <summary>
/// A learner and random samples in memory. Until it is disposed, on the thread that made it, it has libtorch's settings for
/// itself.
/// </summary>
public sealed class TrainingBenchmarkWork : BenchmarkWork
{
    private const int SampleCount = 1024;
    private const ulong DataSeed = 1;

    private readonly Recipe _recipe;
    private readonly Adversarial _game;
    private readonly DataSet _data;
    private readonly Device _device;
    private readonly HostSettings _host;
    private readonly StepContext _context;
    private readonly Sampler _sampler;
    private readonly RecordedSteps? _recorded;
    private Tensor? _last;

    internal TrainingBenchmarkWork(Recipe recipe, SampleShape shape, Device device)
    {
        (_recipe, _device) = (recipe, device);
        _game = recipe.Learner as Adversarial
            ?? throw new InputException($"learner {recipe.Learner.Name} is not timed: benchmarks train adversarial recipes.");
        _host = new HostSettings(device);
        _data = RandomSamples.Of(shape, SampleCount, DataSeed);
        if (device.Type != DeviceType.Cpu)
        {
            HostSettings.UseArithmetic(DeviceArithmetic.Of(recipe));
        }
        _sampler = Sampler();
        _context = new StepContext(_sampler, recipe.Batch, recipe.Images) { MicroBatch = recipe.MicroBatch };
        Learner = _game.Create(new LearnerSetup(new DataForm(shape), device));
        _recorded = DeviceArithmetic.RecordsSteps(recipe with { Device = device.ToString() }, Learner)
            ? new RecordedSteps(Learner, device, () => new CudaTape(device))
            : null;
        Operations = OperationsOf(recipe.Batch, _game, Learner);
        HostSettings.UseThreads(StepThreads.For(Learner.Generator, () => null, recipe.Batch, torch.get_num_threads()));
    }

    /// <summary>The networks and what trains them.</summary>
    public Learner Learner { get; }

    /// <inheritdoc/>
    public override int Samples => _recipe.Batch;

    /// <inheritdoc/>
    public override double Operations { get; }

    /// <inheritdoc/>
    public override void Step()
    {
        if (_device.Type == DeviceType.Cpu)
        {
            _ = Losses();
            return;
        }
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor last = Made()[0].Value;
        _last?.Dispose();
        _last = last.clone().DetachFromScope();
    }

    /// <inheritdoc/>
    public override void Finish() => _ = _last?.item();

    /// <summary>Makes one step and tells its numbers.</summary>
    public IReadOnlyList<(string Name, double Value)> Losses()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return StepNumbers.Read(Made());
    }

    private IReadOnlyList<(string Name, Tensor Value)> Made()
    {
        using MixedPrecision mixed = _recipe.Precision == Precision.Bf16 ? torch.mixed_precision() : default;
        return _recorded is null ? Learner.Step(_context) : _recorded.Step(_context);
    }

    /// <summary>The real samples that the first steps see, in this order; they lie on the work's device.</summary>
    /// <param name="steps">How many steps.</param>
    public IReadOnlyList<Tensor> FirstReals(int steps)
    {
        using Sampler sampler = Sampler();
        return [.. Enumerable.Range(0, steps * _game.DiscriminatorSteps).Select(_ => sampler.Next(_recipe.Batch).Real)];
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _last?.Dispose();
        _recorded?.Dispose();
        _sampler.Dispose();
        _host.Dispose();
        Learner.Dispose();
        _data.Dispose();
    }

    private Sampler Sampler() => _data.Sampler(DataSeed, _device);

    // A backward pass is one product for the weights' gradients and one for the inputs'; data and latents need none.
    private static double OperationsOf(int batch, Adversarial game, Learner learner)
    {
        (double generator, double first) = Forward(() => learner.Generator.Forward(
            torch.zeros([1, learner.Generator.LatentSize], device: learner.Generator.Device)));
        var discriminator = (Discriminator)learner.Networks.Single(network => network.Name == "discriminator").Network;
        discriminator.Train(false);
        (double judging, double firstJudging) = Forward(() => discriminator.Forward(
            torch.zeros([1, .. discriminator.Shape.Sizes], device: learner.Generator.Device)));
        discriminator.Train(true);
        // There and back for the slope, and back through both; ReLU has no curvature, so the rest of that way is zeros.
        double penalties = game.Penalties.Where(penalty => penalty.IsOn).Sum(penalty => 4 * judging / penalty.Interval);
        double discriminatorUpdate = generator + 2 * (3 * judging - firstJudging) + penalties;
        double generatorUpdate = 2 * judging + 2 * generator - first;
        return batch * (game.DiscriminatorSteps * discriminatorUpdate + generatorUpdate);
    }

    private static (double All, double First) Forward(Action pass)
    {
        IReadOnlyList<double> layers = LayerOperations.Of(pass);
        return (layers.Sum(), layers[0]);
    }
}
