using System.Buffers.Binary;
using Saddle.Graphics;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>Runs that translate pictures, trained for a moment on pictures that the tests draw.</summary>
public sealed class PictureRuns : IDisposable
{
    private static readonly string[] s_tiny =
    [
        "--steps", "3", "--threads", "1", "--set", "batch=2", "--set", "network.size=16", "--set", "network.patch=16",
        "--set", "network.generator_width=4", "--set", "network.discriminator_width=4", "--set", "sample_count=4",
    ];

    /// <summary>Trains one on pairs and one without.</summary>
    public PictureRuns()
    {
        Pictures.WriteFolder(Place, "pairs", 6, width: 32);
        Pictures.WriteFolder(Place, "sets/A", 5);
        Pictures.WriteFolder(Place, "sets/B", 3, width: 20);
        Place.Saddle(["train", "pix2pix-small", "--data", "pairs:pairs", "--out", "paired", .. s_tiny]).Succeeded();
        Place.Saddle(
            ["train", "cyclegan-small", "--data", "unpaired:sets", "--set", "network.blocks=1", "--out", "unpaired", .. s_tiny])
            .Succeeded();
    }

    /// <summary>The folder of the run on pairs.</summary>
    public string Paired => Place.PathOf("paired");

    /// <summary>The folder of the run on two sets.</summary>
    public string Unpaired => Place.PathOf("unpaired");

    internal Workplace Place { get; } = new();

    /// <summary>Removes both.</summary>
    public void Dispose() => Place.Dispose();
}

public sealed class SampleInputTests(PictureRuns pictures, TrainedRuns runs) : IClassFixture<PictureRuns>, IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_picture_is_translated_at_its_own_size_into_a_file_or_under_its_name()
    {
        Pictures.Write(_place, "in/wide.png", 37, 18);
        Finished finished = _place.Saddle("sample", pictures.Paired, "--input", "in/wide.png", "--out", "new/out.png")
            .Succeeded();
        Assert.Equal($"1 samples of {pictures.Paired} (step 3): new/out.png\n", finished.Output);
        Assert.Equal((37, 18), Size("new/out.png"));
        _place.Saddle("sample", pictures.Paired, "--input", "in/wide.png", "--out", "folder/").Succeeded();
        Assert.Equal(RunFiles.Digest(_place.PathOf("new/out.png")), RunFiles.Digest(_place.PathOf("folder/wide.png")));
    }

    [Fact]
    public void Pictures_of_a_folder_keep_their_names_and_sizes()
    {
        Pictures.Write(_place, "in/a.png", 16, 16);
        Pictures.Write(_place, "in/deep/b.png", 20, 40);
        _place.Write("in/notes.txt", "no picture");
        _place.Saddle("sample", pictures.Unpaired, "--input", "in", "--out", "there").Succeeded();
        _place.Saddle("sample", pictures.Unpaired, "--input", "in", "--out", "back", "--reverse").Succeeded();
        Assert.Equal(["a.png", "deep/b.png"], _place.Files("there"));
        Assert.Equal(["a.png", "deep/b.png"], _place.Files("back"));
        Assert.Equal((20, 40), Size("there/deep/b.png"));
        Assert.NotEqual(RunFiles.Digest(_place.PathOf("there/a.png")), RunFiles.Digest(_place.PathOf("back/a.png")));
    }

    [Fact]
    public void Grey_in_the_colours_of_a_file_is_grey_and_colour_is_refused()
    {
        byte[] pixels = [.. Enumerable.Range(0, 16 * 16).SelectMany(k => Enumerable.Repeat((byte)k, 3))];
        _place.Write("grey.png", PngFile.Encode(pixels, 16, 16, 3));
        pixels[5]++;
        _place.Write("colour.png", PngFile.Encode(pixels, 16, 16, 3));
        _place.Saddle("sample", pictures.Paired, "--input", "grey.png", "--out", "out.png").Succeeded();
        _place.Saddle("sample", pictures.Paired, "--input", "colour.png", "--out", "refused.png")
            .Refused("colour.png: it is in colour, but grey pictures are translated; make it grey");
        Assert.False(File.Exists(_place.PathOf("refused.png")));
    }

    [Fact]
    public void What_cannot_be_translated_is_refused_before_anything_is_written()
    {
        Pictures.Write(_place, "in/a.png");
        File.Copy(_place.PathOf("in/a.png"), _place.PathOf("in/a.PNG"));
        Directory.CreateDirectory(_place.PathOf("empty"));
        string[] before = _place.Files();
        Refuse(pictures.Paired, "nowhere: there is no such file or folder", "--input", "nowhere", "--out", "out");
        Refuse(pictures.Paired, "empty: there are no pictures in it", "--input", "empty", "--out", "out");
        Refuse(pictures.Paired, "is a folder, so --out must be one, too", "--input", "in", "--out", "out.png");
        Refuse(pictures.Paired, "would both become out/a.png; rename one of them", "--input", "in", "--out", "out");
        Refuse(pictures.Paired, "in/a.png would take its own place", "--input", "in/a.png", "--out", "in");
        Refuse(pictures.Paired, "--reverse: ", "--input", "in/a.png", "--out", "out.png", "--reverse");
        Refuse(pictures.Paired, "--reverse goes with --input", "--out", "out.png", "--reverse");
        Refuse(pictures.Paired, "translates pictures: give it one, or a folder of them, with --input", "--out", "out.png");
        Refuse(
            runs.Images, "does not translate pictures; runs of recipes such as pix2pix-small", "--input", "in/a.png", "--out",
            "out.png");
        Assert.Equal(before, _place.Files());
    }

    [Fact]
    public void A_recipe_of_pairs_needs_data_of_pairs_and_a_network_from_pictures_to_pictures()
    {
        Idx.WriteFolder(_place);
        _place.Saddle("train", "pix2pix-small", "--data", "pictures", "--out", "run")
            .Refused("conditioning picture needs data of two pictures a sample, but these have one; use garment-edges");
        _place.Saddle("train", "cyclegan-small", "--data", "pictures", "--out", "run")
            .Refused("learner cyclegan needs data of two sets of pictures");
        string pairs = pictures.Place.PathOf("pairs");
        _place.Saddle("train", "pix2pix-small", "--data", $"pairs:{pairs}", "--set", "network.name=dcgan", "--out", "run")
            .Refused(
                "conditioning picture needs a network from pictures to pictures, but dcgan is none; set network.name=pix2pix");
        _place.Saddle("train", "dcgan", "--set", "network.name=pix2pix", "--out", "run")
            .Refused("network pix2pix turns pictures into pictures");
        Assert.False(Directory.Exists(_place.PathOf("run")));
    }

    private void Refuse(string run, string part, params string[] arguments)
        => _place.Saddle(["sample", run, .. arguments]).Refused(part);

    private (int Width, int Height) Size(string name)
    {
        byte[] bytes = File.ReadAllBytes(_place.PathOf(name));
        return (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }
}
