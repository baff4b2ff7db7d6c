using Saddle.Data;
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
    private readonly FileStream _lock;
    private readonly RunSettings _settings;
    private readonly DataSet _data;
    private readonly TrainingState _state;
    private readonly SampleSheet _sheet;
    private readonly RunEvaluation _evaluation;
    private readonly Speedometer _speed = new();
    private readonly RunCheckpoints _checkpoints;
    private MetricsLog? _metrics;
    private long _loggedStep = -1;
    private bool _isWhole = true;
    private double _secondsBefore;

    private TrainingSession(Run run, FileStream runLock, DataSet data, DataForm form)
    {
        (Run, _lock, _data, _checkpoints) = (run, runLock, data, new RunCheckpoints(run));
        _settings = new RunSettings(Device.Parse(run.Recipe.Device));
        (_state, _sheet, _evaluation) = _settings.Use(() => (
            new TrainingState(run.Recipe, data, form),
            new SampleSheet(run.Recipe, data, form),
            new RunEvaluation(run.Recipe, data, form)));
    }

    /// <summary>The run.</summary>
    public Run Run { get; }

    /// <summary>How many steps were made.</summary>
    public long CompletedSteps => _state.Step;

    /// <summary>What the recipe allows but hardly means, a sentence each.</summary>
    public IEnumerable<string> Warnings => Run.Recipe.Learner.Warnings;

    /// <summary>Whether every step of the recipe was made.</summary>
    public bool Finished => CompletedSteps >= Run.Recipe.Steps;

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

    internal Learner Learner => _state.Learner;

    /// <summary>Starts a new run.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="folder">The run's folder; it must not hold a run yet.</param>
    /// <param name="work">Whom to tell of long work on the data, and what stops it.</param>
    public static TrainingSession Start(Recipe recipe, string folder, DataWork? work = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        // What can be wrong with the recipe and its data is found before anything is written.
        NewRunFolder.CheckFree(folder);
        recipe = Preparation.Resolve(recipe);
        (DataSet data, DataForm form) = Preparation.OpenData(recipe, work);
        Run? run = null;
        try
        {
            RunEvaluation.Check(recipe, data);
            (run, FileStream runLock) = Run.Create(folder, recipe);
            return Open(run, runLock, data, form, null, session => session.Begin());
        }
        catch
        {
            run?.Withdraw();
            data.Dispose();
            throw;
        }
    }

    /// <summary>Takes a run up where its newest whole checkpoint left it, or at its beginning if there is none.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="change">What to change in its recipe: the images, the device.</param>
    /// <param name="warn">Told of damaged checkpoints that were passed over, and the like.</param>
    /// <param name="work">Whom to tell of long work on the data, and what stops it.</param>
    public static TrainingSession Resume(
        string folder, Func<Recipe, Recipe> change, Action<string>? warn = null, DataWork? work = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        warn ??= _ => { };
        Run before = Run.Open(folder, warn);
        FileStream runLock = before.Lock();
        try
        {
            Checkpoint? checkpoint = before.NewestCheckpoint();
            Continuation.RequestKernelOf(checkpoint);
            Run run = before.With(Preparation.Resolve(change(before.Recipe)));
            if (checkpoint?.State.Step > run.Recipe.Steps)
            {
                throw new RecipeException(
                    $"{folder}: {checkpoint.State.Step} steps are made already, so it cannot be a run of {run.Recipe.Steps}; "
                    + "ask for more steps.");
            }
            (DataSet data, DataForm form) = Preparation.OpenData(run.Recipe, work);
            return Open(run, runLock, data, form, checkpoint, session =>
            {
                session.TakeUp(checkpoint, warn);
                // Only a recipe that the checkpoint fits may replace the one that it was made with.
                if (run.Recipe != before.Recipe)
                {
                    run.SaveRecipe();
                }
                Checkpoint.RemoveUnfinished(run.CheckpointsFolder);
                AtomicFile.RemoveLeftovers(run.Folder);
                AtomicFile.RemoveLeftovers(run.SamplesFolder);
            });
        }
        catch
        {
            runLock.Dispose();
            throw;
        }
    }

    /// <summary>Makes one step.</summary>
    /// <exception cref="TrainingDivergedException">A loss or gradient is no longer finite.</exception>
    /// <exception cref="IOException">A checkpoint could not be written; those before are intact, and no step was
    /// made.</exception>
    public StepReport Step()
    {
        _checkpoints.ThrowIfFailed();
        _isWhole = false;
        IReadOnlyList<(string Name, double Value)> metrics = _settings.Use(_state.MakeStep);
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
        bool sample = Due(recipe.SampleEveryImages), checkpoint = Due(recipe.CheckpointEveryImages), evaluate = EvaluationIsDue();
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
        if (CompletedSteps > 0 && Due(Run.Recipe.SampleEveryImages) && !_sheet.IsSaved(Run.SamplesFolder, CompletedSteps))
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
        _data.Dispose();
        _sheet.Dispose();
        _evaluation.Dispose();
        _settings.Dispose();
        _lock.Dispose();
    }

    private double Seconds => _secondsBefore + _speed.Seconds;

    private void DrawSheet() => _settings.Use(() => _sheet.Save(Learner.Generator, Run.SamplesFolder, CompletedSteps));

    private void Log(StepReport report, EvaluationReport? evaluation)
    {
        if (CompletedSteps % Run.Recipe.LogEverySteps == 0 || Finished || evaluation is not null)
        {
            _loggedStep = CompletedSteps;
            _metrics!.Append(StepRow.Of(report, _state.WaitSeconds, evaluation));
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
        Run run, FileStream runLock, DataSet data, DataForm form, Checkpoint? checkpoint, Action<TrainingSession> begin)
    {
        TrainingSession? session = null;
        try
        {
            session = new TrainingSession(run, runLock, data, Preparation.Kept(form, run, checkpoint));
            session._settings.Use(() => begin(session));
            return session;
        }
        catch
        {
            session?.Dispose();
            data.Dispose();
            runLock.Dispose();
            throw;
        }
    }

    private void Begin()
    {
        _metrics = new MetricsLog(Run.MetricsFile);
        _sheet.Save(Learner.Generator, Run.SamplesFolder, 0);
    }

    private void TakeUp(Checkpoint? checkpoint, Action<string> warn)
    {
        if (checkpoint is null)
        {
            File.Delete(Run.MetricsFile);
            Begin();
            return;
        }
        new Continuation(Run, checkpoint, warn).Restore(_state);
        _checkpoints.Know(CompletedSteps);
        _secondsBefore = checkpoint.State.Seconds;
        _metrics = new MetricsLog(Run.MetricsFile);
    }

    // A run that ends before its first evaluation has none: it was only tried.
    private bool EvaluationIsDue()
        => Run.Recipe.Evaluate.EveryImages is > 0 and var every && CompletedSteps * Run.Recipe.Batch >= every && Due(every);

    // An evaluation that is interrupted leaves no trace: what was learnt counts, and is kept.
    private EvaluationReport? Evaluate()
    {
        try
        {
            EvaluationReport report = _speed.Beside(() => _evaluation.Measure(Learner.Generator, EvaluationWork));
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
