using Saddle.Data;
using Saddle.Learners;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>What is worked out from a recipe before anything is trained or written.</summary>
internal static class Preparation
{
    // What lists of so many samples leave behind is worth the while that it takes to give it back.
    private const long ManySamples = 100_000;

    /// <summary>Checks every value and fixes what depends on the machine, so that recipe.json says what was used.</summary>
    /// <exception cref="RecipeException">A value is out of range, or the device is not there.</exception>
    internal static Recipe Resolve(Recipe recipe)
    {
        recipe = RecipeFields.Checked(recipe);
        Device device = DeviceChoice.Of(recipe.Device).Device;
        if (recipe.Precision == Precision.Bf16 && device.Type == DeviceType.Cpu)
        {
            throw new RecipeException(
                "precision bf16 is for GPUs: on a processor without units for it a step of dcgan takes some 25 times as long as "
                + "with float32, and one of points 12 times (measured; docs/gpu.md). Set precision=float32, or a CUDA device.")
            {
                Remedies = [new(RemedyKind.Setting, "precision=float32")],
            };
        }
        // A libtorch that cannot be used is found here, too, and not when files are there already.
        _ = torch.version;
        return RecipePaths.Absolute(recipe) with
        {
            Device = device.ToString(),
            Deterministic = recipe.Deterministic && torch.can_be_deterministic(device),
            Threads = recipe.Threads > 0 ? recipe.Threads : Processor.PhysicalCores,
        };
    }

    /// <summary>
    /// Makes sure that as many threads were asked for as there are processors at most. A run that has had more keeps them, for
    /// its bits' sake.
    /// </summary>
    /// <exception cref="RecipeException">There are too many.</exception>
    internal static void CheckThreads(Recipe recipe)
    {
        int most = Environment.ProcessorCount;
        if (recipe.Threads > most)
        {
            throw new RecipeException(
                $"threads is {recipe.Threads}, but this process may use {most} {(most == 1 ? "processor" : "processors")}: more "
                + "threads only wait for each other; 0 takes the physical cores.")
            {
                Remedies = [new(RemedyKind.Threads, "0")],
            };
        }
    }

    /// <summary>What a recipe's data are, in the shape that its networks make.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">The data, in any shape.</param>
    /// <exception cref="RecipeException">The network cannot make such data, or they have not what it learns from.</exception>
    internal static DataForm FormOf(Recipe recipe, DataSet data)
    {
        long pictures = data.InputChannels / data.Shape.Sizes[0];
        try
        {
            SampleShape shape = recipe.Learner.ShapeFor(data.Shape);
            DataForm form = DataForm.Of(data) with
            {
                Shape = shape,
                InputChannels = pictures * shape.Sizes[0],
                Vocabulary = recipe.Learner.ReadsCaptions && data.Captions.Count > 0 ? Vocabulary.Of(data.Captions) : null,
            };
            if (recipe.HorizontalFlip && !shape.IsImage)
            {
                throw new RecipeException($"horizontal_flip is for images, but the data are {shape}.");
            }
            recipe.Learner.Check(form, recipe.Batch);
            return form;
        }
        catch (InputException error) when (error is not RecipeException)
        {
            throw new RecipeException(error.Problems, error);
        }
    }

    /// <summary>The recipe's data in the shape that its network makes.</summary>
    /// <exception cref="RecipeException">The network cannot make such data.</exception>
    /// <exception cref="DataException">The data is missing or damaged.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    internal static OpenedData OpenData(Recipe recipe, DataWork? work)
    {
        DataForm? form = null;
        string digest = "";
        DataSet data = recipe.Data.Open(work, opened =>
        {
            digest = opened.ContentDigest;
            return (form = FormOf(recipe, opened)).Shape;
        });
        // Reading and resizing takes more than the data do, and no step needs it again.
        torch.empty_cache();
        if (data.Count >= ManySamples)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
        return new OpenedData(data, form!, digest);
    }

    /// <summary>What the data of a run are called that goes on: what was learnt by its number must keep its number.</summary>
    /// <param name="form">What the data are now.</param>
    /// <param name="run">The run.</param>
    /// <param name="checkpoint">Where it goes on from; null at its beginning.</param>
    /// <exception cref="RecipeException">The samples have another shape, or the classes are others.</exception>
    internal static DataForm Kept(DataForm form, Run run, Checkpoint? checkpoint)
    {
        if (checkpoint?.State.Form is not { } before)
        {
            return form;
        }
        // The networks were made for what the data were: a folder that had grey pictures only may have got one in colour.
        if (!before.Shape.Equals(form.Shape) || before.InputChannels != form.InputChannels)
        {
            throw new RecipeException(
                $"{run.Folder}: the run learnt {Shown(before)}, but the data are {Shown(form)} now; "
                + "bring back the data that it began with, or train the recipe again in another folder.");
        }
        return run.Recipe.Learner.IsConditional && before.Classes.Count > 0 && !before.Classes.SequenceEqual(form.Classes)
            ? throw new RecipeException(
                $"{run.Folder}: the run knows the classes {string.Join(", ", before.Classes)}, "
                + $"but the data now have {string.Join(", ", form.Classes)}; "
                + "bring back the data that it began with, or train the recipe again in another folder.")
            : before;
    }

    private static string Shown(DataForm form)
        => form.InputChannels > 0 ? $"{form.Shape} from inputs of {form.InputChannels} channels" : $"{form.Shape}";
}
