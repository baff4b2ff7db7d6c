using Saddle.Reporting;

namespace Saddle.Soak;

/// <summary>metrics.jsonl, read and cut back as a run that goes on does.</summary>
internal sealed class MetricsReader(string goldens, string folder) : FileReader(folder, "metrics.jsonl")
{
    private readonly byte[][] _seeds = [
        .. Directory.EnumerateDirectories(System.IO.Path.Combine(goldens, "old-runs")).Order()
            .Select(run => System.IO.Path.Combine(run, "run", "metrics.jsonl")).Where(File.Exists).Select(File.ReadAllBytes),
    ];

    internal override byte[] Make(Random random) => Damage.Of(_seeds, random, isText: random.Next(2) == 0);

    private protected override void ReadFile()
    {
        int rows = MetricsLog.Read(Path).Count;
        int removed = MetricsLog.TruncateAfter(Path, 3);
        IReadOnlyList<MetricsRow> left = MetricsLog.Read(Path);
        if (left.Count != rows - removed || left.Any(row => row.Step > 3))
        {
            throw new InvalidOperationException($"{rows} rows, {removed} removed, {left.Count} left");
        }
    }
}
