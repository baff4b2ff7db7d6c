using System.IO.Compression;
using System.Text.Json;
using Xunit;

namespace Saddle.Cli.Tests;

public sealed class DataCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_list_and_its_json_name_the_same_sources()
    {
        string[] lines = _place.Saddle("data").Succeeded().Lines;
        string?[] names =
            [.. _place.Saddle("data", "--json").Json().EnumerateArray().Select(source => source.GetProperty("name").GetString())];
        Assert.Equal(lines.Skip(1).Select(line => line.Split(' ')[0]), names);
        Assert.Equal("fashion-mnist", names[0]);
    }

    [Fact]
    public void An_idx_folder_is_described_with_its_classes()
    {
        Idx.WriteFolder(_place);
        Finished finished = _place.Saddle("data", "pictures").Succeeded();
        Assert.Equal("idx (path \"pictures\", labels \"\"): 24 16x16 grey images", finished.Lines[0]);
        Assert.Equal(
            ["recognised by: a folder with idx files", "contact sheet: pictures-contact-sheet.png"], finished.Lines[1..3]);
        Assert.Equal(["class  count", "0      8", "1      8", "2      8"], finished.Lines[3..]);
        JsonElement told = _place.Saddle("data", "pictures/train-images-idx3-ubyte", "--json").Json();
        Assert.Equal(24, told.GetProperty("count").GetInt32());
        Assert.Equal([1, 16, 16], told.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()));
        Assert.Equal(
            ["0 8", "1 8", "2 8"], told.GetProperty("classes").EnumerateObject().Select(entry => $"{entry.Name} {entry.Value}"));
    }

    [Fact]
    public void A_gzip_file_without_labels_has_no_classes()
    {
        _place.Write("faces.gz", Gzip(Idx.Images(3, 20)));
        Assert.Equal(
            [
                "idx (path \"faces.gz\", labels \"\"): 3 20x20 grey images", "recognised by: a file that begins as idx files do",
                "contact sheet: faces-contact-sheet.png",
            ],
            _place.Saddle("data", "faces.gz").Succeeded().Lines);
    }

    [Fact]
    public void A_distribution_is_described_with_its_settings()
        => Assert.StartsWith(
            "ring (modes 8, radius 1, deviation 0.01): any number of ", _place.Saddle("data", "ring").Succeeded().Output);

    [Theory]
    [InlineData("rign", "unknown data 'rign': did you mean ring?")]
    [InlineData(
        "./nowhere",
        "data './nowhere': there is no such file or folder; expected a path that exists, or one of fashion-mnist,")]
    [InlineData("empty", "empty: there are no pictures in it (it is empty): JPEG, PNG, WebP, GIF or BMP files were expected.")]
    [InlineData("text", "text: not an idx file: expected it to begin with two zero bytes, found 68656C6C")]
    [InlineData("nothing", "nothing: not an idx file")]
    [InlineData("floats", "floats: its elements are of idx type 0x0d; only bytes (0x08) can be read")]
    [InlineData("cut", "cut: truncated: its header promises 6144 bytes (24 x 16 x 16), but it holds 984")]
    [InlineData("cut.gz", "cut.gz: truncated")]
    [InlineData("spoilt.gz", "spoilt.gz: ")]
    [InlineData("long", "long: its header promises 6144 bytes (24 x 16 x 16), but it holds more")]
    [InlineData("zero", "zero: it is empty (0 x 16 x 16); at least one is needed")]
    [InlineData("huge", "huge: its header promises 2000000000 x 1000 x 1000 bytes; at most 2 GiB can be read")]
    [InlineData("negative", "negative: its header has a negative size")]
    [InlineData("header", "header: truncated within its header")]
    [InlineData("labels-idx1", "labels-idx1: images have 3 dimensions (count, height, width), but this file has 1")]
    [InlineData("wrong-images", "wrong-labels: there are 24 images in wrong-images, but this file holds 23 labels")]
    public void What_is_not_what_it_should_be_is_refused_with_file_expectation_and_finding(string spec, string message)
    {
        byte[] images = Idx.Images();
        Directory.CreateDirectory(_place.PathOf("empty"));
        _place.Write("text", "hello, I am no picture");
        _place.Write("nothing", "");
        _place.Write("floats", [0, 0, 0x0d, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0]);
        _place.Write("cut", images[..1000]);
        _place.Write("cut.gz", Gzip(images)[..^30]);
        byte[] spoilt = Gzip(images);
        spoilt.AsSpan(40, 20).Fill(0xff);
        _place.Write("spoilt.gz", spoilt);
        _place.Write("long", [.. images, 0]);
        _place.Write("zero", Idx.Header(3, 0, 16, 16));
        _place.Write("huge", Idx.Header(3, 2_000_000_000, 1000, 1000));
        _place.Write("negative", Idx.Header(3, -1, 16, 16));
        _place.Write("header", images[..9]);
        _place.Write("labels-idx1", Idx.Labels());
        _place.Write("wrong-images", images);
        _place.Write("wrong-labels", Idx.Labels(23));
        string[] before = _place.Files();
        _place.Saddle("data", spec).Refused(message);
        _place.Saddle(["train", "dcgan", "--data", spec, "--out", "run", .. Workplace.TinyImages]).Refused(message);
        Assert.Equal(before, _place.Files());
        Assert.False(Directory.Exists(_place.PathOf("run")));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }
        return memory.ToArray();
    }
}
