using System.Text;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>Films from end to end: a folder of numbered frames is learnt, and <c>sample --input</c> goes on with one.</summary>
public sealed class NextFrameTests : IDisposable
{
    private readonly Workplace _place = new();

    public NextFrameTests()
    {
        Pictures.WriteFolder(_place, "film", 6);
        _place.Saddle(
            "train", "next-frame", "--data", "frames:film", "--set", "data.frames=2", "--steps", "2", "--threads", "1", "--out",
            "run",
            "--set", "batch=4", "--set", "network.size=16", "--set", "network.patch=34", "--set", "network.depth=2",
            "--set", "network.generator_width=4", "--set", "network.discriminator_width=4", "--set", "sample_count=6")
            .Succeeded();
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_film_is_continued_by_one_frame_by_several_futures_or_by_a_film()
    {
        Assert.Equal("1 samples of run (step 2): next.png\n", Sample("next.png").Succeeded().Output);
        Assert.Equal((16, 16), Size("next.png"));
        Sample("futures/", "--count", "3", "--seed", "1").Succeeded();
        Assert.Equal(["000000.png", "000001.png", "000002.png"], _place.Files("futures"));
        Assert.NotEqual(
            File.ReadAllBytes(_place.PathOf("futures/000000.png")), File.ReadAllBytes(_place.PathOf("futures/000001.png")));
        // Two past frames and three new ones.
        Sample("film.apng", "--frames", "3", "--count", "4").Succeeded();
        string film = Encoding.Latin1.GetString(File.ReadAllBytes(_place.PathOf("film.apng")));
        Assert.Equal(5, film.Split("fcTL").Length - 1);
        Sample("row.png", "--frames", "3", "--count", "2").Succeeded();
        (int width, int height) = Size("row.png");
        Assert.Equal(2 * (width + 2), 5 * (height + 2));
    }

    [Fact]
    public void What_is_no_film_is_refused()
    {
        Pictures.WriteFolder(_place, "short", 1);
        Continue("short", "next.png").Refused("short: 2 frames of consecutive numbers are needed at its end, but there is 1.");
        Continue("film/00.png", "next.png")
            .Refused(
                "film/00.png: this run continues films: expected a folder of at least 2 numbered frames, but this is a file.");
        Continue("nowhere", "next.png")
            .Refused("nowhere: there is no such folder; a folder of at least 2 numbered frames is expected.");
        _place.Saddle("sample", "run", "--out", "next.png", "--frames", "3").Refused("--frames goes with --input");
        Sample("film.apng").Refused("--out .apng is a film");
        Assert.DoesNotContain("next.png", _place.Files());
    }

    private Finished Sample(string output, params string[] more) => Continue("film", output, more);

    private Finished Continue(string input, string output, params string[] more)
        => _place.Saddle(["sample", "run", "--input", input, "--out", output, .. more]);

    private (int Width, int Height) Size(string name)
    {
        byte[] file = File.ReadAllBytes(_place.PathOf(name));
        return ((file[18] << 8) | file[19], (file[22] << 8) | file[23]);
    }
}
