using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class PictureFileTests
{
    private static readonly Golden s_goldens = Golden.Load("pictures");

    public static TheoryData<string> Opaque => [.. Named("/pixels")];

    public static TheoryData<string> SeeThrough => [.. Named("/white")];

    // PIL is built with the same libjpeg-turbo on Debian, and then every byte is the same; other versions may round a step of the
    // cosine transform, of the upsampling or of the colours otherwise.
    [Theory, MemberData(nameof(Opaque))]
    public void Every_kind_of_file_shows_what_PIL_shows(string name)
    {
        long[] shape = s_goldens.Shape(name + "/pixels");
        Picture picture = PictureFile.Decode(Bytes(name + "/file"), name, PictureBackground.White);
        Assert.Equal(shape, new long[] { picture.Height, picture.Width, picture.Channels });
        int tolerance = name.StartsWith("jpeg", StringComparison.Ordinal) ? 2 : 0;
        Assert.InRange(Difference(Bytes(name + "/pixels"), picture.Pixels.ToArray()), 0, tolerance);
    }

    public static TheoryData<string> Jpegs
        => [.. Named("/pixels").Where(name => name.StartsWith("jpeg", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Jpegs))]
    public void A_JPEG_that_is_read_reduced_shows_the_same(string name)
    {
        Picture whole = PictureFile.Decode(Bytes(name + "/file"), name, PictureBackground.White);
        byte[] expected = Small(whole);
        foreach (int factor in new[] { 2, 4, 8 })
        {
            (int width, int height) = ((whole.Width + factor - 1) / factor, (whole.Height + factor - 1) / factor);
            int least = Math.Min(width, height);
            Picture reduced = PictureFile.Decode(Bytes(name + "/file"), name, PictureBackground.White, least);
            Assert.Equal((width, height, whole.Channels), (reduced.Width, reduced.Height, reduced.Channels));
            // As where it is done: with twice the pixels on each side that are wanted.
            if (least < 8)
            {
                continue;
            }
            double difference = expected.Zip(Small(reduced), (a, b) => (double)Math.Abs(a - b)).Average();
            Assert.InRange(difference, 0, 3);
        }
        int most = Math.Max(whole.Width, whole.Height);
        Picture own = PictureFile.Decode(Bytes(name + "/file"), name, PictureBackground.White, most);
        Assert.Equal(whole.Pixels.ToArray(), own.Pixels.ToArray());

        static byte[] Small(Picture picture)
        {
            var small = new byte[picture.Channels * 4 * 4];
            PictureScaler.Fit(
                picture, new SampleShape(picture.Channels, 4, 4), PictureFit.Stretch, PictureBackground.White, small);
            return small;
        }
    }

    [Theory, MemberData(nameof(SeeThrough))]
    public void What_is_see_through_is_laid_over_the_background(string name)
    {
        foreach ((string colour, PictureBackground background) in new[]
        {
            ("white", PictureBackground.White), ("black", PictureBackground.Black), ("teal", new PictureBackground(10, 130, 120)),
        })
        {
            Picture picture = PictureFile.Decode(Bytes(name + "/file"), name, background);
            Assert.Equal(s_goldens.Shape($"{name}/{colour}"), new long[] { picture.Height, picture.Width, picture.Channels });
            Assert.Equal(Bytes($"{name}/{colour}"), picture.Pixels.ToArray());
        }
    }

    [Theory, MemberData(nameof(Opaque)), MemberData(nameof(SeeThrough))]
    public void A_probe_says_what_reading_gives_whatever_the_file_is_called(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("picture.jpg");
        File.WriteAllBytes(path, Bytes(name + "/file"));
        PictureInfo info = PictureFile.Probe(path);
        Picture picture = PictureFile.Read(path, PictureBackground.Black);
        Assert.Equal((picture.Width, picture.Height, picture.Channels), (info.Width, info.Height, info.Channels));
        Assert.Equal(name.Split('_')[0], info.Format.ToString(), ignoreCase: true);
        Assert.Equal(name.EndsWith("_opacity", StringComparison.Ordinal), info.HasOpacity);
    }

    [Theory]
    [InlineData("tiff", "it is a TIFF; JPEG, PNG, WebP, GIF and BMP can be read.")]
    [InlineData("animated_webp", "it is an animated WebP; only still pictures can be read.")]
    [InlineData("animated_gif", "it is an animated GIF; only still pictures can be read.")]
    public void Other_formats_are_named(string name, string message)
        => Assert.Equal("cat.png: " + message, Refusal(Bytes($"refused_{name}/file")));

    [Theory]
    [InlineData("ftypheic", "it is a HEIC; JPEG, PNG, WebP, GIF and BMP can be read.")]
    [InlineData("ftypavif", "it is an AVIF; JPEG, PNG, WebP, GIF and BMP can be read.")]
    [InlineData("once upon a time", "it is no JPEG, PNG, WebP, GIF or BMP picture.")]
    public void Files_that_are_no_pictures_are_told(string text, string message)
        => Assert.Equal("cat.png: " + message, Refusal([0, 0, 0, 24, .. text.Select(letter => (byte)letter)]));

    [Fact]
    public void A_missing_file_a_folder_and_an_empty_file_are_told()
    {
        using var folder = new TemporaryFolder();
        string missing = folder.File("missing.png"), empty = folder.File("empty.png");
        File.WriteAllBytes(empty, []);
        Assert.StartsWith($"{missing}: cannot be read (", Failure(missing));
        Assert.StartsWith($"{folder.Path}: cannot be read (", Failure(folder.Path));
        Assert.Equal($"{empty}: it is empty; a picture was expected.", Failure(empty));
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused_before_it_is_read()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("huge.jpg");
        using (FileStream file = File.Create(path))
        {
            file.SetLength(PictureFile.MaximumBytes + 1L); // sparse: it takes no room
        }
        Assert.Equal($"{path}: it has 268435457 bytes; a picture file has at most 268435456 (256 MiB).", Failure(path));
    }

    [Fact]
    public void Any_number_of_threads_may_read_at_once()
    {
        string[] names = [.. Named("/pixels")];
        byte[][] files = [.. names.Select(name => Bytes(name + "/file"))];
        byte[][] alone = [.. files.Select(file => PictureFile.Decode(file, "alone", PictureBackground.White).Pixels.ToArray())];
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, k =>
        {
            int which = k % files.Length;
            // Messages are kept for each thread, so failures are mixed in.
            string message = Refusal(files[which][..12]);
            Assert.StartsWith("cat.png: its ", message);
            Assert.Equal(alone[which], PictureFile.Decode(files[which], names[which], PictureBackground.White).Pixels.ToArray());
        });
    }

    private static IEnumerable<string> Named(string end)
        => s_goldens.Keys.Where(key => key.EndsWith(end, StringComparison.Ordinal)).Select(key => key[..^end.Length]);

    private static byte[] Bytes(string key) => s_goldens.Bytes(key);

    private static string Refusal(byte[] file)
        => Assert.Throws<DataException>(() => PictureFile.Decode(file, "cat.png", PictureBackground.White)).Message;

    private static string Failure(string path)
    {
        string message = Assert.Throws<DataException>(() => PictureFile.Read(path, PictureBackground.White)).Message;
        Assert.Equal(message, Assert.Throws<DataException>(() => PictureFile.Probe(path)).Message);
        return message;
    }

    private static int Difference(byte[] expected, byte[] found)
        => expected.Zip(found, (a, b) => Math.Abs(a - b)).Max();
}
