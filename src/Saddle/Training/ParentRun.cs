using System.Globalization;
using Saddle.Learners;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// The run whose networks a new one begins with (<c>train --from RUN[@STEP]</c>). The new one takes weights, statistics and the
/// average, and nothing of the optimisers; recipe.json says which checkpoint it was by its digest.
/// </summary>
internal sealed class ParentRun
{
    private const string Best = "best";

    private readonly Checkpoint _checkpoint;
    private readonly string _name;

    private ParentRun(Checkpoint checkpoint, string name) => (_checkpoint, _name) = (checkpoint, name);

    /// <summary>The parent that a recipe names, or null where it names none.</summary>
    /// <exception cref="RecipeException">It is no run, has no such checkpoint, or that is another than it was.</exception>
    internal static ParentRun? Of(Recipe recipe)
    {
        if (recipe.From.Length == 0)
        {
            return null;
        }
        (string folder, string? which) = Split(recipe.From);
        using Run run = Run.Open(folder, warn: null, best: which == Best);
        Checkpoint checkpoint = which is null or Best
            ? run.NewestCheckpoint() ?? throw new RecipeException($"from {recipe.From}: the run has no checkpoint yet.")
            : At(run, long.Parse(which, CultureInfo.InvariantCulture));
        if (recipe.FromDigest.Length > 0 && recipe.FromDigest != checkpoint.State.TensorsDigest)
        {
            throw new RecipeException(
                $"from {recipe.From}: the weights there are not those of the recipe, whose digest begins with "
                + $"{recipe.FromDigest[..Math.Min(12, recipe.FromDigest.Length)]}: the run has been trained on; bring them back, "
                + "or set from_digest= to begin with what is there.");
        }
        string step = which == Best ? Best : checkpoint.State.Step.ToString(CultureInfo.InvariantCulture);
        return new ParentRun(checkpoint, $"{Path.GetFullPath(folder)}@{step}");
    }

    /// <summary>The recipe that every run of the parent had which <c>--from</c> names.</summary>
    /// <exception cref="RecipeException">It names no run.</exception>
    internal static Recipe RecipeOf(string from)
    {
        using Run run = Run.Open(Split(from).Folder);
        return run.Recipe with { From = "", FromDigest = "" };
    }

    /// <summary>A recipe with this parent in it.</summary>
    internal Recipe In(Recipe recipe) => recipe with { From = _name, FromDigest = _checkpoint.State.TensorsDigest };

    /// <summary>Copies what fits.</summary>
    /// <returns>What became of it, in one sentence without its full stop.</returns>
    /// <exception cref="RecipeException">Nothing fits.</exception>
    internal string Give(Learner learner)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Dictionary<string, Tensor> given = _checkpoint.ReadTensors();
        string[] networks = [.. learner.Networks.Select(network => network.Name + "."), Learner.AveragePrefix,
            Learner.ReverseAveragePrefix];
        ILookup<string, (string Name, Tensor Value)> layers = learner.NamedTensors()
            .Where(tensor => networks.Any(network => tensor.Name.StartsWith(network, StringComparison.Ordinal)))
            .ToLookup(tensor => tensor.Name[..tensor.Name.LastIndexOf('.')]);
        var anew = new List<string>();
        foreach (IGrouping<string, (string Name, Tensor Value)> layer in layers)
        {
            // A layer is taken whole, or its weights would belong to another's constants.
            if (layer.All(tensor => given.TryGetValue(tensor.Name, out Tensor? source)
                && source.shape.SequenceEqual(tensor.Value.shape)))
            {
                foreach ((string name, Tensor value) in layer)
                {
                    value.copy_(given[name]);
                }
            }
            else
            {
                anew.Add(layer.Key);
            }
        }
        if (anew.Count == layers.Count)
        {
            throw new RecipeException($"from {_name}: none of its layers fits the networks of the recipe.");
        }
        return $"begun with {layers.Count - anew.Count} of {layers.Count} layers of {_name}"
            + (anew.Count == 0 ? "" : $"; others do not fit and start anew: {string.Join(", ", anew)}");
    }

    private static Checkpoint At(Run run, long step)
    {
        string[] folders = [.. Checkpoint.Folders(run.CheckpointsFolder)];
        string? folder = Array.Find(folders, candidate => Checkpoint.StepOf(candidate) == step);
        try
        {
            return folder is null
                ? throw new RecipeException(
                    $"from {run.Folder}@{step}: it has no checkpoint of that step; there are "
                    + $"{string.Join(", ", folders.Select(Checkpoint.StepOf))}, and {Best} where one was kept.")
                : Checkpoint.Open(folder);
        }
        catch (InvalidDataException error)
        {
            throw new RecipeException($"from {run.Folder}@{step}: the checkpoint is damaged: {error.Message}.", error);
        }
    }

    // A folder's own name may have an @ in it.
    private static (string Folder, string? Which) Split(string from)
    {
        int at = from.LastIndexOf('@');
        string which = from[(at + 1)..];
        return at > 0 && !Directory.Exists(from) && (which == Best || long.TryParse(which, CultureInfo.InvariantCulture, out _))
            ? (from[..at], which)
            : (from, null);
    }
}
