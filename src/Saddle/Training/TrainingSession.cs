using System.Diagnostics;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Evaluation;
using Saddle.Files;
using Saddle.Learners;
using Saddle.Reporting;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// A run while it is being trained: what it writes, and when. Its threads and random numbers are its own: between two calls the
/// host's settings of libtorch are as they were, and nothing that the host does with libtorch changes the run. Several sessions
/// may take turns, but not work at the same moment.
/// </summary>
public sealed class TrainingSession : IDisposable
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(0.5);

    // In images: at first a grid whenever there are twice as many.
    private static readonly long[] s_firstSamples = [250, 500, 1_000, 2_000, 4_000];

    private readonly FileStream _lock;
    private readonly RunSettings _settings;
    private readonly OpenedData _data;
    private readonly TrainingState _state;
    private readonly SampleSheet _sheet;
    private readonly RunEvaluation _evaluation;
    private readonly Speedometer _speed = new();
    private readonly RunCheckpoints _checkpoints;
    private MetricsLog? _metrics;
    private long _loggedStep = -1;
    private bool _isWhole = true;
    private double _secondsBefore;
    private long _lastNumbers;

    private TrainingSession(Run run, FileStream runLock, OpenedData data, DataForm form)
    {
        (Run, _lock, _data) = (run, runLock, data);
        // After a checkpoint's step no line before it may be missing, whatever becomes of the machine.
        _checkpoints = new RunCheckpoints(run, () => _metrics?.Flush());
        _settings = new RunSettings(Device.Parse(run.Recipe.Device));
        (_state, _sheet, _evaluation) = _settings.Use(() => (
            new TrainingState(run.Recipe, data, form),
            new SampleSheet(run.Recipe, data.Set, form),
            new RunEvaluation(run.Recipe, data.Set, form)));
    }

    /// <summary>The run.</summary>
    public Run Run { get; }

    /// <summary>How many steps were made.</summary>
    public long CompletedSteps => _state.Step;

    /// <summary>What the recipe allows but hardly means, a sentence each.</summary>
    public IEnumerable<string> Warnings
        => [.. Run.Recipe.Learner.Warnings, .. OptimizerHazard.Of(Run.Recipe) is { } hazard ? [hazard] : Array.Empty<string>()];

    /// <summary>Where the run is computed and how, in a few words, and why there if that was left to the program.</summary>
    public string Place => DeviceArithmetic.Describe(Run.Recipe, DeviceReason)
        + (_state.Unrecorded is { } part ? $", steps not recorded: {part}" : "");

    /// <summary>Whether every step of the recipe was made.</summary>
    public bool Finished => CompletedSteps >= Run.Recipe.Steps;

    /// <summary>
    /// Whether the run has begun again from its seed, because it was stopped before its first checkpoint or that was wanted.
    /// </summary>
    public bool BeganAgain { get; private set; }

    /// <summary>What the last step of this session did, or null before the first.</summary>
    public StepReport? LastReport { get; private set; }

    /// <summary>What the newest evaluation of this session found, or null before the first.</summary>
    public EvaluationReport? LastEvaluation { get; private set; }

    /// <summary>The step of the newest checkpoint on the disk, or null before the first.</summary>
    public long? SavedStep => Checkpoint.NewestStep(Run.CheckpointsFolder);

    /// <summary>
    /// Why the state could not be saved when an error ended <see cref="Trainer.Loop"/>; null if it was, or if the last
    /// checkpoint stands.
    /// </summary>
    public Exception? SaveFailure { get; private set; }

    /// <summary>Whom to tell how far an evaluation is, and what stops it. libtorch has the run's settings then.</summary>
    public DataWork EvaluationWork { get; set; } = DataWork.Quiet;

    /// <summary>Which run's networks it has just begun with, in one sentence without its full stop; else null.</summary>
    public string? Inheritance { get; private set; }

    internal Learner Learner => _state.Learner;

    // Null where the recipe names the device.
    private string? DeviceReason { get; set; }

    /// <summary>Starts a new run.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="folder">The run's folder; it must not hold a run yet.</param>
    /// <param name="work">Whom to tell of long work on the data, and what stops it.</param>
    public static TrainingSession Start(Recipe recipe, string folder, DataWork? work = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        // What can be wrong with the recipe and its data is found before anything is written.
        NewRunFolder.CheckFree(folder);
        string asked = recipe.Device;
        recipe = Preparation.Resolve(recipe);
        Preparation.CheckThreads(recipe);
        ParentRun? parent = ParentRun.Of(recipe);
        recipe = parent?.In(recipe) ?? recipe;
        OpenedData data = Preparation.OpenData(recipe, work);
        Run? run = null;
        try
        {
            recipe = RunEvaluation.Resolved(recipe, data.Set);
            RunEvaluation.Check(recipe, data.Set);
            (run, FileStream runLock) = Run.Create(folder, recipe);
            TrainingSession session = Open(run, runLock, data, null, session => session.Begin(parent));
            session.DeviceReason = DeviceChoice.Of(asked).Reason;
            return session;
        }
        catch
        {
            run?.Withdraw();
            data.Set.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Takes a run up where its newest whole checkpoint left it, or at its beginning if it was stopped before its first one.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="change">What to change in its recipe: the images, the device, the place of the data
    /// (<see cref="Recipe.WithDataAt"/>)...</param>
    /// <param name="warn">Told of damaged checkpoints that were passed over, and the like.</param>
    /// <param name="work">Whom to tell of long work on the data, and what stops it.</param>
    /// <param name="restart">Begins the run again from its seed, which its checkpoints must all be lost or damaged for.</param>
    /// <exception cref="RecipeException">It cannot go on: its checkpoints are lost or damaged, or something was changed that may
    /// not change within a run.</exception>
    /// <exception cref="DataException">Its data are missing, damaged or others.</exception>
    public static TrainingSession Resume(
        string folder, Func<Recipe, Recipe> change, Action<string>? warn = null, DataWork? work = null, bool restart = false)
    {
        ArgumentNullException.ThrowIfNull(change);
        var warnings = new List<string>();
        Action<string> tell = warnings.Add;
        tell += warn;
        Run before = Run.Open(folder, tell);
        FileStream runLock = before.Lock();
        try
        {
            Checkpoint? checkpoint = new Beginning(before).Checkpoint(restart);
            Continuation.RequestKernelOf(checkpoint);
            Run run = before.With(Preparation.Resolve(change(before.Recipe)));
            Continuation.CheckChange(before, run, checkpoint);
            bool isMoved = run.Recipe.Data != RecipePaths.Absolute(before.Recipe).Data;
            OpenedData data = run.OpenData(work);
            TrainingSession session = Open(run, runLock, data, checkpoint, session =>
            {
                if (checkpoint is not null && isMoved)
                {
                    Continuation.CheckMoved(run, data, checkpoint, tell);
                }
                session.TakeUp(checkpoint, isMoved, tell);
                // Only a recipe that the checkpoint fits may replace the one that it was made with.
                if (run.Recipe != RecipeJson.Read(File.ReadAllText(run.RecipeFile), run.RecipeFile))
                {
                    run.SaveRecipe();
                }
                Checkpoint.RemoveUnfinished(run.CheckpointsFolder);
                AtomicFile.RemoveLeftovers(run.Folder);
                AtomicFile.RemoveLeftovers(run.SamplesFolder);
            });
            warnings.ForEach(session.Note);
            return session;
        }
        catch
        {
            runLock.Dispose();
            throw;
        }
    }

    /// <summary>Adds a line with the time to the run's log.txt; one that cannot be written is no reason to stop.</summary>
    /// <param name="what">One sentence.</param>
    public void Note(string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        Run.Note(what);
    }

    /// <summary>Makes one step.</summary>
    /// <exception cref="TrainingDivergedException">A loss or gradient is no longer finite.</exception>
    /// <exception cref="IOException">A checkpoint could not be written; those before are intact, and no step was
    /// made.</exception>
    public StepReport Step()
    {
        _checkpoints.ThrowIfFailed();
        _isWhole = false;
        bool isDue = NumbersAreDue();
        IReadOnlyList<(string Name, double Value)> metrics = Told(() => _settings.Use(() => _state.MakeStep(isDue)));
        _isWhole = true;
        _speed.Count(Run.Recipe.Batch);
        return LastReport = new StepReport(
            CompletedSteps, Run.Recipe.Steps, CompletedSteps * Run.Recipe.Batch, Seconds, _speed.PerSecond, metrics);
    }

    /// <summary>
    /// Writes what is due after a step: a line of metrics, a grid of samples, a checkpoint. A checkpoint before the last step may
    /// still be under way when this returns; <see cref="SaveCheckpoint"/> and <see cref="Dispose"/> wait for it.
    /// </summary>
    /// <exception cref="TrainingDivergedException">The state is no longer finite; nothing of it is written.</exception>
    /// <exception cref="IOException">The disk is full or cannot be written; the checkpoints before are intact.</exception>
    public void Record(StepReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Recipe recipe = Run.Recipe;
        bool sample = SamplesAreDue(), checkpoint = Due(recipe.CheckpointEveryImages), evaluate = EvaluationIsDue();
        if (sample || checkpoint || evaluate)
        {
            _settings.Use(_state.ThrowIfDiverged);
        }
        EvaluationReport? evaluation = evaluate ? _settings.Use(Evaluate) : null;
        Log(report, evaluation);
        if (sample)
        {
            DrawSheet();
        }
        if (checkpoint && Finished)
        {
            SaveCheckpoint();
        }
        else if (checkpoint)
        {
            BeginCheckpoint();
            SaveReport();
        }
    }

    /// <summary>
    /// Writes a checkpoint of the present state, unless there is one already, and waits until it is on the disk.
    /// </summary>
    /// <exception cref="TrainingDivergedException">The state is no longer finite; the checkpoints before stay.</exception>
    /// <exception cref="IOException">The disk is full or cannot be written; the checkpoints before are intact.</exception>
    public void SaveCheckpoint()
    {
        BeginCheckpoint();
        _checkpoints.Finish();
    }

    /// <summary>Writes the report of what there is so far.</summary>
    public void SaveReport() => RunReport.Write(Run.Folder);

    /// <summary>
    /// Loses nothing to an error that ends the training: waits for the checkpoint that is being written, and where the state is
    /// whole, writes one of it. What goes wrong here is <see cref="SaveFailure"/>: the error is what is to be told.
    /// </summary>
    internal void Keep(Exception error)
    {
        SaveFailure = FailureOf(_checkpoints.Finish);
        if (_isWhole && error is not TrainingDivergedException)
        {
            SaveFailure = FailureOf(SaveCheckpoint) ?? FailureOf(LogLast);
        }
    }

    /// <summary>Draws the sheet of the step that was taken up, if the session before could not.</summary>
    internal void DrawMissingSheet()
    {
        if (CompletedSteps > 0 && SamplesAreDue() && !_sheet.IsSaved(Run.SamplesFolder, CompletedSteps))
        {
            DrawSheet();
        }
    }

    /// <summary>Frees the learner and the data; the run stays open.</summary>
    public void Dispose()
    {
        _checkpoints.Dispose();
        _metrics?.Dispose();
        _state.Dispose();
        _data.Set.Dispose();
        _sheet.Dispose();
        _evaluation.Dispose();
        _settings.Dispose();
        _lock.Dispose();
    }

    private T Told<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (TorchException error)
            when (DeviceTrouble.Of(error, Run.Recipe, Learner.NeedsWholeBatch) is { } trouble)
        {
            throw trouble;
        }
    }

    // Of the step to come: a line of metrics, or that somebody may look at a moving bar.
    private bool NumbersAreDue()
    {
        long step = CompletedSteps + 1;
        bool isDue = step % Run.Recipe.LogEverySteps == 0 || step >= Run.Recipe.Steps
            || Stopwatch.GetElapsedTime(_lastNumbers) > s_betweenLooks;
        if (isDue)
        {
            _lastNumbers = Stopwatch.GetTimestamp();
        }
        return isDue;
    }

    private double Seconds => _secondsBefore + _speed.Seconds;

    private void DrawSheet() => _settings.Use(() => _sheet.Save(Learner.Generator, Run.SamplesFolder, CompletedSteps));

    private void Log(StepReport report, EvaluationReport? evaluation)
    {
        if (CompletedSteps % Run.Recipe.LogEverySteps == 0 || Finished || evaluation is not null)
        {
            _loggedStep = CompletedSteps;
            _metrics!.Append(StepRow.Of(report, _state.WaitSeconds, evaluation, Device.Parse(Run.Recipe.Device)));
        }
    }

    // An evaluation that fails comes before the line of its step.
    private void LogLast()
    {
        if (LastReport is { } report && _loggedStep < CompletedSteps)
        {
            Log(report, null);
        }
    }

    private static Exception? FailureOf(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private void BeginCheckpoint()
        => _checkpoints.Begin(CompletedSteps, () => _settings.Use(() => _state.Take(Seconds)));

    // The session owns the lock and the data; if it cannot begin, they are freed.
    private static TrainingSession Open(
        Run run, FileStream runLock, OpenedData data, Checkpoint? checkpoint, Action<TrainingSession> begin)
    {
        TrainingSession? session = null;
        try
        {
            session = new TrainingSession(run, runLock, data, Preparation.Kept(data.Form, run, checkpoint));
            session._settings.Use(() => begin(session));
            return session;
        }
        catch
        {
            session?.Dispose();
            data.Set.Dispose();
            runLock.Dispose();
            throw;
        }
    }

    // With another run's weights a run no longer follows from its seed: they are its own from the first moment on.
    private void Begin(ParentRun? parent)
    {
        if (parent is not null)
        {
            Note(Inheritance = parent.Give(Learner));
            SaveCheckpoint();
        }
        _metrics = new MetricsLog(Run.MetricsFile);
        _sheet.Save(Learner.Generator, Run.SamplesFolder, 0);
    }

    private void TakeUp(Checkpoint? checkpoint, bool isMoved, Action<string> warn)
    {
        if (checkpoint is null)
        {
            BeganAgain = new Beginning(Run).Clear();
            Begin(ParentRun.Of(Run.Recipe));
            return;
        }
        new Continuation(Run, checkpoint, isMoved, warn).Restore(_state);
        _checkpoints.Know(CompletedSteps);
        _secondsBefore = checkpoint.State.Seconds;
        _metrics = new MetricsLog(Run.MetricsFile);
    }

    // Pictures change the most at the beginning, and whoever has just started a run looks at it.
    private bool SamplesAreDue()
        => Due(Run.Recipe.SampleEveryImages)
            || _data.Form.Shape.IsImage && s_firstSamples.Any(Passed);

    private bool Passed(long images)
        => CompletedSteps * Run.Recipe.Batch >= images && (CompletedSteps - 1) * Run.Recipe.Batch < images;

    // A run that ends before its first evaluation has none: it was only tried.
    private bool EvaluationIsDue()
        => Run.Recipe.Evaluate.EveryImages is > 0 and var every && CompletedSteps * Run.Recipe.Batch >= every && Due(every);

    // An evaluation that is interrupted leaves no trace: what was learnt counts, and is kept.
    private EvaluationReport? Evaluate()
    {
        try
        {
            EvaluationReport report = _speed.Beside(() => DeviceArithmetic.Exactly(
                Device.Parse(Run.Recipe.Device), () => _evaluation.Measure(Learner.Generator, EvaluationWork)));
            if (_evaluation.IsBest(report, Run.MetricsFile))
            {
                _checkpoints.BeginBest(_state.Take(Seconds));
            }
            return LastEvaluation = report;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (DownloadException error)
        {
            EvaluationWork.Warn?.Invoke($"nothing is measured at step {CompletedSteps}: {error.Message.TrimEnd('.')}");
            return null;
        }
        catch (InputException error)
        {
            throw new RecipeException([.. error.Problems.Select(problem => $"evaluate: {problem}")], error);
        }
    }

    // Whether this step passed a multiple of so many images, or is the last.
    private bool Due(long everyImages)
    {
        long batch = Run.Recipe.Batch;
        return Finished || CompletedSteps * batch / everyImages > (CompletedSteps - 1) * batch / everyImages;
    }
}
