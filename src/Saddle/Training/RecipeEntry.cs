namespace Saddle.Training;

/// <summary>One line of the table of recipes.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Summary">What it trains, in one line.</param>
/// <param name="Source">The paper.</param>
/// <param name="Changes">What differs from the paper, and why; empty where nothing does.</param>
public sealed record RecipeEntry(Recipe Recipe, string Summary, string Source, string Changes = "");
