using System.Text.RegularExpressions;
using Saddle.Tests.Support;
using Saddle.Torch.Sharp;
using Xunit;

namespace Saddle.Tests.Torch.Sharp;

public sealed partial class SharpOperatorsTests
{
    [Fact]
    public void Every_operator_that_Torch_calls_is_in_the_table_and_every_one_in_the_table_is_called()
    {
        string folder = Path.Combine(Repository.Root, "src", "Saddle", "Torch");
        HashSet<string> called = [.. Directory.EnumerateFiles(folder, "*.cs")
            .SelectMany(path => Called().Matches(File.ReadAllText(path))).Select(match => match.Groups[1].Value)];
        Assert.True(called.Count > 140, $"{called.Count} were found");
        Assert.Equal(called.Order(StringComparer.Ordinal), SharpOperators.Names.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\bCall(?:Pair|List|InPlace)?\(""([\w.:]+)""")]
    private static partial Regex Called();
}
