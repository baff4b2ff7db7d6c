using System.Buffers.Binary;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Known;

public sealed class IdxFileTests
{
    private static readonly byte[] s_whole = IdxBytes.Images(3, 4);

    [Theory, InlineData(false), InlineData(true)]
    public void A_file_is_read_plain_and_compressed(bool gzip)
    {
        using var folder = new TemporaryFolder();
        // More than the room that is made at first.
        byte[] elements = [.. Enumerable.Range(0, 3_000_000).Select(k => (byte)(k ^ (k >> 8)))];
        byte[] bytes = IdxBytes.Of([3, 1000, 1000], elements);
        IdxFile file = IdxFile.Read(Write(folder, gzip ? IdxBytes.Gzip(bytes) : bytes));
        Assert.Equal([3, 1000, 1000], file.Sizes);
        Assert.True(elements.AsSpan().SequenceEqual(file.Bytes));
    }

    public static TheoryData<string, byte[], string> Damages => new()
    {
        { "empty file", [], "not an idx file: expected it to begin with two zero bytes, found ." },
        {
            "a picture", [0x89, 0x50, 0x4e, 0x47, 0x0d],
            "not an idx file: expected it to begin with two zero bytes, found 89504E47."
        },
        { "three bytes", [0, 0, 8], "not an idx file: expected it to begin with two zero bytes, found 000008." },
        {
            "floats", IdxBytes.Of([1], [1, 2, 3, 4], type: 13),
            "its elements are of idx type 0x0d; only bytes (0x08) can be read."
        },
        { "no dimension", [0, 0, 8, 0], "it has 0 dimensions; labels have 1, images 3 or 4." },
        { "too many dimensions", IdxBytes.Of([1, 1, 1, 1, 1], [1]), "it has 5 dimensions; labels have 1, images 3 or 4." },
        { "cut header", s_whole[..10], "truncated within its header." },
        {
            "cut elements", s_whole[..^1],
            "truncated: its header promises 48 bytes (3 x 4 x 4), but it holds 47; copy or download the file again."
        },
        { "extra byte", [.. s_whole, 0], "its header promises 48 bytes (3 x 4 x 4), but it holds more." },
        { "zero images", IdxBytes.Of([0, 28, 28], []), "it is empty (0 x 28 x 28); at least one is needed." },
        { "negative size", IdxBytes.Of([2, -3, 4], []), "its header has a negative size (2 x -3 x 4)." },
        {
            "larger than memory", IdxBytes.Of([int.MaxValue, int.MaxValue, 4], []),
            "its header promises 2147483647 x 2147483647 x 4 bytes; at most 2 GiB can be read."
        },
    };

    [Theory, MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public void Damage_is_told_with_the_file_and_what_was_expected(string what, byte[] bytes, string message)
    {
        using var folder = new TemporaryFolder();
        string plain = Write(folder, bytes);
        Assert.Equal($"{plain}: {message}", Assert.Throws<DataException>(() => IdxFile.Read(plain)).Message);
        string compressed = Write(folder, IdxBytes.Gzip(bytes), $"{what}.gz");
        Assert.Equal($"{compressed}: {message}", Assert.Throws<DataException>(() => IdxFile.Read(compressed)).Message);
    }

    [Fact]
    public void Damaged_gzip_data_is_told_as_such()
    {
        using var folder = new TemporaryFolder();
        byte[] gzip = IdxBytes.Gzip(s_whole);
        // Without its checksum, and the last bits before that, a file still holds every element.
        for (int length = 2; length < gzip.Length - 9; length++)
        {
            string path = Write(folder, gzip[..length]);
            Assert.True(
                Record.Exception(() => IdxFile.Read(path)) is DataException e && e.Message.StartsWith($"{path}: "),
                $"{length} of {gzip.Length}");
        }
        gzip[10] ^= 0xff;
        string damaged = Write(folder, gzip);
        Assert.StartsWith(
            $"{damaged}: the gzip data is damaged (", Assert.Throws<DataException>(() => IdxFile.Read(damaged)).Message);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Promised_gigabytes_that_are_not_there_take_no_memory(bool gzip)
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = IdxBytes.Of([2_000_000, 1000], [1, 2, 3]);
        string path = Write(folder, gzip ? IdxBytes.Gzip(bytes) : bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<DataException>(() => IdxFile.Read(path)).Message;
        // The first room is 1 MiB; the promise is 2,000 times as much.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 << 20);
        Assert.Equal(
            $"{path}: truncated: its header promises 2000000000 bytes (2000000 x 1000), but it holds 3; "
            + "copy or download the file again.",
            message);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told()
    {
        using var folder = new TemporaryFolder();
        string missing = folder.File("missing");
        Assert.StartsWith($"{missing}: cannot be read (", Assert.Throws<DataException>(() => IdxFile.Read(missing)).Message);
        Assert.StartsWith(
            $"{folder.Path}: cannot be read (", Assert.Throws<DataException>(() => IdxFile.Read(folder.Path)).Message);
    }

    [Fact]
    public void Whatever_a_file_holds_it_is_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        byte[][] seeds =
            [s_whole, IdxBytes.Gzip(s_whole), IdxBytes.Of([4], [0, 1, 2, 3]), IdxBytes.Of([1, 2, 2, 3], new byte[12])];
        var random = new Random(20_111_706);
        int read = 0, refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            string path = Write(folder, Mutations.Of(seeds[round % seeds.Length], random));
            try
            {
                IdxFile file = IdxFile.Read(path);
                Assert.Equal(file.Sizes.Aggregate(1, (product, size) => product * size), file.Bytes.Length);
                read++;
            }
            catch (DataException error)
            {
                Assert.StartsWith($"{path}: ", error.Message);
                refused++;
            }
        }
        Assert.True(read > 100 && refused > 100, $"{read} were read, {refused} refused");
    }

    [Fact]
    public void Sizes_are_big_endian()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = IdxBytes.Of([258], new byte[258]);
        Assert.Equal(258, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4)));
        Assert.Equal([258], IdxFile.Read(Write(folder, bytes)).Sizes);
    }

    private static string Write(TemporaryFolder folder, byte[] bytes, string name = "file")
    {
        string path = folder.File(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
