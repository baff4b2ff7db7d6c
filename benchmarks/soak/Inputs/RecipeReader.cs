using System.Text;
using Saddle.Training;

namespace Saddle.Soak;

/// <summary>recipe.json: those that older programs wrote, and every recipe as this one writes it.</summary>
internal sealed class RecipeReader(string goldens) : Reader
{
    private readonly byte[][] _seeds = [
        .. Directory.EnumerateDirectories(Path.Combine(goldens, "old-runs")).Order()
            .Select(folder => Path.Combine(folder, "run", "recipe.json")).Where(File.Exists).Select(File.ReadAllBytes),
        .. Recipes.All.Select(entry => Encoding.UTF8.GetBytes(RecipeJson.Write(entry.Recipe, withVersions: true))),
    ];

    internal override string FileName => "damaged/recipe.json";

    internal override byte[] Make(Random random) => Damage.Of(_seeds, random, isText: true);

    // What was read can be written and read again.
    internal override void Read(byte[] file)
    {
        Recipe recipe = RecipeJson.Read(Encoding.UTF8.GetString(file), FileName);
        Recipe again;
        try
        {
            again = RecipeJson.Read(RecipeJson.Write(recipe), FileName);
        }
        catch (InputException error)
        {
            throw new InvalidOperationException($"read once, but not what was written of it: {error.Message}", error);
        }
        if (RecipeJson.Write(again) != RecipeJson.Write(recipe))
        {
            throw new InvalidOperationException("what was written is read as another recipe");
        }
    }
}
