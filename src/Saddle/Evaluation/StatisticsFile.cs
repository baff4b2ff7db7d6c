using System.IO.Compression;
using Saddle.Data;
using Saddle.Files;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The mean and covariance of features in an .npz file, <c>mu</c> and <c>sigma</c>: the form that pytorch-fid writes and reads.
/// It holds no name of the feature network, so whoever uses it must know.
/// </summary>
public static class StatisticsFile
{
    private const string Mean = "mu", Covariance = "sigma";

    /// <summary>Writes statistics; the file is replaced as a whole or not at all.</summary>
    public static void Save(string path, GaussianStatistics statistics)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(statistics);
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, Mean, statistics.Mean);
            Add(archive, Covariance, statistics.Covariance);
        }
        AtomicFile.WriteBytes(path, memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }

    /// <summary>Reads statistics; the caller's scope owns them.</summary>
    /// <exception cref="DataException">It is no such file, or its contents do not belong together.</exception>
    public static GaussianStatistics Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream file = File.OpenRead(path);
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            Tensor mean = Read(archive, path, Mean, FeatureSet.LargestMagnitude);
            Tensor covariance = Read(archive, path, Covariance, FeatureSet.LargestMagnitude * FeatureSet.LargestMagnitude);
            return mean.dim() == 1 && covariance.dim() == 2 && covariance.size(0) == mean.size(0)
                && covariance.size(1) == mean.size(0)
                ? new GaussianStatistics(mean, covariance) { Name = path }
                : throw new DataException(
                    $"{path}: mu should be [D] and sigma [D, D], but they are {Tensor.ShapeText(mean.shape)} and "
                    + $"{Tensor.ShapeText(covariance.shape)}.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataException(
                $"{path}: cannot be read as .npz ({error.Message.TrimEnd('.')}); numpy.savez writes one.", error);
        }
    }

    private static void Add(ZipArchive archive, string name, Tensor values)
    {
        using Stream entry = archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression).Open();
        NpyFile.Write(entry, values);
    }

    private static Tensor Read(ZipArchive archive, string path, string name, double largest)
    {
        ZipArchiveEntry entry = archive.GetEntry(name + ".npy")
            ?? throw new DataException(
                $"{path}: it should hold the arrays mu and sigma, "
                + $"but holds {string.Join(", ", archive.Entries.Select(e => e.Name))}.");
        using Stream stream = entry.Open();
        Tensor values = NpyFile.Read($"{path}, {name}", stream, entry.Length).ToTensor();
        if (values.dtype is not (ScalarType.Float32 or ScalarType.Float64))
        {
            throw new DataException($"{path}: {name} should be of float32 or float64, but is {values.dtype}.");
        }
        Tensor wide = values.to(ScalarType.Float64);
        if (wide.isfinite().all().item() == 0)
        {
            throw new DataException(
                $"{path}: {name} holds values that are not finite; the features that it was made of had failed.");
        }
        double found = wide.abs().max().item();
        return found <= largest
            ? wide
            : throw new DataException(FormattableString.Invariant(
                $"{path}: {name} holds {found:0.##E+0}; at most {largest:0E+0} can be compared: scale the features."));
    }
}
