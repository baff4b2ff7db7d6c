using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>What <c>train text2image</c> leaves, <c>sample --caption</c> draws, and what either refuses.</summary>
public sealed class CaptionSampleTests(
    TrainedRuns runs, CaptionSampleTests.CaptionRun trained) : IClassFixture<CaptionSampleTests.CaptionRun>, IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_same_caption_gives_the_same_file_and_another_caption_another()
    {
        Sample("a.png", "--caption", "a large red circle");
        Sample("b.png", "--caption", "A large  RED circle!");
        Sample("c.png", "--caption", "a large blue circle");
        Assert.Equal(RunFiles.Digest(_place.PathOf("a.png")), RunFiles.Digest(_place.PathOf("b.png")));
        Assert.NotEqual(RunFiles.Digest(_place.PathOf("a.png")), RunFiles.Digest(_place.PathOf("c.png")));
    }

    [Fact]
    public void Several_captions_give_a_row_each()
    {
        Finished finished = Sample("rows/", "--caption", "a large red circle", "--caption", "a red circle above a blue square");
        Assert.Equal($"8 samples of {trained.Folder} (step 3): rows/\n", finished.Output);
        Sample("first/", "--caption", "a large red circle");
        Sample("second/", "--caption", "a red circle above a blue square");
        string[] both = [
            .. _place.Files("first").Select(name => $"first/{name}"), .. _place.Files("second").Select(name => $"second/{name}"),
        ];
        Assert.Equal(
            both.Select(name => RunFiles.Digest(_place.PathOf(name))),
            _place.Files("rows").Select(name => RunFiles.Digest(_place.PathOf($"rows/{name}"))));
    }

    [Fact]
    public void Unknown_words_among_known_ones_are_told_and_the_rest_is_drawn()
    {
        Finished finished = _place.Saddle(
            "sample", trained.Folder, "--out", "pink.png", "--caption", "a pink circle above a red hexagon");
        Assert.Equal(
            (0, "warning: --caption \"a pink circle above a red hexagon\": not in the vocabulary of 16 words: pink, hexagon.\n"),
            (finished.ExitCode, finished.Error));
        finished = _place.Saddle(
            "sample", trained.Folder, "--out", "long.png", "--caption", "a red circle a red circle a red circle");
        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("only its first 8 words count", finished.Error, StringComparison.Ordinal);
        Assert.Equal(["long.png", "pink.png"], _place.Files());
    }

    [Fact]
    public void A_caption_without_a_known_word_is_refused_with_the_vocabularys_size_and_some_words()
        => Refuses(
            trained.Folder, "no word of it is known; the vocabulary has 16 words, such as a, ", "--caption", "ein roter Kreis");

    [Fact]
    public void A_run_with_captions_wants_one_and_a_run_without_takes_none()
    {
        Refuses(trained.Folder, "draws what a caption says: add --caption");
        Refuses(
            runs.Images,
            "was trained without captions (conditioning none); leave --caption out, or train with captions "
            + "(recipe text2image)",
            "--caption", "a red circle");
        Refuses(trained.Folder, "was trained without class labels (conditioning text)", "--label", "circle");
    }

    [Fact]
    public void A_folder_of_pictures_with_captions_can_be_learnt_and_drawn()
    {
        Pictures.WriteFolder(_place, "photos", 8, captions: true);
        _place.Saddle(["train", "text2image", "--data", "photos", "--steps", "1", "--out", "run", .. Workplace.TinyImages])
            .Succeeded();
        _place.Saddle("sample", "run", "--caption", "picture 3", "--count", "1", "--out", "three.png").Succeeded();
        Assert.Contains("three.png", _place.Files());
    }

    [Fact]
    public void Data_without_captions_cannot_train_text_to_image()
    {
        _place.Saddle("train", "text2image", "--data", "fashion-mnist", "--out", "run")
            .Refused("conditioning text needs data with captions, but these have none; use shapes");
        Assert.Empty(_place.Files());
    }

    [Fact]
    public void A_dry_run_lists_both_players_with_their_caption_encoders()
    {
        string output = _place.Saddle("train", "text2image", "--dry-run", "--set", "data.count=100").Succeeded().Output;
        Assert.Equal(3, output.Split("SummingCaptionEncoder to 64").Length);
    }

    private void Refuses(string run, string message, params string[] arguments)
    {
        _place.Saddle(["sample", run, "--out", "grid.png", .. arguments]).Refused(message);
        Assert.Empty(_place.Files());
    }

    private Finished Sample(string target, params string[] arguments)
        => _place.Saddle(["sample", trained.Folder, "--out", target, "--count", "4", .. arguments]).Succeeded();

    /// <summary>A run on captioned shapes, trained once for these tests.</summary>
    public sealed class CaptionRun : IDisposable
    {
        private readonly Workplace _place = new();

        /// <summary>Trains it.</summary>
        public CaptionRun() => _place.Saddle(
            ["train", "text2image", "--steps", "3", "--out", "run", "--set", "data.count=200", .. Workplace.TinyImages])
            .Succeeded();

        /// <summary>The run's folder.</summary>
        public string Folder => _place.PathOf("run");

        /// <summary>Removes it.</summary>
        public void Dispose() => _place.Dispose();
    }
}
