using System.Globalization;
using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data.Known;

/// <summary>
/// Images, and labels if there are any, in idx files: a file, or a folder that holds <c>train-images-idx3-ubyte</c>.
/// </summary>
[Component(
    "idx", "images in an idx file (MNIST's format, plain or gzip), with the labels beside it",
    Source = "LeCun et al. 1998")]
public sealed partial record IdxSource : DataSource
{
    private static readonly string[] s_imageNames =
        ["train-images-idx3-ubyte", "train-images.idx3-ubyte", "t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte"];

    /// <summary>The images' file, or a folder with train-images-idx3-ubyte.</summary>
    /// <remarks>With or without <c>.gz</c>.</remarks>
    [Setting] public string Path { get; init; } = "";

    /// <summary>The labels' file; empty for the one beside the images.</summary>
    [Setting] public string Labels { get; init; } = "";

    /// <inheritdoc/>
    public override DataSource WithPaths(Func<string, string> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with
        {
            Path = Path.Length > 0 ? change(Path) : "",
            Labels = Labels.Length > 0 ? change(Labels) : "",
        };
    }

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        if (Path.Length == 0)
        {
            throw new DataException("data source idx: no path is given: set data.path.")
            {
                Remedies = [new(RemedyKind.Data)],
            };
        }
        string images = Directory.Exists(Path) ? FindIn(Path) : Path;
        string? labels = Labels.Length > 0 ? Labels : LabelsOf(images);
        return Load(images, labels, []);
    }

    /// <summary>Why a path is taken for idx files, or null.</summary>
    internal static string? Recognize(string path)
        => Directory.Exists(path) ? (s_imageNames.Any(name => Locate(path, name) is not null) ? "a folder with idx files" : null)
            : IdxFile.IsIdx(path) ? "a file that begins as idx files do" : null;

    /// <summary>Reads images and labels and checks that they belong together.</summary>
    internal static ImageSet Load(string imagePath, string? labelPath, IReadOnlyList<string> classes)
    {
        IdxFile images = IdxFile.Read(imagePath);
        if (images.Sizes.Length < 3)
        {
            throw new DataException(
                $"{imagePath}: images have 3 dimensions (count, height, width), but this file has {images.Sizes.Length}.");
        }
        int channels = images.Sizes.Length == 4 ? images.Sizes[3] : 1;
        if (channels is not (1 or 3))
        {
            throw new DataException(
                $"{imagePath}: images have 1 channel (grey) or 3 (colour), "
                + $"but these have {channels} ({string.Join(" x ", images.Sizes)}).");
        }
        IdxFile? labels = labelPath is null ? null : IdxFile.Read(labelPath);
        if (labels is not null && (labels.Sizes.Length != 1 || labels.Sizes[0] != images.Sizes[0]))
        {
            throw new DataException(
                $"{labelPath}: there are {images.Sizes[0]} images in {System.IO.Path.GetFileName(imagePath)}, "
                + $"but this file holds {string.Join(" x ", labels.Sizes)} labels.");
        }
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor pixels = torch.tensor(images.Bytes, images.Sizes[0], images.Sizes[1], images.Sizes[2], channels)
            .permute(0, 3, 1, 2).contiguous();
        Tensor? numbers = labels is null ? null : torch.tensor(labels.Bytes, labels.Sizes[0]).to(ScalarType.Int64);
        if (labels is not null && classes.Count == 0)
        {
            classes = [.. Enumerable.Range(0, labels.Bytes.Max() + 1).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        }
        return new ImageSet(pixels, numbers, classes);
    }

    /// <summary>The file of that name, plain or gzip, or null.</summary>
    internal static string? Locate(string folder, string name)
        => new[] { name, name + ".gz" }.Select(file => System.IO.Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    private static string FindIn(string folder)
        => s_imageNames.Select(name => Locate(folder, name)).FirstOrDefault(path => path is not null)
            ?? throw new DataException(
                $"{folder}: the folder holds no idx images: expected {s_imageNames[0]} or {s_imageNames[0]}.gz.");

    private static string? LabelsOf(string images)
    {
        string name = System.IO.Path.GetFileName(images);
        string labels = name.Replace("images", "labels", StringComparison.Ordinal)
            .Replace("idx3", "idx1", StringComparison.Ordinal);
        string plain = labels.EndsWith(".gz", StringComparison.Ordinal) ? labels[..^3] : labels;
        return labels == name ? null : Locate(System.IO.Path.GetDirectoryName(images) ?? "", plain);
    }
}
