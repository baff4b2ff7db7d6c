using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Data.Pictures;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;

namespace Saddle.Training;

/// <summary>The recipe for data that nobody named one for, and why it is that one.</summary>
/// <param name="Recipe">The recipe, with the data in it.</param>
/// <param name="Why">What it was chosen by, in one sentence.</param>
public sealed record RecipeChoice(Recipe Recipe, string Why)
{
    // Fewer images than these are soon learnt by heart unless they are varied (arXiv:2006.10738, figure 1). With the photos
    // recipe's penalties 3,800 icons were drawn better without.
    private const long FewImages = 1_000;
    private const string Variations = "colour,translation,cutout";

    // How 3,800 drawn icons came along, as seen in their grids.
    private const string Promise = "shapes and colours come within 30,000 images, things that have a name within 150,000";

    // What a processor trains in minutes or a few hours; larger ones are a matter of network.size.
    private static readonly int[] s_sizes = [16, 32, 64];

    /// <summary>
    /// Chooses by what the data is: its own recipe if it has one, else photos at the size nearest to the pictures'.
    /// </summary>
    /// <param name="source">The data.</param>
    /// <param name="work">Whom to tell of long work, and what stops it.</param>
    /// <exception cref="DataException">The data is missing or damaged.</exception>
    public static RecipeChoice For(DataSource source, DataWork? work = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (Recipes.All.FirstOrDefault(entry => entry.Recipe.Name == source.Name) is { } own)
        {
            return new RecipeChoice(own.Recipe with { Data = source }, $"{source.Name} has a recipe of its own");
        }
        using DataSet data = source.Open(work);
        if (source is Fork or FramesSource)
        {
            int side = NearestSize(data);
            return new RecipeChoice(
                Recipes.NextFrame.WithLearner<Adversarial>(
                    game => game with { Network = Recipes.FilmNetwork(side) }) with { Data = source },
                $"{data.Count} films of {data.Shape}, trained at {side}x{side}");
        }
        if (data.InputChannels > 0)
        {
            return ForPairs(source, data);
        }
        return data.Shape.IsImage
            ? ForImages(source, data)
            : new RecipeChoice(Recipes.Find("ring") with { Name = source.Name, Data = source }, $"the data are {data.Shape}");
    }

    private static RecipeChoice ForPairs(DataSource source, DataSet data)
    {
        int side = NearestSize(data);
        bool paired = source is not (UnpairedSource or GarmentEdges { Paired: false });
        Recipe recipe = RecipeFields.With(
            Recipes.Find(paired ? "pix2pix-small" : "cyclegan-small") with { Data = source }, [("network.size", (long)side)]);
        return new RecipeChoice(
            recipe,
            $"{data.Count} {(paired ? "pairs" : "samples of two sets that are not paired")} of {data.Shape}, "
            + $"trained at {side}x{side}");
    }

    private static RecipeChoice ForImages(DataSource source, DataSet data)
    {
        int size = NearestSize(data);
        bool few = data.Count < FewImages;
        Recipe recipe = Recipes.PhotosAt(size) with { Data = source };
        string why = $"{data.Count} {data.Shape} are nearest to {size}x{size} among {string.Join(", ", s_sizes)}; {Promise}";
        return few
            ? new RecipeChoice(
                recipe.WithLearner<Adversarial>(game => game with { Augmentation = Variations }),
                $"{why}; so few are varied by {Variations} before the discriminator sees them")
            : new RecipeChoice(recipe, why);
    }

    private static int NearestSize(DataSet data)
    {
        long side = Math.Min(data.Shape.Height, data.Shape.Width);
        return s_sizes.MinBy(candidate => Math.Abs(Math.Log2((double)candidate / side)));
    }
}
