using System.Globalization;
using Saddle.Components;
using Saddle.Data;

namespace Garden;

/// <summary>A heart whose size stands in a file; a path that ends in .heart is recognised.</summary>
[Component("heart-file", "2-D points: a heart whose size a text file says")]
public sealed partial record HeartFile : DataSource
{
    /// <summary>The file.</summary>
    [Setting] public string Path { get; init; } = "";

    internal static string? Recognize(string path)
        => path.EndsWith(".heart", StringComparison.Ordinal) ? "the ending .heart" : null;

    protected override DataSet OpenCore(DataWork work)
        => double.TryParse(File.ReadAllText(Path), NumberStyles.Float, CultureInfo.InvariantCulture, out double size)
            ? Hearts.Of(size, 0.02)
            : throw new DataException($"{Path}: expected a number, the size of the heart.");
}
