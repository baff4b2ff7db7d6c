using Saddle.Torch;

namespace Saddle.Data.Known;

/// <summary>
/// A file in the binary format of CIFAR-10 and CIFAR-100: records of a fixed size, one an image. A record is one label (CIFAR-10)
/// or a coarse and a fine one (CIFAR-100), a byte each, and 3,072 bytes: the red, the green and the blue 32x32 plane, row by row.
/// </summary>
/// <param name="Path">Where it was read from.</param>
/// <param name="Labels">The class of each image: 0 to 9, or the fine label of CIFAR-100, 0 to 99.</param>
/// <param name="CoarseLabels">The coarse label of each image, 0 to 19; empty for CIFAR-10.</param>
/// <param name="Pixels">The images, <c>[N, 3, 32, 32]</c>.</param>
public sealed record CifarFile(string Path, byte[] Labels, byte[] CoarseLabels, byte[] Pixels)
{
    /// <summary>The bytes of one image.</summary>
    internal const int ImageBytes = 3 * 32 * 32;

    /// <summary>Reads a file; which of the two kinds it is, its length tells.</summary>
    /// <exception cref="DataException">It is missing, is not made of whole records, or a label is out of range.</exception>
    public static CifarFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream file = File.OpenRead(path);
            return Read(path, file, file.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read ({error.Message.TrimEnd('.')}).", error);
        }
    }

    /// <summary>How many label bytes the records of a file of that length have: 1, 2, or null if they are not whole.</summary>
    internal static int? LabelBytes(long length)
        // A length that suits both (3,074 images of CIFAR-10 are as long as 3,073 of CIFAR-100) is taken for CIFAR-10.
        => length <= 0 ? null : length % (1 + ImageBytes) == 0 ? 1 : length % (2 + ImageBytes) == 0 ? 2 : null;

    /// <summary>Reads the records that an open stream holds.</summary>
    /// <param name="path">The name for messages.</param>
    /// <param name="stream">Positioned at the first record.</param>
    /// <param name="length">How many bytes of it are records.</param>
    internal static CifarFile Read(string path, Stream stream, long length)
    {
        int labels = LabelBytes(length) ?? throw new DataException(
            $"{path}: not a CIFAR file: {length} bytes are no whole number of records of {1 + ImageBytes} (CIFAR-10) or "
            + $"{2 + ImageBytes} (CIFAR-100) bytes.");
        long count = length / (labels + ImageBytes);
        if (count * ImageBytes > Array.MaxLength)
        {
            throw new DataException(
                $"{path}: it holds {count} images; at most {Array.MaxLength / ImageBytes} can be read from one file.");
        }
        var file = new CifarFile(path, new byte[count], new byte[labels == 2 ? count : 0], new byte[count * ImageBytes]);
        for (int index = 0; index < count; index++)
        {
            file.ReadRecord(stream, index);
        }
        return file;
    }

    /// <summary>The images of some files, one after another.</summary>
    /// <param name="files">At least one, all of one kind.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="coarse">Whether CIFAR-100's coarse labels are wanted.</param>
    internal static ImageSet Join(IReadOnlyList<CifarFile> files, IReadOnlyList<string> classes, bool coarse = false)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor images = torch.cat([.. files.Select(file => torch.tensor(file.Pixels, file.Labels.Length, 3, 32, 32))]);
        Tensor labels = torch.cat([.. files.Select(file => torch.tensor(coarse ? file.CoarseLabels : file.Labels))])
            .to(ScalarType.Int64);
        return new ImageSet(images, labels, classes);
    }

    private void ReadRecord(Stream stream, int index)
    {
        bool fine = CoarseLabels.Length > 0;
        Span<byte> labels = stackalloc byte[fine ? 2 : 1];
        Span<byte> pixels = Pixels.AsSpan(index * ImageBytes, ImageBytes);
        if (stream.ReadAtLeast(labels, labels.Length, throwOnEndOfStream: false) < labels.Length
            || stream.ReadAtLeast(pixels, ImageBytes, throwOnEndOfStream: false) < ImageBytes)
        {
            throw new DataException(
                $"{Path}: truncated within image {index} of {Labels.Length}; copy or download the file again.");
        }
        Labels[index] = Checked(labels[^1], fine ? 100 : 10, index);
        if (fine)
        {
            CoarseLabels[index] = Checked(labels[0], 20, index);
        }
    }

    private byte Checked(byte label, int classes, int index) => label < classes
        ? label
        : throw new DataException(
            $"{Path}: not a CIFAR file, or damaged: image {index} should have a {(classes == 20 ? "coarse label" : "label")} "
            + $"below {classes}, but has {label}.");
}
