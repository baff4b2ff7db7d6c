using System.IO.Compression;
using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Evaluation;

public sealed class StatisticsFileTests : IDisposable
{
    private static readonly double[] s_mean = [0.5, -1, 2], s_covariance = [2, 0.5, 0, 0.5, 1, 0.25, 0, 0.25, 3];

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("compressed")]
    public void What_NumPy_writes_is_read(string name)
    {
        GaussianStatistics statistics = StatisticsFile.Load(Golden(name));
        Assert.Equal(s_mean, statistics.Mean.ToArray<double>());
        Assert.Equal(s_covariance, statistics.Covariance.ToArray<double>());
    }

    [Fact]
    public void What_is_written_is_what_NumPy_would_have_written()
    {
        string path = _folder.File("deep/statistics.npz");
        StatisticsFile.Save(path, new GaussianStatistics(torch.tensor<double>(s_mean), torch.tensor<double>(s_covariance, 3, 3)));
        using ZipArchive own = ZipFile.OpenRead(path), numpy = ZipFile.OpenRead(Golden("plain"));
        Assert.Equal(numpy.Entries.Select(entry => entry.Name), own.Entries.Select(entry => entry.Name));
        Assert.All(numpy.Entries, entry => Assert.Equal(Bytes(entry), Bytes(own.GetEntry(entry.Name)!)));
        Assert.Equal(["statistics.npz"], Directory.GetFiles(_folder.File("deep")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("other", "mu and sigma, but holds mean.npy")]
    [InlineData("misfit", "[2] and [3, 3]")]
    [InlineData("nan", "not finite")]
    public void Another_archive_is_refused(string name, string expected)
    {
        DataException error = Assert.Throws<DataException>(() => StatisticsFile.Load(Golden(name)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(Golden(name), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_or_missing_file_is_refused()
    {
        string damaged = _folder.File("damaged.npz");
        byte[] whole = File.ReadAllBytes(Golden("compressed"));
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(damaged, whole[..length]);
            Assert.Throws<DataException>(() => StatisticsFile.Load(damaged));
        }
        Assert.Throws<DataException>(() => StatisticsFile.Load(_folder.File("missing.npz")));
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var memory = new MemoryStream();
        using Stream stream = entry.Open();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Goldens", "statistics", name + ".npz");
}
