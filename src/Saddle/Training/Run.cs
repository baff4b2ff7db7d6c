using System.Globalization;
using Saddle.Data;
using Saddle.Export;
using Saddle.Evaluation;
using Saddle.Files;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Reporting;
using Saddle.Sampling;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>A run's folder on disk, and the generator that it trained.</summary>
public sealed class Run : IDisposable
{
    /// <summary>Under which the metrics' lines have the scores of an evaluation.</summary>
    internal const string EvaluationKey = "evaluation";

    private readonly Action<string> _warn;
    private Generator? _generator;
    private Generator? _reverseGenerator;
    private long? _generatorStep;
    private DataForm? _form;
    private bool _madeFolder;
    private bool _best;
    private Device _device = Device.Cpu;

    private Run(string folder, Recipe recipe, Action<string>? warn = null)
        => (Folder, Recipe, _warn) = (folder, recipe, warn ?? (_ => { }));

    /// <summary>Where the run lies.</summary>
    public string Folder { get; }

    /// <summary>The resolved recipe.</summary>
    public Recipe Recipe { get; private set; }

    /// <summary>The grids of samples, oldest first.</summary>
    public IReadOnlyList<string> SampleFiles
        => Directory.Exists(SamplesFolder)
            ? [
                .. Directory.EnumerateFiles(SamplesFolder, "*.png").OrderBy(file => file.Length)
                    .ThenBy(file => file, StringComparer.Ordinal),
            ]
            : [];

    /// <summary>The page that shows the run.</summary>
    public string ReportFile => Path.Combine(Folder, "report.html");

    /// <summary>What was noted while the run was trained, a line with its time each; missing where there was nothing.</summary>
    public string LogFile => Path.Combine(Folder, "log.txt");

    /// <summary>The numbers of the run, a JSON object a line.</summary>
    public string MetricsFile => Path.Combine(Folder, "metrics.jsonl");

    /// <summary>
    /// The averaged generator of the newest whole checkpoint, or of the best one if that was asked for; the run owns it.
    /// </summary>
    /// <exception cref="RecipeException">There is no whole checkpoint.</exception>
    public Generator Generator => _generator ??= Load(Learner.AveragePrefix, Recipe.Learner.CreateGenerator)!;

    /// <summary>
    /// The averaged generator of the way back, from the same checkpoint; null where the learner knows none. The run owns it.
    /// </summary>
    /// <exception cref="RecipeException">There is no whole checkpoint.</exception>
    public Generator? ReverseGenerator
        => _reverseGenerator ??= Load(Learner.ReverseAveragePrefix, Recipe.Learner.CreateReverseGenerator);

    /// <summary>What the data were that the run learnt from: their shape, classes and the like.</summary>
    /// <exception cref="RecipeException">There is no whole checkpoint.</exception>
    public DataForm Form
    {
        get
        {
            _ = Generator;
            return _form!;
        }
    }

    /// <summary>Has the run's generators compute on a device; they are the processor's at first.</summary>
    /// <exception cref="InputException">The device is not there.</exception>
    public void To(Device device)
    {
        device.ThrowIfUnavailable();
        _device = device;
        _generator?.MoveTo(device);
        _reverseGenerator?.MoveTo(device);
    }

    /// <summary>
    /// Samples of <see cref="Generator"/> as a set to be judged; a conditional run asks for what samples of its data show.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed draws the same samples.</param>
    /// <param name="work">Whom to tell of long work on the data, and what stops it.</param>
    /// <returns>The set; dispose it before the run.</returns>
    /// <exception cref="RecipeException">There is no whole checkpoint.</exception>
    /// <exception cref="DataException">The run is conditional, and its data are missing or damaged.</exception>
    public SampleSet Samples(long count, long seed = 0, DataWork? work = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        DataForm form = Form;
        DataSet? data = Recipe.Learner.IsConditional ? OpenData(work).Set : null;
        return new GeneratedSamples(Recipe.Learner, form, Generator, data, unchecked((ulong)seed)).Take(Folder, count, data);
    }

    /// <summary>What some samples of the run's data show, as its generator is told it; null where it is told nothing.</summary>
    /// <param name="count">For how many samples.</param>
    /// <param name="seed">The same seed gives the same.</param>
    /// <param name="work">Whom to tell of long work on the data, and what stops it.</param>
    /// <exception cref="DataException">The data are missing or damaged.</exception>
    public Condition? ConditionOfData(int count, long seed = 0, DataWork? work = null)
    {
        DataForm form = Form;
        using DataSet? data = Recipe.Learner.IsConditional ? OpenData(work).Set : null;
        return data is null ? null : Recipe.Learner.ConditionOf(data.Read(unchecked((ulong)seed), 0, count), form);
    }

    /// <summary>Draws what was asked for; the caller's scope owns it.</summary>
    /// <param name="given">What was asked for, by the options of every run and those of the learner.</param>
    /// <param name="film">Whether it is to be shown as a film, which has more steps.</param>
    /// <exception cref="InputException">It cannot be drawn; every problem is told, with what would do.</exception>
    public Drawing Draw(SampleValues given, bool film = false)
    {
        ArgumentNullException.ThrowIfNull(given);
        var request = new SampleRequest(Generator, Form)
        {
            Given = given,
            Source = Folder,
            IsFilm = film,
            Warn = _warn,
            Reverse = () => ReverseGenerator,
        };
        return Recipe.Learner.Draw(request with { OfData = count => ConditionOfData(count, request.Seed) });
    }

    /// <summary>Makes a file of a network of the run's newest whole checkpoint: see docs/export.md.</summary>
    /// <param name="path">The file, which is replaced as a whole or not at all.</param>
    /// <param name="options">What is exported, and how; the averaged generator if left out.</param>
    /// <exception cref="InputException">The run has no such network, or a layer of it cannot be exported.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Export(string path, ExportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.WriteBytes(path, new RunExport(this, options ?? new ExportOptions()).ToBytes());
    }

    /// <summary>
    /// The step of the checkpoint that <see cref="Generator"/> comes from: the newest whole one; 0 before the first.
    /// </summary>
    public long Step => _generatorStep ?? NewestCheckpoint()?.State.Step ?? 0;

    /// <summary>Makes sure that the run's data are where its recipe says, as far as that is a path.</summary>
    /// <exception cref="DataException">They are not.</exception>
    public void ThrowIfDataMissing()
    {
        if (RecipePaths.Missing(Recipe) is { } path)
        {
            throw new DataException($"{Folder}: its data are not at {path} any more; say where they lie now.")
            {
                Remedies = [new(RemedyKind.MovedData, Folder)],
            };
        }
    }

    /// <summary>The digest of the tensors of the checkpoint that was read last; empty before.</summary>
    internal string Digest { get; private set; } = "";

    internal string SamplesFolder => Path.Combine(Folder, "samples");

    internal string CheckpointsFolder => Path.Combine(Folder, "checkpoints");

    /// <summary>Where the checkpoint lies that was best by the recipe's own metric.</summary>
    internal string BestFolder => Path.Combine(Folder, "best");

    /// <summary>recipe.json.</summary>
    internal string RecipeFile => Path.Combine(Folder, NewRunFolder.RecipeName);

    /// <summary>Opens a run that exists.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="warn">Told of damaged checkpoints that are passed over.</param>
    /// <param name="best">Whether the generator is that of the checkpoint that was best by the recipe's metric, and not the
    /// newest.</param>
    /// <param name="data">Where the run's data lie now, as <see cref="Recipe.WithDataAt"/> takes it; null for where its recipe
    /// says.</param>
    /// <exception cref="RecipeException">It is no run's folder, damaged, or from a newer version; or it has kept no best
    /// checkpoint.</exception>
    public static Run Open(string folder, Action<string>? warn = null, bool best = false, string? data = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var run = new Run(folder, Recipes.Dcgan, warn) { _best = best };
        if (!Directory.Exists(folder))
        {
            throw new RecipeException($"{folder}: there is no such folder; a run's folder is expected, such as runs/dcgan-001.");
        }
        if (!File.Exists(run.RecipeFile))
        {
            throw new RecipeException(
                $"{folder}: not a run's folder: it holds no recipe.json. A run's folder is expected, such as runs/dcgan-001.");
        }
        Recipe recipe = RecipeJson.Load(run.RecipeFile);
        run.Recipe = data is null ? recipe : recipe.WithDataAt(data);
        if (best && !Checkpoint.Folders(run.BestFolder).Any())
        {
            throw new RecipeException(
                $"{folder}: it has kept no best checkpoint; runs do so when they are evaluated while they learn "
                + "(evaluate.every_images).")
            {
                Remedies = [new(RemedyKind.Setting, "evaluate.every_images=50000")],
            };
        }
        return run;
    }

    /// <summary>Makes the folder of a new run and locks it. From its recipe.json on it is a run; before, it is nothing.</summary>
    /// <exception cref="RecipeException">The folder holds a run or other files already, or another process has it.</exception>
    internal static (Run Run, FileStream Lock) Create(string folder, Recipe recipe)
    {
        var run = new Run(folder, recipe) { _madeFolder = !Directory.Exists(folder) };
        DurableFolder.Create(folder);
        FileStream runLock = run.Lock();
        try
        {
            // Another process may have been faster.
            NewRunFolder.CheckFree(folder);
            AtomicFile.RemoveLeftovers(folder);
            run.SaveRecipe();
            DurableFolder.Create(run.CheckpointsFolder);
            DurableFolder.Create(run.SamplesFolder);
            return (run, runLock);
        }
        catch (Exception error)
        {
            if (error is not RecipeException)
            {
                run.Withdraw();
            }
            runLock.Dispose();
            throw;
        }
    }

    /// <summary>Removes a run that could not begin: as if it had never been asked for.</summary>
    internal void Withdraw() => NewRunFolder.Clear(Folder, _madeFolder);

    /// <summary>A folder below <paramref name="parent"/> for the next run of that name: <c>runs/dcgan-003</c>.</summary>
    public static string NextFolder(string parent, string name)
    {
        for (int number = 1; ; number++)
        {
            string folder = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{name}-{number:000}"));
            if (!Path.Exists(folder))
            {
                return folder;
            }
        }
    }

    /// <summary>Frees the generators; the folder stays.</summary>
    public void Dispose()
    {
        _generator?.Dispose();
        _reverseGenerator?.Dispose();
    }

    /// <summary>The same run with another recipe, which is not written yet.</summary>
    internal Run With(Recipe recipe) => new(Folder, recipe, _warn);

    /// <summary>Writes recipe.json.</summary>
    internal void SaveRecipe() => AtomicFile.WriteText(RecipeFile, RecipeJson.WriteFor(Folder, Recipe));

    /// <summary>Opens the run's data.</summary>
    /// <exception cref="DataException">They are not where the recipe says, or damaged.</exception>
    internal OpenedData OpenData(DataWork? work)
    {
        ThrowIfDataMissing();
        return Preparation.OpenData(Recipe, work);
    }

    /// <summary>Adds a line to <see cref="LogFile"/>.</summary>
    internal void Note(string what) => RunLog.Note(LogFile, what);

    /// <summary>Keeps another process from training the same run; freed with the process, however it ends.</summary>
    /// <exception cref="RecipeException">Another process has it.</exception>
    internal FileStream Lock()
    {
        try
        {
            return new FileStream(
                Path.Combine(Folder, NewRunFolder.LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                FileOptions.DeleteOnClose);
        }
        catch (IOException error) when (File.Exists(Path.Combine(Folder, NewRunFolder.LockName)))
        {
            throw new RecipeException($"{Folder}: another process is training this run; wait for it or stop it.", error);
        }
    }

    /// <summary>The newest checkpoint that is whole, or null if there is none at all; damaged ones are warned of.</summary>
    /// <exception cref="RecipeException">There are checkpoints, but each is damaged.</exception>
    internal Checkpoint? NewestCheckpoint()
    {
        var damaged = new List<string>();
        foreach (string folder in Checkpoint.Folders(_best ? BestFolder : CheckpointsFolder))
        {
            try
            {
                Checkpoint checkpoint = Checkpoint.Open(folder);
                damaged.ForEach(problem => _warn($"{problem}; the checkpoint before it is used"));
                return checkpoint;
            }
            catch (InvalidDataException error)
            {
                damaged.Add($"{folder}: {error.Message}");
            }
        }
        return damaged.Count == 0
            ? null
            : throw new RecipeException(
                [
                    .. damaged,
                    $"{Folder}: none of its checkpoints can be used; let it begin again from its seed, or train its recipe "
                    + "in another folder.",
                ])
            {
                Remedies = [new(RemedyKind.Restart, Folder), new(RemedyKind.TrainAnew, RecipeFile)],
            };
    }

    private Generator? Load(string prefix, Func<DataForm, Generator?> create)
    {
        Generator? generator = LoadNetwork(prefix, create);
        generator?.MoveTo(_device);
        return generator;
    }

    /// <summary>A network of the newest whole checkpoint, on the processor and not in training.</summary>
    /// <param name="prefix">What the names of its tensors begin with.</param>
    /// <param name="create">Makes one for the form of the data; null where the learner has none.</param>
    /// <exception cref="RecipeException">There is no whole checkpoint, or it does not fit the recipe.</exception>
    internal T? LoadNetwork<T>(string prefix, Func<DataForm, T?> create) where T : Module
    {
        Checkpoint checkpoint = NewestCheckpoint()
            ?? throw new RecipeException($"{Folder}: the run has no checkpoint yet; continue it.")
            {
                Remedies = [new(RemedyKind.Continue, Folder)],
            };
        using DisposeScope scope = torch.NewDisposeScope();
        using var fork = new RandomFork();
        T? network = null;
        try
        {
            Recipe.Learner.Check(checkpoint.State.Form, Recipe.Batch);
            network = create(checkpoint.State.Form);
            if (network is null)
            {
                return null;
            }
            network.Load(checkpoint.ReadTensors()
                .Where(tensor => tensor.Key.StartsWith(prefix, StringComparison.Ordinal))
                .ToDictionary(tensor => tensor.Key[prefix.Length..], tensor => tensor.Value));
        }
        catch (Exception error) when (error is InputException or InvalidDataException)
        {
            network?.Dispose();
            throw new RecipeException($"{checkpoint.Folder}: it does not fit recipe.json: {error.Message}", error);
        }
        network.Train(false);
        if (network is Generator generator)
        {
            generator.LatentNumbers = Recipe.LatentNumbers;
        }
        (_generatorStep, _form, Digest) = (checkpoint.State.Step, checkpoint.State.Form, checkpoint.State.TensorsDigest);
        return network;
    }
}
