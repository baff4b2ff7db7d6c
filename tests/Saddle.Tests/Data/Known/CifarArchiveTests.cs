using System.Formats.Tar;
using System.IO.Compression;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Tests.Support;

namespace Saddle.Tests.Data.Known;

public sealed class CifarArchiveTests : IDisposable
{
    private const int ImageBytes = 3072;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_members_are_read_in_the_order_of_their_names_and_nothing_is_unpacked()
    {
        string path = Write(
            ("set/readme.html", "hello"u8.ToArray()), ("set/b", Records(1, 5)), ("../../evil", Records(0, 0)),
            ("set/a", Records(3, 7)));
        CifarFile[] files = CifarArchive.Read(path, ["set/a", "set/b"], images: 2);
        Assert.Equal([3, 7], files[0].Labels);
        Assert.Equal([1, 5], files[1].Labels);
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
        using ImageSet images = CifarFile.Join(files, [.. Enumerable.Range(0, 10).Select(k => $"{k}")]);
        Assert.Equal(new SampleShape(3, 32, 32), images.Shape);
        Assert.Equal([3, 7, 1, 5], images.Labels!.ToArray<long>());
        byte[] pixels = images.Images.ToArray<byte>();
        Assert.Equal(Records(3)[1..], pixels[..ImageBytes]);
        Assert.Equal(Records(5)[1..], pixels[^ImageBytes..]);
    }

    [Fact]
    public void A_member_that_is_missing_or_of_another_size_is_told()
    {
        string path = Write(("set/a", Records(3, 7)));
        Assert.Equal($"{path}: the archive holds no set/b; delete it, and it is downloaded again.", Refused(path, "set/b", 2));
        Assert.Equal(
            $"{path}: set/a: it should be a file of 9219 bytes, but is a RegularFile of 6146.", Refused(path, "set/a", 3));
        Assert.Equal(
            $"{path}: set/folder: it should be a file of 9219 bytes, but is a Directory of 0.",
            Refused(Write(("set/folder", null)), "set/folder", 3));
    }

    [Fact]
    public void A_damaged_archive_is_told()
    {
        string path = Write(("set/a", Records(3, 7)));
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length - 200; length += 97)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.StartsWith($"{path}: ", Refused(path, "set/a", 2));
        }
        File.WriteAllText(path, "no archive at all");
        Assert.StartsWith($"{path}: the archive cannot be read (", Refused(path, "set/a", 2));
    }

    private static string Refused(string path, string name, int images)
        => Assert.Throws<DataException>(() => CifarArchive.Read(path, [name], images)).Message;

    private static byte[] Records(params byte[] labels)
        => [
            .. labels.SelectMany(
                label => (byte[])[label, .. Enumerable.Range(0, ImageBytes).Select(k => (byte)((k * 31) + (k / 7) + label))]),
        ];

    private string Write(params (string Name, byte[]? Bytes)[] members)
    {
        string path = _folder.File("set.tar.gz");
        using FileStream file = File.Create(path);
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        using var archive = new TarWriter(gzip, TarEntryFormat.Ustar);
        foreach ((string name, byte[]? bytes) in members)
        {
            archive.WriteEntry(bytes is null
                ? new UstarTarEntry(TarEntryType.Directory, name)
                : new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
        }
        return path;
    }
}
