using Saddle.Runtime.Tests.Support;

namespace Saddle.Runtime.Tests;

public sealed class ConditionTests
{
    [Fact]
    public void A_sample_that_asks_for_no_class_shows_that_of_its_number()
    {
        using var generator = ExportedGenerator.Open(Models.LabelEcho());
        Assert.Equal([0, 1, 2, 0, 1, 2, 0], Labels(generator, new SampleOptions { Count = 7 }));
        Assert.Equal([2, 0, 1], Labels(generator, new SampleOptions { Count = 3, FirstSample = 5, BatchSize = 2 }));
    }

    [Fact]
    public void A_class_is_found_by_name_in_any_case_and_by_number()
    {
        using var generator = ExportedGenerator.Open(Models.LabelEcho());
        Assert.Equal([1, 1], generator.SamplePoints(2, label: "sneaker").Select(point => (int)point[2]));
        Assert.Equal([2], generator.SamplePoints(1, label: 2).Select(point => (int)point[2]));
        Assert.Equal([2, 0, 1, 0], Labels(generator, new SampleOptions { Labels = ["BAG", 0, "1", " boot "] }));
        Assert.Equal([2, 2, 2], Labels(generator, new SampleOptions { Labels = ["bag"], Count = 3 }));
    }

    [Fact]
    public void A_class_that_is_a_number_is_found_by_its_name_first()
    {
        var digits = new ClassNames(["7", "0", "a", "A"]);
        Assert.Equal([0, 1, 2, 3, 3, 1], new ClassLabel[] { "7", "0", "a", "A", 3, "1" }.Select(digits.Number));
    }

    [Fact]
    public void The_class_changes_the_picture()
    {
        using var generator = ExportedGenerator.Open(Models.LabelledPictures());
        SampleOptions options = new() { Seed = 4 };
        float[] boot = generator.Generate(options with { Labels = ["boot"] });
        float[] bag = generator.Generate(options with { Labels = [2] });
        Assert.All(boot.Zip(bag), pair => Assert.Equal(0.2, pair.Second - pair.First, 1e-6));
    }

    [Theory]
    [InlineData("snaeker", "There is no class 'snaeker': there are Sneaker, bag, boot, or a number from 0 to 2.")]
    [InlineData("3", "There is no class '3': there are bag, boot, Sneaker, or a number from 0 to 2.")]
    public void An_unknown_class_is_refused(string label, string message)
    {
        using var generator = ExportedGenerator.Open(Models.LabelEcho());
        Assert.Equal(message, Assert.Throws<ExportException>(() => generator.SamplePoints(1, label: label)).Message);
    }

    [Fact]
    public void The_nearest_of_many_classes_are_named()
    {
        string[] names = [.. Enumerable.Range(0, 40).Select(k => "long word " + k), "cat", "cart", "cut", "car", "dog"];
        ExportException error = Assert.Throws<ExportException>(() => new ClassNames(names).Number("catt"));
        Assert.Equal(
            "There is no class 'catt': the nearest are cat, cart, cut, car, dog, or a number from 0 to 44.", error.Message);
        error = Assert.Throws<ExportException>(() => new ClassNames(names).Number(-1));
        Assert.Equal("There is no class -1: classes have the numbers 0 to 44.", error.Message);
    }

    [Fact]
    public void A_caption_becomes_its_tokens()
    {
        using var generator = ExportedGenerator.Open(Models.TokenEcho());
        Assert.Equal(Models.Words, generator.Words);
        float[][] tokens = generator.SamplePoints(
            new SampleOptions { Captions = ["A red square!", "GREEN", "red, red - green square square"] });
        Assert.Equal([[1, 2, 4, 0], [3, 0, 0, 0], [2, 2, 3, 4]], tokens);
        Assert.Equal(5, generator.SamplePoints(new SampleOptions { Captions = ["red"], Count = 5 }).Length);
    }

    [Theory]
    [InlineData("a blue circle", "No word of the caption \"a blue circle\" is known: the words are red, green, square.")]
    [InlineData("", "No word of the caption \"\" is known: the words are red, green, square.")]
    public void A_caption_without_a_known_word_is_refused(string caption, string message)
    {
        using var generator = ExportedGenerator.Open(Models.TokenEcho());
        Assert.Equal(
            message,
            Assert.Throws<ExportException>(() => generator.SamplePoints(new SampleOptions { Captions = [caption] })).Message);
    }

    [Fact]
    public void A_missing_caption_is_told()
    {
        using var generator = ExportedGenerator.Open(Models.TokenEcho());
        Assert.Equal(
            "The generator of the recipe test draws what a caption says, so give it one: the words are red, green, square.",
            Assert.Throws<ExportException>(() => generator.SamplePoints()).Message);
    }

    [Fact]
    public void Words_are_split_as_in_training()
        => Assert.Equal(
            ["ein", "grünes", "haus", "3d", "e\u0301te\u0301"], CaptionWords.Split("Ein GRÜNES haus--3D 'e\u0301te\u0301'"));

    [Fact]
    public void Codes_are_drawn_where_none_are_given()
    {
        using var generator = ExportedGenerator.Open(Models.CodeEcho());
        float[][] drawn = generator.SamplePoints(200, seed: 1);
        // docs/random.md: sample 0 and 7 of seed 1.
        Assert.Equal([5, 1, 0.798518658f, -0.827569008f, -0.997820675f], drawn[0]);
        Assert.Equal([1, 7, 0.337063283f, 0.927080393f, -0.2587955f], drawn[7]);
        Assert.Equal(10, drawn.Select(point => point[0]).Distinct().Count());
    }

    [Fact]
    public void Codes_are_those_that_are_given()
    {
        using var generator = ExportedGenerator.Open(Models.CodeEcho());
        float[][] points = generator.SamplePoints(
            new SampleOptions { Categories = [1, 2, 3, 4], Codes = [0.5f, -1, 1], Seed = 9 });
        Assert.Equal([[1, 2, 0.5f, -1, 1], [3, 4, 0.5f, -1, 1]], points);
    }

    [Fact]
    public void Codes_that_do_not_fit_are_refused()
    {
        using var generator = ExportedGenerator.Open(Models.CodeEcho());
        Assert.Equal(
            "There is no category 10: categories have the numbers 0 to 9.",
            Assert.Throws<ExportException>(() => generator.SamplePoints(new SampleOptions { Categories = [0, 10] })).Message);
        Assert.Equal(
            "Codes: expected 3 numbers a sample, received 2 in all.",
            Assert.Throws<ArgumentException>(() => generator.SamplePoints(new SampleOptions { Codes = [0, 1] })).Message);
    }

    [Fact]
    public void What_the_generator_does_not_take_is_refused()
    {
        using var codes = ExportedGenerator.Open(Models.CodeEcho());
        using var pictures = ExportedGenerator.Open(Models.Pictures());
        var picture = new Picture(new byte[1], 1, 1, 1);
        (ExportedGenerator Generator, SampleOptions Options, string What)[] cases =
        [
            (pictures, new() { Labels = [1] }, "labels"),
            (pictures, new() { Captions = ["red"] }, "captions"),
            (pictures, new() { Inputs = [picture] }, "input pictures"),
            (pictures, new() { Categories = [1] }, "categories"),
            (pictures, new() { Codes = [1] }, "continuous codes"),
            (codes, new() { Latents = new float[3] }, "latents"),
        ];
        foreach ((ExportedGenerator generator, SampleOptions options, string what) in cases)
        {
            Assert.Equal(
                $"The generator of the recipe test takes no {what}: leave them out.",
                Assert.Throws<ExportException>(() => generator.Generate(options)).Message);
        }
        Assert.Throws<ExportException>(() => codes.Latents());
        Assert.StartsWith(
            "The generator does not continue films",
            Assert.Throws<ExportException>(() => pictures.Continue([picture], 1)).Message);
    }

    [Fact]
    public void Lists_of_different_lengths_are_refused()
    {
        using var generator = ExportedGenerator.Open(Models.LabelEcho());
        Assert.Equal(
            "Labels: expected one for all 3 samples or one for each, received 2.",
            Assert.Throws<ArgumentException>(
                () => generator.SamplePoints(new SampleOptions { Labels = [0, 1], Latents = new float[6] })).Message);
        Assert.Throws<ArgumentException>(() => generator.SamplePoints(new SampleOptions { Labels = [] }));
    }

    private static int[] Labels(ExportedGenerator generator, SampleOptions options)
        => [.. generator.SamplePoints(options).Select(point => (int)point[2])];
}
