using Saddle.Evaluation;
using Saddle.Torch;

namespace Saddle.Soak;

/// <summary>The statistics of features: damaged as a file, or in the arrays within it.</summary>
internal sealed class StatisticsReader : FileReader
{
    private readonly byte[][] _seeds;
    private readonly bool _inside;

    internal StatisticsReader(string goldens, string folder, bool inside) : base(folder, "damaged.npz")
    {
        string[] files = [.. Directory.EnumerateFiles(System.IO.Path.Combine(goldens, "statistics"), "*.npz").Order()];
        _inside = inside;
        _seeds = [.. files.Select(File.ReadAllBytes), OwnBytes(System.IO.Path.Combine(folder, "own.npz"))];
    }

    internal override byte[] Make(Random random) => _inside
        ? Damage.InZip(_seeds[random.Next(_seeds.Length)], random)
        : Damage.Of(_seeds, random, isText: false);

    private protected override void ReadFile()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        GaussianStatistics read = StatisticsFile.Load(Path);
        if (read.Mean.isfinite().all().item() == 0 || read.Covariance.isfinite().all().item() == 0)
        {
            throw new InvalidOperationException("values that are not finite came through");
        }
    }

    // As the program writes them itself.
    private static byte[] OwnBytes(string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        StatisticsFile.Save(path, new GaussianStatistics(
            torch.zeros([2], ScalarType.Float64), torch.tensor([1.0, 0.5, 0.5, 2.0], 2, 2)));
        return File.ReadAllBytes(path);
    }
}
