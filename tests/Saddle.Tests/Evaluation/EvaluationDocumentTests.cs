using System.Text.RegularExpressions;
using Saddle.Components;
using Saddle.Evaluation;
using Saddle.Tests.Support;

namespace Saddle.Tests.Evaluation;

/// <summary>docs/evaluation.md lists every metric.</summary>
public sealed partial class EvaluationDocumentTests
{
    [Fact]
    public void The_table_has_a_line_for_every_metric_with_its_source()
    {
        string[] lines = Repository.Read("docs", "evaluation.md").Split('\n');
        foreach (Entry entry in Metric.All.Own())
        {
            string line = Assert.Single(lines, line => line.StartsWith($"| `{entry.Name}` |", StringComparison.Ordinal));
            Assert.All(
                Identifiers().Matches(entry.Source), found => Assert.Contains(found.Value, line, StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("(arXiv|doi):[^ ,]+")]
    private static partial Regex Identifiers();
}
