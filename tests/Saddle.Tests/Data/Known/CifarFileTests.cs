using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Tests.Support;

namespace Saddle.Tests.Data.Known;

public sealed class CifarFileTests
{
    private const int ImageBytes = 3072;

    private static readonly byte[] s_ten = Records([[3], [9]]);

    [Fact]
    public void A_file_of_cifar_10_is_labels_and_planes_of_colour()
    {
        using var folder = new TemporaryFolder();
        CifarFile file = CifarFile.Read(Write(folder, s_ten));
        Assert.Equal([3, 9], file.Labels);
        Assert.Empty(file.CoarseLabels);
        Assert.Equal(Pixels(0), file.Pixels[..ImageBytes]);
        Assert.Equal(Pixels(1), file.Pixels[ImageBytes..]);
    }

    [Fact]
    public void A_file_of_cifar_100_has_a_coarse_label_and_a_fine_one()
    {
        using var folder = new TemporaryFolder();
        CifarFile file = CifarFile.Read(Write(folder, Records([[19, 99], [0, 7], [4, 0]])));
        Assert.Equal([99, 7, 0], file.Labels);
        Assert.Equal([19, 0, 4], file.CoarseLabels);
        Assert.Equal(Pixels(2), file.Pixels[(2 * ImageBytes)..]);
    }

    public static TheoryData<byte[], string> Damages => new()
    {
        { [], "not a CIFAR file: 0 bytes are no whole number of records of 3073 (CIFAR-10) or 3074 (CIFAR-100) bytes." },
        {
            s_ten[..^1],
            "not a CIFAR file: 6145 bytes are no whole number of records of 3073 (CIFAR-10) or 3074 (CIFAR-100) bytes."
        },
        {
            [.. s_ten, 0],
            "not a CIFAR file: 6147 bytes are no whole number of records of 3073 (CIFAR-10) or 3074 (CIFAR-100) bytes."
        },
        { Records([[1], [10]]), "not a CIFAR file, or damaged: image 1 should have a label below 10, but has 10." },
        { Records([[19, 100]]), "not a CIFAR file, or damaged: image 0 should have a label below 100, but has 100." },
        { Records([[20, 1]]), "not a CIFAR file, or damaged: image 0 should have a coarse label below 20, but has 20." },
    };

    [Theory, MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public void Damage_is_told_with_the_file_and_what_was_expected(byte[] bytes, string message)
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, bytes);
        Assert.Equal($"{path}: {message}", Assert.Throws<DataException>(() => CifarFile.Read(path)).Message);
    }

    [Fact]
    public void A_stream_that_ends_early_is_told()
        => Assert.Equal(
            "batch: truncated within image 1 of 2; copy or download the file again.",
            Assert.Throws<DataException>(() => CifarFile.Read("batch", new MemoryStream(s_ten[..4000]), s_ten.Length)).Message);

    [Fact]
    public void A_missing_file_is_told()
    {
        using var folder = new TemporaryFolder();
        string missing = folder.File("missing");
        Assert.StartsWith($"{missing}: cannot be read (", Assert.Throws<DataException>(() => CifarFile.Read(missing)).Message);
    }

    private static byte[] Records(byte[][] labels) => [.. labels.SelectMany((own, index) => (byte[])[.. own, .. Pixels(index)])];

    private static byte[] Pixels(int image)
        => [.. Enumerable.Range(0, ImageBytes).Select(k => (byte)((k * 31) + (k / 7) + image))];

    private static string Write(TemporaryFolder folder, byte[] bytes)
    {
        string path = folder.File("batch.bin");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
