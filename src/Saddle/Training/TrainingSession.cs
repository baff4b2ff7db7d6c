using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Reporting;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>A run while it is being trained: its data, its learner, and where it stands. One at a time in a process.</summary>
public sealed class TrainingSession : IDisposable
{
    private readonly FileStream _lock;
    private readonly DataSet _data;
    private readonly Sampler _sampler;
    private readonly Learner _learner;
    private readonly RandomGenerator _random;
    private readonly SampleSheet _sheet;
    private readonly Speedometer _speed = new();
    private MetricsLog? _metrics;
    private long _step;
    private double _secondsBefore;

    private TrainingSession(Run run, FileStream runLock, DataSet data)
    {
        (Run, _lock, _data) = (run, runLock, data);
        Recipe recipe = run.Recipe;
        Device device = Device.Parse(recipe.Device);
        ulong seed = unchecked((ulong)recipe.Seed);
        torch.set_num_threads(recipe.Threads);
        // Networks are initialised on the processor, so that a seed means the same on every device.
        torch.manual_seed(Seeds.Derive(seed, "initialization"));
        _learner = new AdversarialLearner(recipe, data.Shape, device);
        _random = RandomGenerator.Default(device);
        _random.manual_seed(Seeds.Derive(seed, "training"));
        _sampler = data.Sampler(Seeds.Derive(seed, "data"), device);
        _sheet = new SampleSheet(recipe, data);
    }

    /// <summary>The run.</summary>
    public Run Run { get; }

    /// <summary>How many steps were made.</summary>
    public long CompletedSteps => _step;

    /// <summary>Whether every step of the recipe was made.</summary>
    public bool Finished => _step >= Run.Recipe.Steps;

    /// <summary>What the last step of this session did, or null before the first.</summary>
    public StepReport? LastReport { get; private set; }

    /// <summary>Starts a new run.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="folder">The run's folder; it must not hold a run yet.</param>
    public static TrainingSession Start(Recipe recipe, string folder)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        // Everything that can be wrong is found before anything is written.
        Run.CheckFree(folder);
        recipe = Resolve(recipe);
        DataSet data = OpenData(recipe);
        (Run run, FileStream runLock) = Run.Create(folder, recipe);
        try
        {
            var session = new TrainingSession(run, runLock, data);
            session._metrics = new MetricsLog(run.MetricsFile);
            session._sheet.Save(session._learner.Generator, run.SamplesFolder, 0);
            return session;
        }
        catch
        {
            run.Withdraw();
            runLock.Dispose();
            throw;
        }
    }

    /// <summary>Takes a run up where its newest whole checkpoint left it, or at its beginning if there is none.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="change">What to change in its recipe: the images, the device.</param>
    /// <param name="warn">Told of damaged checkpoints that were passed over.</param>
    public static TrainingSession Resume(string folder, Func<Recipe, Recipe> change, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        Run run = Run.Open(folder);
        FileStream runLock = run.Lock();
        try
        {
            Checkpoint? checkpoint = run.NewestCheckpoint(warn ?? (_ => { }));
            Recipe recipe = Resolve(change(run.Recipe));
            if (checkpoint?.State.Step > recipe.Steps)
            {
                throw new RecipeException(
                    $"{folder}: {checkpoint.State.Step} steps are made already, so it cannot be a run of {recipe.Steps}; ask for more steps.");
            }
            DataSet data = OpenData(recipe);
            if (recipe != run.Recipe)
            {
                run.SaveRecipe(recipe);
            }
            Checkpoint.RemoveUnfinished(run.CheckpointsFolder);
            AtomicFile.RemoveLeftovers(run.Folder);
            AtomicFile.RemoveLeftovers(run.SamplesFolder);
            var session = new TrainingSession(run, runLock, data);
            session.Restore(checkpoint);
            return session;
        }
        catch
        {
            runLock.Dispose();
            throw;
        }
    }

    /// <summary>Makes one step.</summary>
    /// <exception cref="TrainingDivergedException">A loss or gradient is no longer finite.</exception>
    public StepReport Step()
    {
        IReadOnlyList<(string Name, double Value)> metrics = _learner.Step(_sampler);
        _step++;
        if (metrics.Any(metric => !double.IsFinite(metric.Value)))
        {
            throw new TrainingDivergedException(_step, metrics);
        }
        _speed.Count(Run.Recipe.Batch);
        return LastReport = new StepReport(
            _step, Run.Recipe.Steps, _step * Run.Recipe.Batch, _secondsBefore + _speed.Seconds, _speed.PerSecond, metrics);
    }

    /// <summary>Writes what is due after a step: a line of metrics, a grid of samples, a checkpoint.</summary>
    public void Record(StepReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Recipe recipe = Run.Recipe;
        if (_step % recipe.LogEverySteps == 0 || Finished)
        {
            _metrics!.Append(Row(report));
        }
        if (Due(recipe.SampleEveryImages))
        {
            _sheet.Save(_learner.Generator, Run.SamplesFolder, _step);
        }
        if (Due(recipe.CheckpointEveryImages))
        {
            SaveCheckpoint();
            if (!Finished)
            {
                SaveReport();
            }
        }
    }

    /// <summary>Writes a checkpoint of the present state.</summary>
    public void SaveCheckpoint()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var state = new CheckpointState
        {
            Step = _step,
            Seconds = _secondsBefore + _speed.Seconds,
            SamplerPosition = _sampler.Position,
            Shape = _data.Shape,
            Counters = _learner.Counters,
        };
        Checkpoint.Write(
            Run.CheckpointsFolder, state, [.. _learner.NamedTensors(), ("random", _random.get_state())], Run.Recipe.KeepCheckpoints);
    }

    /// <summary>Writes the report of what there is so far.</summary>
    public void SaveReport() => RunReport.Write(Run.Folder);

    /// <summary>Frees the learner and the data; the run stays open.</summary>
    public void Dispose()
    {
        _metrics?.Dispose();
        _learner.Dispose();
        _data.Dispose();
        _sheet.Dispose();
        _random.Dispose();
        _lock.Dispose();
    }

    /// <summary>The shape that a recipe's network gives to its data.</summary>
    internal static SampleShape ShapeFor(Recipe recipe, DataSet data)
    {
        try
        {
            return recipe.Network.ShapeFor(data.Shape);
        }
        catch (ArgumentException error)
        {
            throw new RecipeException(error.Message, error);
        }
    }

    /// <summary>Fixes what depends on the machine, so that recipe.json says what was used.</summary>
    internal static Recipe Resolve(Recipe recipe)
    {
        try
        {
            Device.Parse(recipe.Device).ThrowIfUnavailable();
        }
        catch (ArgumentException error)
        {
            throw new RecipeException(error.Message, error);
        }
        // A libtorch that cannot be used is found here, too, and not when files are there already.
        _ = torch.version;
        return recipe.Threads > 0 ? recipe : recipe with { Threads = Processor.PhysicalCores };
    }

    private static DataSet OpenData(Recipe recipe)
    {
        DataSet opened = recipe.Data.Open();
        try
        {
            DataSet fitting = opened.As(ShapeFor(recipe, opened));
            if (fitting != opened)
            {
                opened.Dispose();
            }
            return fitting;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private void Restore(Checkpoint? checkpoint)
    {
        if (checkpoint is null)
        {
            File.Delete(Run.MetricsFile);
            _metrics = new MetricsLog(Run.MetricsFile);
            _sheet.Save(_learner.Generator, Run.SamplesFolder, 0);
            return;
        }
        CheckpointState state = checkpoint.State;
        using (torch.NewDisposeScope())
        using (torch.no_grad())
        {
            Dictionary<string, Tensor> tensors = checkpoint.ReadTensors();
            foreach ((string name, Tensor value) in _learner.NamedTensors())
            {
                value.copy_(tensors.TryGetValue(name, out Tensor? saved) && saved.shape.SequenceEqual(value.shape)
                    ? saved
                    : throw new RecipeException($"{checkpoint.Folder}: it does not fit recipe.json: {name} is missing or of another shape."));
            }
            _random.set_state(tensors["random"]);
        }
        _learner.Restore(state.Counters);
        _sampler.Position = state.SamplerPosition;
        (_step, _secondsBefore) = (state.Step, state.Seconds);
        MetricsLog.TruncateAfter(Run.MetricsFile, _step);
        _metrics = new MetricsLog(Run.MetricsFile);
    }

    private MetricsRow Row(StepReport report)
    {
        var row = new MetricsRow
        {
            ["step"] = report.Step,
            ["images"] = report.Images,
            ["seconds"] = Math.Round(report.Seconds, 3),
            ["images_per_second"] = Math.Round(report.ImagesPerSecond, 2),
            ["data_wait_seconds"] = Math.Round(_sampler.WaitSeconds, 4),
        };
        foreach ((string name, double value) in report.Metrics)
        {
            row[name] = value;
        }
        return row;
    }

    // Whether this step passed a multiple of so many images, or is the last.
    private bool Due(long everyImages)
    {
        long batch = Run.Recipe.Batch;
        return Finished || _step * batch / everyImages > (_step - 1) * batch / everyImages;
    }
}
