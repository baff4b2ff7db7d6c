using System.Globalization;
using Saddle.Components;

namespace Saddle.Data.Known;

/// <summary>
/// The binary files of CIFAR-10 or CIFAR-100 (Krizhevsky 2009): a folder with <c>data_batch_*.bin</c> and <c>test_batch.bin</c>,
/// one with <c>train.bin</c> and <c>test.bin</c>, or a single file. Classes are named by <c>batches.meta.txt</c>,
/// <c>fine_label_names.txt</c> or <c>coarse_label_names.txt</c> beside the files, else by their numbers.
/// </summary>
[Component("cifar", "colour 32x32 images in CIFAR's binary files", Source = "Krizhevsky 2009")]
public sealed partial record CifarSource : DataSource
{
    /// <summary>A folder with data_batch_1.bin or train.bin, or one file.</summary>
    [Setting] public string Path { get; init; } = "";

    /// <summary>Which part of a folder.</summary>
    /// <remarks>A single file is one part already.</remarks>
    [Setting] public DataSplit Split { get; init; }

    /// <summary>Which labels of CIFAR-100.</summary>
    [Setting] public CifarLabels Labels { get; init; }

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        if (Path.Length == 0)
        {
            throw new DataException("data source cifar: no path is given: set data.path.")
            {
                Remedies = [new(RemedyKind.Data)],
            };
        }
        bool isCoarse = Labels == CifarLabels.Coarse;
        if (!Directory.Exists(Path))
        {
            return Load([Path], isCoarse);
        }
        string[] files = PartsIn(Path, Split);
        return files.Length > 0
            ? Load(files, isCoarse)
            : throw new DataException(
                $"{Path}: the folder holds no CIFAR files of the {this["split"]} part: "
                + $"expected {(Split == DataSplit.Test ? "test_batch.bin or test.bin" : "data_batch_1.bin or train.bin")}.");
    }

    /// <summary>Says why a path is taken for CIFAR's files, or null.</summary>
    internal static string? Recognize(string path)
    {
        if (Directory.Exists(path))
        {
            return PartsIn(path, DataSplit.Train).Concat(PartsIn(path, DataSplit.Test)).FirstOrDefault() is { } part
                ? $"it holds {System.IO.Path.GetFileName(part)}"
                : null;
        }
        return path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)
            && CifarFile.LabelBytes(new FileInfo(path).Length) is { } labels
            ? $"a .bin file of whole records of CIFAR-{(labels == 1 ? 10 : 100)}"
            : null;
    }

    /// <summary>Reads files that belong together.</summary>
    /// <param name="paths">At least one, all of CIFAR-10 or all of CIFAR-100.</param>
    /// <param name="coarse">Whether CIFAR-100's coarse labels are wanted.</param>
    internal static ImageSet Load(IReadOnlyList<string> paths, bool coarse)
    {
        CifarFile[] files = [.. paths.Select(CifarFile.Read)];
        bool hundred = files[0].CoarseLabels.Length > 0;
        if (Array.Find(files, file => (file.CoarseLabels.Length > 0) != hundred) is { } other)
        {
            throw new DataException(
                $"{other.Path}: {files[0].Path} is of CIFAR-{(hundred ? 100 : 10)}, "
                + $"but this file is of CIFAR-{(hundred ? 10 : 100)}.");
        }
        if (coarse && !hundred)
        {
            throw new DataException($"{files[0].Path}: CIFAR-10 has no coarse labels: set data.labels=fine.");
        }
        string name = !hundred ? "batches.meta.txt" : coarse ? "coarse_label_names.txt" : "fine_label_names.txt";
        string names = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(paths[0]) ?? "", name);
        return CifarFile.Join(files, Classes(names, !hundred ? 10 : coarse ? 20 : 100), coarse);
    }

    private static string[] PartsIn(string folder, DataSplit split)
    {
        string[] patterns = split == DataSplit.Test ? ["test_batch.bin", "test.bin"] : ["data_batch_*.bin", "train.bin"];
        return patterns.Select(pattern => Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal).ToArray())
            .FirstOrDefault(files => files.Length > 0) ?? [];
    }

    private static string[] Classes(string path, int count)
    {
        if (!File.Exists(path))
        {
            return [.. Enumerable.Range(0, count).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        }
        // The file of CIFAR-10 ends with an empty line.
        string[] names = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).Take(count + 1)];
        return names.Length == count
            ? names
            : throw new DataException(
                $"{path}: expected the names of {count} classes, one a line, "
                + $"but found {(names.Length > count ? "more" : names.Length)}.");
    }
}
