using System.Globalization;
using Saddle.Components;

namespace Saddle.Data;

/// <summary>
/// The binary files of CIFAR-10 or CIFAR-100 (Krizhevsky 2009): a folder with <c>data_batch_*.bin</c> and <c>test_batch.bin</c>, one with
/// <c>train.bin</c> and <c>test.bin</c>, or a single file. Classes are named by <c>batches.meta.txt</c>, <c>fine_label_names.txt</c> or
/// <c>coarse_label_names.txt</c> beside the files, else by their numbers.
/// </summary>
public sealed class CifarSource : DataSource
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "cifar", "colour 32x32 images in CIFAR's binary files", "Krizhevsky 2009",
        [
            Setting.Text("path", "", "a folder with data_batch_1.bin or train.bin, or one file"),
            Setting.Text("split", "train", "which part of a folder", "train", "test"),
            Setting.Text("labels", "fine", "which labels of CIFAR-100", "fine", "coarse"),
        ],
        s => new CifarSource(s.Text("path"), s.Text("split"), s.Text("labels")));

    private readonly string _path;
    private readonly string _split;
    private readonly bool _coarse;

    /// <summary>Names the files.</summary>
    /// <param name="path">A folder, or one file.</param>
    /// <param name="split"><c>train</c> or <c>test</c>; a single file is one part already.</param>
    /// <param name="labels"><c>fine</c> or <c>coarse</c>; CIFAR-10 has fine ones only.</param>
    public CifarSource(string path, string split = "train", string labels = "fine")
        : base(Entry, ("path", path), ("split", split), ("labels", labels))
        => (_path, _split, _coarse) = (path, split, labels == "coarse");

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        if (_path.Length == 0)
        {
            throw new DataException("data source cifar: no path is given: set data.path, or name the folder with --data.");
        }
        if (!Directory.Exists(_path))
        {
            return Load([_path], _coarse);
        }
        string[] files = PartsIn(_path, _split);
        return files.Length > 0
            ? Load(files, _coarse)
            : throw new DataException(
                $"{_path}: the folder holds no CIFAR files of the {_split} part: expected {(_split == "test" ? "test_batch.bin or test.bin" : "data_batch_1.bin or train.bin")}.");
    }

    /// <summary>Says why a path is taken for CIFAR's files, or null.</summary>
    internal static string? Recognize(string path)
    {
        if (Directory.Exists(path))
        {
            return PartsIn(path, "train").Concat(PartsIn(path, "test")).FirstOrDefault() is { } part ? $"it holds {Path.GetFileName(part)}" : null;
        }
        return path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) && CifarFile.LabelBytes(new FileInfo(path).Length) is { } labels
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
            throw new DataException($"{other.Path}: {files[0].Path} is of CIFAR-{(hundred ? 100 : 10)}, but this file is of CIFAR-{(hundred ? 10 : 100)}.");
        }
        if (coarse && !hundred)
        {
            throw new DataException($"{files[0].Path}: CIFAR-10 has no coarse labels: set data.labels=fine.");
        }
        string names = !hundred ? "batches.meta.txt" : coarse ? "coarse_label_names.txt" : "fine_label_names.txt";
        return CifarFile.Join(
            files, Classes(Path.Combine(Path.GetDirectoryName(paths[0]) ?? "", names), !hundred ? 10 : coarse ? 20 : 100), coarse);
    }

    private static string[] PartsIn(string folder, string split)
        => new[] { split == "test" ? "test_batch.bin" : "data_batch_*.bin", $"{split}.bin" }
            .Select(pattern => Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal).ToArray())
            .FirstOrDefault(files => files.Length > 0) ?? [];

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
            : throw new DataException($"{path}: expected the names of {count} classes, one a line, but found {(names.Length > count ? "more" : names.Length)}.");
    }
}
