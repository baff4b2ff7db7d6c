using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

/// <summary>docs/recipes.md lists every recipe as the program does.</summary>
public sealed class RecipeDocumentTests
{
    [Fact]
    public void The_table_has_a_line_for_every_recipe()
    {
        string document = Repository.Read("docs", "recipes.md");
        string[] missing =
            [.. RecipeExtensions.Own.Select(Line).Where(line => !document.Contains(line, StringComparison.Ordinal))];
        Assert.True(missing.Length == 0, $"docs/recipes.md lacks:\n{string.Join('\n', missing)}");
    }

    private static string Line(RecipeEntry entry)
        => $"| `{entry.Recipe.Name}` | {entry.Summary} | {entry.Source} | {entry.Changes} |";
}
