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

    [Theory]
    [InlineData(new double[] { 1, 2, 2, 1 }, "its eigenvalues should be at least 0, but lie from -1 to 3")]
    [InlineData(new double[] { -1, 0, 0, -2 }, "its eigenvalues should be at least 0, but lie from -2 to -1")]
    [InlineData(new double[] { 1, 0.5, 0.1, 1 }, "should be equal differ by 0.4 where the largest is 1")]
    public void A_matrix_that_is_no_covariance_is_refused_when_it_is_compared(double[] sigma, string expected)
    {
        string path = _folder.File("sigma.npz");
        StatisticsFile.Save(path, new GaussianStatistics(torch.tensor([0.0, 0]), torch.tensor(sigma, 2, 2)));
        GaussianStatistics statistics = StatisticsFile.Load(path);
        string message = Assert.Throws<InputException>(() => FrechetDistance.Between(statistics, statistics)).Message;
        Assert.StartsWith($"{path}: sigma is no covariance: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("numpy.cov", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_covariance_of_fewer_samples_than_dimensions_in_float32_is_one()
    {
        using var random = new RandomGenerator(1);
        Tensor samples = torch.randn([20, 64], random), centred = samples - samples.mean([0]);
        Tensor single = centred.t().matmul(centred) / 19;
        Assert.True(torch.linalg_eigh(single.to(ScalarType.Float64)).Values.min().item() < 0, "rounding leaves some below 0");
        var kept = new GaussianStatistics(samples.mean([0]).to(ScalarType.Float64), single.to(ScalarType.Float64));
        using var set = new FeatureSet(samples, new FeatureOrigin("test"));
        // A root halves the digits of float32's 1e-7, times the deviations of 64 dimensions.
        Assert.Equal(0, FrechetDistance.Between(set, kept), 0.1);
    }

    [Fact]
    public void Statistics_whose_squares_would_overflow_are_refused()
    {
        string path = _folder.File("large.npz");
        StatisticsFile.Save(path, new GaussianStatistics(torch.tensor([1e200, 0]), torch.tensor([1.0, 0, 0, 1], 2, 2)));
        Assert.Contains("mu holds 1E+200; at most 1E+20", Assert.Throws<DataException>(() => StatisticsFile.Load(path)).Message);
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
