using Saddle.Components;
using Saddle.Data;
using Saddle.Learners;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// All that changes while a recipe is trained, and so all that a checkpoint holds: the learner, the place in the data, the random
/// numbers.
/// </summary>
internal sealed class TrainingState : IDisposable
{
    private const string RandomName = "random";

    private readonly Sampler _sampler;
    private readonly StepContext _context;
    private readonly RandomGenerator _random;
    private readonly DataForm _form;
    private readonly ulong _seed;
    private readonly OpenedData _data;
    private readonly Dictionary<string, string> _settings;
    private readonly string? _hazard;
    private readonly Device _device;
    private readonly Precision _precision;
    private readonly RecordedSteps? _recorded;
    private readonly NumberHistory? _history;
    private IReadOnlyList<(string Name, double Value)> _numbers = [];
    private readonly bool _wantsGraphs;
    private IReadOnlyList<Stretch> _stretches;
    private long _finiteStep = -1;

    /// <summary>The state before the first step.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="data">The data, in the shape of <paramref name="form"/>.</param>
    /// <param name="form">What the data are; for a run that goes on, what they were when it began.</param>
    internal TrainingState(Recipe recipe, OpenedData data, DataForm form)
    {
        Device device = _device = Device.Parse(recipe.Device);
        (_form, _data, _precision, _wantsGraphs) = (form, data, recipe.Precision, recipe.CudaGraphs);
        (_settings, _hazard) = (FixedSettings.Of(recipe), OptimizerHazard.Of(recipe));
        _seed = unchecked((ulong)recipe.Seed);
        HostSettings.UseThreads(recipe.Threads);
        if (device.Type != DeviceType.Cpu)
        {
            HostSettings.UseArithmetic(DeviceArithmetic.Of(recipe));
        }
        // Networks are initialised on the processor, so that a seed means the same on every device.
        torch.manual_seed(Seeds.Derive(_seed, "initialization"));
        Learner = recipe.Learner.Create(new LearnerSetup(form, device, _seed));
        CheckSlices(recipe);
        Learner.Generator.LatentNumbers = recipe.LatentNumbers;
        HostSettings.UseThreads(StepThreads.For(
            Learner.Generator, () => recipe.Learner.ConditionOf(form.Example(1), form), recipe.Batch, recipe.Threads));
        _stretches = [Stretch.Here(fromStep: 0, device)];
        _random = RandomGenerator.Default(device);
        _random.manual_seed(Seeds.Derive(_seed, "training"));
        _sampler = data.Set.Sampler(Seeds.Derive(_seed, "data"), device, recipe.HorizontalFlip);
        _recorded = DeviceArithmetic.RecordsSteps(recipe, Learner)
            ? new RecordedSteps(Learner, device, () => new CudaTape(device))
            : null;
        _history = device.Type == DeviceType.Cpu ? null : new NumberHistory(device);
        _context = new StepContext(_sampler, recipe.Batch, recipe.Images) { MicroBatch = recipe.MicroBatch };
    }

    internal Learner Learner { get; }

    /// <summary>
    /// Why steps on a GPU are not recorded, by the name of what stands in the way; null where they are, or nobody asked for it.
    /// </summary>
    internal string? Unrecorded => _recorded is null && _device.Type == DeviceType.Cuda && _wantsGraphs
        ? DeviceArithmetic.Unrecorded(Learner)
        : null;

    /// <summary>The most samples of a slice; 0 for whole batches.</summary>
    internal int MicroBatch => _context.MicroBatch;

    /// <summary>How many steps were made.</summary>
    internal long Step => _context.Step;

    /// <summary>On what the steps are computed now.</summary>
    internal Stretch Stretch => _stretches[^1];

    /// <summary>How long this session waited for data, in seconds.</summary>
    internal double WaitSeconds => _sampler.WaitSeconds;

    /// <summary>Makes one step.</summary>
    /// <param name="isDue">
    /// Whether somebody wants its numbers. On a GPU they are not read otherwise, and those that were read last are given.
    /// </param>
    /// <exception cref="TrainingDivergedException">A loss or gradient is no longer finite, of this step or of one whose numbers
    /// were not read then.</exception>
    internal IReadOnlyList<(string Name, double Value)> MakeStep(bool isDue)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        if (!_random.HasState)
        {
            // No checkpoint could hold where they stand: what a step draws depends on the seed and its number.
            _random.manual_seed(Seeds.Derive(_seed, "training", (ulong)Step));
        }
        if (_history is null)
        {
            return _numbers = Finite(Step + 1, StepNumbers.Read(Precisely()));
        }
        _history.Add(Precisely());
        if (isDue || _history.IsFull)
        {
            long first = Step - _history.Count + 1;
            foreach (IReadOnlyList<(string Name, double Value)> numbers in _history.Read())
            {
                _numbers = Finite(first++, numbers);
            }
        }
        return _numbers;
    }

    private IReadOnlyList<(string Name, double Value)> Finite(long step, IReadOnlyList<(string Name, double Value)> numbers)
        => numbers.All(number => double.IsFinite(number.Value))
            ? numbers
            : throw new TrainingDivergedException(step, numbers, _hazard);

    private void CheckSlices(Recipe recipe)
    {
        if (recipe.MicroBatch > 0 && recipe.MicroBatch < recipe.Batch && Learner.NeedsWholeBatch is { } part)
        {
            Learner.Dispose();
            throw new RecipeException(
                $"micro_batch {recipe.MicroBatch}: {part} looks at all samples of a batch together, whose slices would teach "
                + "something else; set micro_batch=0, and a smaller batch if memory is short.")
            {
                Remedies = [new(RemedyKind.Setting, "micro_batch=0")],
            };
        }
    }

    private IReadOnlyList<(string Name, Tensor Value)> Precisely()
    {
        using MixedPrecision mixed = _precision == Precision.Bf16 ? torch.mixed_precision() : default;
        return _recorded is null ? Learner.Step(_context) : _recorded.Step(_context);
    }

    /// <summary>
    /// Makes sure that the state can be saved and shown: an update can overflow although its loss and gradients are finite.
    /// </summary>
    /// <exception cref="TrainingDivergedException">A parameter, moment or average is no longer finite.</exception>
    internal void ThrowIfDiverged()
    {
        if (_finiteStep == Step)
        {
            return;
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        foreach ((string name, Tensor value) in Learner.NamedTensors())
        {
            double largest = value.abs().max().item();
            if (!double.IsFinite(largest))
            {
                throw new TrainingDivergedException(Step, [(name, largest)], _hazard);
            }
        }
        _finiteStep = Step;
    }

    /// <summary>What a checkpoint of the present state will hold; dispose it.</summary>
    /// <param name="seconds">The training time so far.</param>
    /// <exception cref="TrainingDivergedException">The state is no longer finite.</exception>
    internal Snapshot Take(double seconds)
    {
        ThrowIfDiverged();
        using DisposeScope scope = torch.NewDisposeScope();
        var state = new CheckpointState
        {
            Step = Step,
            Seconds = seconds,
            SamplerPosition = _sampler.Position,
            Form = _form,
            Data = _data.Set.Identity,
            DataDigest = _data.Digest,
            Settings = _settings,
            Counters = Learner.Counters,
            Stretches = _stretches,
        };
        IEnumerable<(string Name, Tensor Value)> random = _random.HasState ? [(RandomName, _random.get_state())] : [];
        return Snapshot.Of(state, [.. Learner.NamedTensors(), .. random]);
    }

    /// <summary>Whether the data are those that a checkpoint was made with, as far as it says.</summary>
    internal bool HasDataOf(Checkpoint checkpoint)
        => (checkpoint.State.Data is var before && (before.Length == 0 || before == _data.Set.Identity))
            && _data.MayBe(checkpoint);

    /// <summary>Takes up where a checkpoint left off.</summary>
    /// <returns>Whether the random numbers go on as well; each kind of device has generators of its own kind.</returns>
    /// <exception cref="InvalidDataException">The checkpoint does not fit the recipe.</exception>
    internal bool Restore(Checkpoint checkpoint)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        CheckpointState state = checkpoint.State;
        Dictionary<string, Tensor> tensors = checkpoint.ReadTensors();
        foreach ((string name, Tensor value) in Learner.NamedTensors())
        {
            value.copy_(tensors.TryGetValue(name, out Tensor? saved) && saved.shape.SequenceEqual(value.shape)
                ? saved
                : throw Misfit(checkpoint, $"{name} is missing or of another shape"));
        }
        if (Learner.Counters.Keys.FirstOrDefault(name => !state.Counters.ContainsKey(name)) is { } missing)
        {
            throw Misfit(checkpoint, $"the counter {missing} is missing");
        }
        Learner.Restore(state.Counters);
        _sampler.Position = state.SamplerPosition;
        _context.Step = state.Step;
        _stretches = Stretch.Append(state.Stretches, Stretch.Here(Step, _device));
        try
        {
            return RestoreRandom(tensors.GetValueOrDefault(RandomName));
        }
        catch (TorchException error)
        {
            throw Misfit(checkpoint, $"the state of the random numbers is none ({error.Message.TrimEnd('.')})");
        }
    }

    public void Dispose()
    {
        _recorded?.Dispose();
        _history?.Dispose();
        _sampler.Dispose();
        Learner.Dispose();
        _random.Dispose();
    }

    private static InvalidDataException Misfit(Checkpoint checkpoint, string problem)
        => new($"{checkpoint.Folder}: it does not fit recipe.json: {problem}.");

    private bool RestoreRandom(Tensor? saved)
    {
        if (!_random.HasState)
        {
            return saved is null;
        }
        Tensor own = _random.get_state();
        if (saved is not null && saved.dtype == own.dtype && saved.shape.SequenceEqual(own.shape))
        {
            _random.set_state(saved);
            return true;
        }
        _random.manual_seed(Seeds.Derive(_seed, "training", (ulong)Step));
        return false;
    }
}
