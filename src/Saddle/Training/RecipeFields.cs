using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// A recipe as paths and values (<c>batch</c>, <c>objective.name</c>, <c>objective.a</c>): one table behind recipe.json,
/// <c>--set</c> and the lists of the command line.
/// </summary>
public static class RecipeFields
{
    private sealed record Field(Setting Setting, Func<Recipe, object> Get, Func<Recipe, object, Recipe> Put);

    private sealed record Section(
        string Name, string Summary, Func<Recipe, Component> Get, Func<string, Entry?> Find, IReadOnlyList<string> Choices,
        Func<Recipe, Entry, SettingValues, Recipe> Put)
    {
        /// <summary>Whether its component is always the same, and is not named.</summary>
        internal bool IsFixed => Choices.Count == 0;
    }

    private static readonly Field[] s_fields =
    [
        new(Setting.Text("name", "", "what the recipe is called"), r => r.Name, (r, v) => r with { Name = (string)v }),
        new(Setting.Whole("batch", 64, "samples a step, of each of real and fake", 2, 65_536), r => (long)r.Batch, (r, v) => r with { Batch = (int)(long)v }),
        new(Setting.Whole("images", 500_000, "samples that the generator learns from in all", 1, 1_000_000_000_000), r => r.Images, (r, v) => r with { Images = (long)v }),
        new(Setting.Whole("discriminator_steps", 1, "discriminator updates for each generator update", 1, 1_000), r => (long)r.DiscriminatorSteps, (r, v) => r with { DiscriminatorSteps = (int)(long)v }),
        new(Setting.Number("average_half_life_images", 2_000, "half-life of the generator's moving average in images; 0 for none", 0, 1e12), r => r.AverageHalfLifeImages, (r, v) => r with { AverageHalfLifeImages = (double)v }),
        new(Setting.Text("schedule", "constant", "how learning rates change", LearningRateSchedule.Names), r => r.Schedule, (r, v) => r with { Schedule = (string)v }),
        new(Setting.Number("gradient_clip", 0, "largest norm that a network's gradient may have; 0 for any", 0, 1e12), r => r.GradientClip, (r, v) => r with { GradientClip = (double)v }),
        new(Setting.Number("instance_noise", 0, "standard deviation of noise on what the discriminator sees; 0 for none", 0, 1e6), r => r.InstanceNoise, (r, v) => r with { InstanceNoise = (double)v }),
        new(Setting.Whole("instance_noise_images", 0, "images over which that noise falls to 0; 0 if it stays", 0, 1_000_000_000_000), r => r.InstanceNoiseImages, (r, v) => r with { InstanceNoiseImages = (long)v }),
        new(Setting.Number("feature_matching", 0, "weight of the distance between mean features in the generator's loss; 0 for off", 0, 1e9), r => r.FeatureMatching, (r, v) => r with { FeatureMatching = (double)v }),
        new(Setting.Number("historical_averaging", 0, "weight of the distance to the mean of all past parameters; 0 for off", 0, 1e9), r => r.HistoricalAveraging, (r, v) => r with { HistoricalAveraging = (double)v }),
        new(Setting.Whole("packing", 1, "samples that the discriminator judges at once (PacGAN)", 1, 64), r => (long)r.Packing, (r, v) => r with { Packing = (int)(long)v }),
        new(Setting.Flag("horizontal_flip", false, "mirror real images at random, left for right"), r => r.HorizontalFlip, (r, v) => r with { HorizontalFlip = (bool)v }),
        new(Setting.Text("augmentation", "", "changes to images before the discriminator sees them: colour, translation, cutout, by commas"), r => r.Augmentation, (r, v) => r with { Augmentation = (string)v }),
        new(Setting.Whole("seed", 0, "the seed of every randomness in the run", 0, long.MaxValue), r => r.Seed, (r, v) => r with { Seed = (long)v }),
        new(Setting.Whole("log_every_steps", 10, "steps between lines of metrics.jsonl", 1), r => (long)r.LogEverySteps, (r, v) => r with { LogEverySteps = (int)(long)v }),
        new(Setting.Whole("sample_every_images", 10_000, "images between grids of samples", 1, 1_000_000_000_000), r => r.SampleEveryImages, (r, v) => r with { SampleEveryImages = (long)v }),
        new(Setting.Whole("sample_count", 64, "samples in a grid", 1, 10_000), r => (long)r.SampleCount, (r, v) => r with { SampleCount = (int)(long)v }),
        new(Setting.Whole("checkpoint_every_images", 20_000, "images between checkpoints", 1, 1_000_000_000_000), r => r.CheckpointEveryImages, (r, v) => r with { CheckpointEveryImages = (long)v }),
        new(Setting.Whole("keep_checkpoints", 2, "checkpoints that are kept", 1, 10_000), r => (long)r.KeepCheckpoints, (r, v) => r with { KeepCheckpoints = (int)(long)v }),
        new(Setting.Text("device", "cpu", "cpu, cuda or cuda:N"), r => r.Device, (r, v) => r with { Device = Device.Parse((string)v).ToString() }),
        new(Setting.Whole("threads", 0, "threads an operator may use at most, small networks take one; 0 for the physical cores", 0, 1_024), r => (long)r.Threads, (r, v) => r with { Threads = (int)(long)v }),
    ];

    private static readonly Section[] s_sections =
    [
        Of("data", "where the samples come from", DataSource.All, r => r.Data, (r, c) => r with { Data = c }),
        Of("learner", "the algorithm", LearnerChoice.All, r => r.Learner, (r, c) => r with { Learner = c }),
        Of("network", "the pair of networks", Network.All, r => r.Network, (r, c) => r with { Network = c }),
        Of("conditioning", "what the networks are told of a sample", Conditioning.All, r => r.Conditioning, (r, c) => r with { Conditioning = c }),
        Of("objective", "the game", Objective.All, r => r.Objective, (r, c) => r with { Objective = c }),
        Of("generator_optimizer", "what updates the generator", OptimizerChoice.All, r => r.GeneratorOptimizer, (r, c) => r with { GeneratorOptimizer = c }),
        Of("discriminator_optimizer", "what updates the discriminator", OptimizerChoice.All, r => r.DiscriminatorOptimizer, (r, c) => r with { DiscriminatorOptimizer = c }),
        new("evaluate", EvaluationPlan.Entry.Summary, r => r.Evaluate, _ => EvaluationPlan.Entry, [],
            (r, _, values) => r with { Evaluate = EvaluationPlan.Entry.Create(values) }),
        .. Penalty.All.Entries.Select(entry => Fixed(
            entry, r => r.Penalties, (r, penalties) => r with { Penalties = penalties })),
        .. Constraint.All.Entries.Select(entry => Fixed(
            entry, r => r.Constraints, (r, constraints) => r with { Constraints = constraints })),
    ];

    /// <summary>The name of the section of a penalty or constraint.</summary>
    internal static string SectionOf(string component) => component.Replace('-', '_');

    /// <summary>The names of the sections, whose components have a name and settings of their own.</summary>
    public static IReadOnlyList<string> Sections => [.. s_sections.Select(section => section.Name)];

    /// <summary>Every path of a recipe that its learner looks at, with its value and meaning, sections last.</summary>
    public static IEnumerable<(string Path, object Value, string Summary)> Flatten(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        IReadOnlyList<string> unused = recipe.Learner.Unused;
        foreach (Field field in s_fields.Where(field => !unused.Contains(field.Setting.Name)))
        {
            yield return (field.Setting.Name, field.Get(recipe), field.Setting.Summary);
        }
        foreach (Section section in s_sections.Where(section => !unused.Contains(section.Name)))
        {
            Component component = section.Get(recipe);
            if (!section.IsFixed)
            {
                yield return ($"{section.Name}.name", component.Name, section.Summary);
            }
            foreach ((Setting setting, object value) in component.Settings.All)
            {
                yield return ($"{section.Name}.{setting.Name}", value, setting.Summary);
            }
        }
    }

    /// <summary>The recipe with some values changed. Naming another component starts from that component's defaults.</summary>
    /// <param name="recipe">Where to start.</param>
    /// <param name="changes">Paths and values; texts are parsed. The last of equal paths counts.</param>
    /// <exception cref="RecipeException">A path is unknown, a value wrong or a combination impossible; all such are told.</exception>
    public static Recipe With(Recipe recipe, IEnumerable<(string Path, object Value)> changes)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(changes);
        var problems = new List<string>();
        List<(string Path, object Value)> all = [.. changes];
        foreach ((string path, object value) in all.Where(change => !IsInSection(change.Path)))
        {
            if (Array.Find(s_fields, field => field.Setting.Name == path) is not { } field)
            {
                problems.Add(UnknownPath(path, recipe));
                continue;
            }
            object read = field.Setting.Read(value, out string? problem);
            if (problem is not null)
            {
                problems.Add(problem);
                continue;
            }
            try
            {
                recipe = field.Put(recipe, read);
            }
            catch (ArgumentException error)
            {
                problems.Add($"{path}: {error.Message}");
            }
        }
        if (recipe.Name.Length == 0 || recipe.Name[0] == '.' || recipe.Name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            problems.Add($"name must be one that a folder can have, without slashes, but is {Setting.Show(recipe.Name)}");
        }
        foreach (Section section in s_sections)
        {
            string prefix = section.Name + ".";
            List<(string Name, object Value)> own =
                [.. all.Where(c => c.Path.StartsWith(prefix, StringComparison.Ordinal)).Select(c => (c.Path[prefix.Length..], c.Value))];
            recipe = own.Count == 0 ? recipe : With(recipe, section, own, problems);
        }
        problems.AddRange(all.Where(change => IsUnused(recipe, change.Path)).Select(
            change => $"{change.Path}: learner {recipe.Learner.Name} does not look at it"));
        return problems.Count == 0 ? recipe : throw new RecipeException([.. problems.Select(problem => problem[^1] is '.' or '?' ? problem : problem + ".")]);
    }

    /// <summary>The same recipe, once every value of it is found to be in its range: one made in code was never checked.</summary>
    /// <exception cref="RecipeException">A value is out of range; all such are told.</exception>
    internal static Recipe Checked(Recipe recipe)
        => With(recipe, s_fields.Select(field => (Path: field.Setting.Name, Value: field.Get(recipe))).Where(field => !IsUnused(recipe, field.Path)));

    private static Recipe With(Recipe recipe, Section section, List<(string Name, object Value)> changes, List<string> problems)
    {
        Component before = section.Get(recipe);
        object chosen = changes.LastOrDefault(change => change.Name == "name").Value ?? before.Name;
        if (chosen is not string name)
        {
            problems.Add($"{section.Name}.name must be one of {string.Join(", ", section.Choices)}, but is {Setting.Show(chosen)}");
            return recipe;
        }
        if (section.Find(name) is not { } entry)
        {
            problems.Add($"{section.Name}.name: {Names.Unknown(section.Name, name, section.Choices)}");
            return recipe;
        }
        IEnumerable<(string, object)> kept = name == before.Name ? before.Settings.All.Select(pair => (pair.Setting.Name, pair.Value)) : [];
        var own = new List<string>();
        SettingValues values = SettingValues.Resolve(entry.Settings, kept.Concat(changes.Where(change => section.IsFixed || change.Name != "name")), own);
        problems.AddRange(own.Select(problem => $"{section.Name} {name}: {problem}"));
        if (own.Count > 0)
        {
            return recipe;
        }
        try
        {
            return section.Put(recipe, entry, values);
        }
        catch (ArgumentException error)
        {
            problems.Add($"{section.Name}: {error.Message}");
            return recipe;
        }
    }

    private static bool IsUnused(Recipe recipe, string path) => recipe.Learner.Unused.Contains(path.Split('.')[0]);

    private static bool IsInSection(string path)
        => Array.Exists(s_sections, section => path.StartsWith(section.Name + ".", StringComparison.Ordinal));

    private static string UnknownPath(string path, Recipe recipe)
    {
        if (Array.Exists(s_sections, section => section.Name == path))
        {
            return $"{path} is a section: set {path}.name to choose another, or one of its settings";
        }
        string[] known = [.. Flatten(recipe).Select(entry => entry.Path)];
        return Names.Nearest(path, known) is { } near
            ? $"unknown key '{path}': did you mean {near}?"
            : $"unknown key '{path}'; known keys: {string.Join(", ", known)}";
    }

    private static Section Of<T>(
        string name, string summary, Catalogue<T> catalogue, Func<Recipe, T> get, Func<Recipe, T, Recipe> put) where T : Component
        => new(name, summary, get, catalogue.Find, catalogue.Names,
            (recipe, entry, values) => put(recipe, ((Entry<T>)entry).Create(values)));

    // A section of its own for each entry of a kind of which a recipe may have any number.
    private static Section Fixed<T>(
        Entry<T> entry, Func<Recipe, IReadOnlyList<T>> get, Func<Recipe, IReadOnlyList<T>, Recipe> put) where T : Component
        => new(SectionOf(entry.Name), entry.Summary,
            recipe => get(recipe).FirstOrDefault(component => component.About == entry) ?? entry.Create(SettingValues.Resolve(entry.Settings, [], [])),
            _ => entry, [],
            (recipe, _, values) => put(recipe, [.. get(recipe).Where(component => component.About != entry), entry.Create(values)]));
}
