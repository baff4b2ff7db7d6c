using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>What <c>sample</c> draws from runs that an older program wrote: tests/Goldens/old-runs.</summary>
public sealed partial class OldRunTests : IDisposable
{
    // measure_old_runs.py found no difference between the kernels of one processor. A value that lies on the border of two
    // bytes, or of two tenths of a pixel in a drawing of points, may be rounded either way.
    private const int ByteTolerance = 1;
    private const double PlotTolerance = 0.101;

    private static readonly string s_runs = Path.Combine(LauncherSandbox.RepositoryRoot(), "tests", "Goldens", "old-runs");

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Runs_of_an_older_program_draw_the_same_pixels()
    {
        string[] names = [.. Directory.GetDirectories(s_runs).Select(path => Path.GetFileName(path))];
        names = [.. names.Where(name => name != "pictures")];
        Assert.Contains("killed", names);
        // The arguments name pictures from the folder of all runs.
        RunFiles.Copy(Path.Combine(s_runs, "pictures"), _place.PathOf("pictures"));
        var differences = new ConcurrentBag<string>();
        // Most of the time is the program's start, on one core.
        Parallel.ForEach(names, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, name =>
        {
            foreach (string difference in Differences(name))
            {
                differences.Add(difference);
            }
        });
        Assert.Empty(differences);
    }

    private IEnumerable<string> Differences(string name)
    {
        using JsonDocument fixture = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_runs, name, "fixture.json")));
        JsonElement about = fixture.RootElement;
        string[] arguments = [.. about.GetProperty("sample").EnumerateArray().Select(argument => argument.GetString()!)];
        RunFiles.Copy(Path.Combine(s_runs, name, "run"), _place.PathOf($"{name}/run"));
        Directory.CreateDirectory(_place.PathOf($"{name}/drawn"));
        string target = $"{name}/{about.GetProperty("out").GetString()}";
        _place.Saddle(["sample", $"{name}/run", .. arguments, "--out", target]).Succeeded();
        string expected = Path.Combine(s_runs, name, "drawn"), actual = _place.PathOf($"{name}/drawn");
        string[] files = [.. Directory.GetFiles(expected).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(files, _place.Files($"{name}/drawn"));
        IEnumerable<string> others = files.Where(file => !AreSame(Path.Combine(expected, file), Path.Combine(actual, file)));
        return others.Select(file => $"{name}: {file}");
    }

    private static bool AreSame(string expected, string actual)
    {
        if (Path.GetExtension(expected) == ".svg")
        {
            double[] wanted = Points(expected), drawn = Points(actual);
            return wanted.Length == drawn.Length
                && wanted.Zip(drawn).All(pair => Math.Abs(pair.Second - pair.First) <= PlotTolerance);
        }
        PngReader.Picture before = PngReader.Read(File.ReadAllBytes(expected)), now = PngReader.Read(File.ReadAllBytes(actual));
        return (before.Width, before.Height, before.Channels) == (now.Width, now.Height, now.Channels)
            && before.Pixels.Zip(now.Pixels).All(pair => Math.Abs(pair.Second - pair.First) <= ByteTolerance);
    }

    // The dots of a drawing, two numbers each; how axes and words look may change.
    private static double[] Points(string path)
        => [.. File.ReadLines(path).Where(line => line.StartsWith("<path class=\"dots", StringComparison.Ordinal))
            .SelectMany(line => Number().Matches(line[line.IndexOf(" d=", StringComparison.Ordinal)..]))
            .Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Number();
}
