using System.Buffers.Binary;
using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class DamagedPictureTests
{
    private const int Parts = 50;
    private const int RoundsInPart = 2000;

    private static readonly Golden s_goldens = Golden.Load("pictures");

    // Whole but for the last bytes, which hold no pixels, a file may still be read; then it must show what it showed before.
    [Theory, InlineData("jpeg"), InlineData("png"), InlineData("webp"), InlineData("gif"), InlineData("bmp")]
    public void A_file_cut_off_anywhere_is_refused_or_shows_the_whole_picture(string format)
    {
        foreach (byte[] whole in Files(format))
        {
            byte[] pixels = Decode(whole)!;
            int refused = 0;
            for (int length = 0; length < whole.Length; length++)
            {
                byte[]? shown = Decode(whole[..length]);
                refused += shown is null ? 1 : 0;
                // Without its end a WebP loses what comes after the pixels: its EXIF.
                Assert.True(shown is null || shown.AsSpan().SequenceEqual(pixels) || format == "webp");
            }
            Assert.True(refused > whole.Length / 2, $"{refused} of {whole.Length} were refused");
        }
    }

    [Theory, InlineData("jpeg"), InlineData("png"), InlineData("webp"), InlineData("gif"), InlineData("bmp")]
    public void Whatever_a_file_holds_it_is_shown_or_refused(string format)
    {
        byte[][] seeds = [.. Files(format)];
        int shown = 0, refused = 0;
        Parallel.For(0, Parts, part =>
        {
            var random = new Random(part);
            for (int round = 0; round < RoundsInPart; round++)
            {
                byte[] damaged = Mutations.Of(seeds[round % seeds.Length], random);
                if (format == "png" && round % 4 != 0)
                {
                    RepairChecksums(damaged);
                }
                Interlocked.Increment(ref Decode(damaged) is null ? ref refused : ref shown);
            }
        });
        Assert.Equal(Parts * RoundsInPart, shown + refused);
        Assert.True(shown > 1000 && refused > 1000, $"{shown} were shown, {refused} refused");
    }

    [Theory]
    [InlineData(30_000, 30_000, "it is 30000x30000 pixels; at most 65535 a side and 100 megapixels can be read")]
    [InlineData(70_000, 1, "it is 70000x1 pixels; at most 65535 a side and 100 megapixels can be read")]
    [InlineData(
        int.MaxValue, int.MaxValue,
        "it is 2147483647x2147483647 pixels; at most 65535 a side and 100 megapixels can be read")]
    [InlineData(0, 5, "it is 0x5 pixels; a picture has at least one")]
    [InlineData(5, 0, "it is 5x0 pixels; a picture has at least one")]
    public void Absurd_sizes_are_refused_before_memory_is_taken(int width, int height, string message)
    {
        byte[] bomb = s_goldens.Bytes("png_grey/file");
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), height);
        RepairChecksums(bomb);
        long before = GC.GetAllocatedBytesForCurrentThread();
        DataException error = Assert.Throws<DataException>(() => PictureFile.Decode(bomb, "bomb.png", PictureBackground.White));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal($"bomb.png: {message}.", error.Message);
    }

    [Theory, InlineData(1), InlineData(33)]
    public void A_JPEG_may_come_in_many_scans(int times) => Assert.NotNull(Decode(InScans(times)));

    [Fact]
    public void A_JPEG_with_too_many_scans_is_refused()
    {
        DataException error =
            Assert.Throws<DataException>(() => PictureFile.Decode(InScans(34), "bomb.jpg", PictureBackground.White));
        Assert.Equal("bomb.jpg: its JPEG data cannot be decoded (more than 100 scans).", error.Message);
    }

    [Fact]
    public void Bytes_between_the_parts_of_a_JPEG_do_no_harm()
    {
        byte[] whole = s_goldens.Bytes("jpeg_colour/file");
        // Cameras leave such bytes behind; libjpeg warns of them.
        byte[] odd = [.. whole[..20], 0, 0, 0, .. whole[20..]];
        Assert.Equal(Decode(whole), Decode(odd));
    }

    private static IEnumerable<byte[]> Files(string format)
        => s_goldens.Keys
            .Where(key => key.StartsWith(format, StringComparison.Ordinal) && key.EndsWith("/file", StringComparison.Ordinal))
            .Select(s_goldens.Bytes);

    // Null: refused with the file's name.
    private static byte[]? Decode(byte[] file)
    {
        try
        {
            Picture picture = PictureFile.Decode(file, "cat.jpg", PictureBackground.White);
            Assert.Equal((long)picture.Width * picture.Height * picture.Channels, picture.Pixels.Length);
            return picture.Pixels.ToArray();
        }
        catch (DataException error)
        {
            Assert.StartsWith("cat.jpg: ", error.Message);
            return null;
        }
    }

    // Else the checksums would keep most of the damage from the decoder.
    private static void RepairChecksums(byte[] png)
    {
        for (long at = 8; at + 12 <= png.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan((int)at));
            if (length > png.Length - at - 12)
            {
                break;
            }
            Span<byte> nameAndData = png.AsSpan((int)at + 4, (int)length + 4);
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan((int)(at + 8 + length)), PngReader.Crc(nameAndData));
            at += 12 + length;
        }
    }

    // The scan of a grey file as each of three components, one after the other, over and over.
    private static byte[] InScans(int times)
    {
        byte[] grey = s_goldens.Bytes("jpeg_grey/file");
        int frame = grey.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]), scan = grey.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] sizes = grey[(frame + 4)..(frame + 9)], tables = grey[(frame + 13)..scan], data = grey[(scan + 10)..^2];
        IEnumerable<byte> scans = Enumerable.Range(0, 3 * times)
            .SelectMany(k => (byte[])[0xFF, 0xDA, 0, 8, 1, (byte)((k % 3) + 1), 0, 0, 63, 0, .. data]);
        return [
            .. grey[..frame], 0xFF, 0xC0, 0, 17, .. sizes, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, .. tables, .. scans, 0xFF, 0xD9,
        ];
    }
}
