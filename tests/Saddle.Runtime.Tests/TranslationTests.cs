using Saddle.Runtime.Tests.Support;

namespace Saddle.Runtime.Tests;

public sealed class TranslationTests
{
    [Theory, InlineData(8, 8), InlineData(4, 12), InlineData(5, 7), InlineData(1, 1), InlineData(9, 4)]
    public void A_picture_is_translated_at_its_own_size(int width, int height)
    {
        using var generator = ExportedGenerator.Open(Models.Negatives());
        Picture input = Filled(width, height, 3);
        Picture output = Assert.Single(generator.Sample(new SampleOptions { Inputs = [input] }));
        Assert.Equal((width, height), (output.Width, output.Height));
        Assert.Equal(input.Pixels.Select(value => (byte)(255 - value)), output.Pixels);
        float[] values = generator.Generate(new SampleOptions { Inputs = [input] });
        Assert.Equal(input.Pixels.Select(value => (127.5f - value) / 127.5f), values);
    }

    [Fact]
    public void Pictures_of_several_sizes_go_together()
    {
        using var generator = ExportedGenerator.Open(Models.Negatives());
        Picture[] inputs = [Filled(8, 8, 1), Filled(8, 8, 2), Filled(5, 8, 3), Filled(8, 8, 4), Filled(7, 8, 5), Filled(8, 8, 6)];
        var options = new SampleOptions { Inputs = inputs, BatchSize = 3 };
        Picture[] outputs = generator.Sample(options);
        Assert.Equal(
            inputs.Select(input => input.Pixels.Select(value => (byte)(255 - value))), outputs.Select(output => output.Pixels));
        Assert.Equal(inputs.Sum(input => input.Pixels.Length), generator.Generate(options).Length);
    }

    [Fact]
    public void Outermost_pixels_are_repeated_and_more_of_them_after_than_before()
    {
        Padding padding = Padding.Of(width: 3, height: 1, multiple: 6);
        float[] padded = new float[36];
        padding.Apply([1, 2, 3], padded);
        Assert.Equal((1, 2), (padding.Left, padding.Top));
        Assert.All(padded.Chunk(6), row => Assert.Equal([1, 1, 2, 3, 3, 3], row));
        Assert.True(Padding.Of(6, 12, 6).IsNone);
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        using var generator = ExportedGenerator.Open(Models.Negatives());
        using var narrow = ExportedGenerator.Open(Models.Negatives(side: 8));
        Assert.Equal(
            "The generator of the recipe test translates pictures, so give it some.",
            Assert.Throws<ExportException>(() => generator.Sample()).Message);
        Assert.Equal(
            "The generator translates pictures of 1 channel(s), but received one of 1x1 with 3 channels.",
            Assert.Throws<ExportException>(() => Translate(generator, new Picture([1, 2, 3], 1, 1, 3))).Message);
        Assert.Equal(
            "The generator translates pictures of 8x8 pixels, but received one of 12x8.",
            Assert.Throws<ExportException>(() => Translate(narrow, Filled(12, 8, 1))).Message);
        Assert.Equal((7, 5), (Translate(narrow, Filled(7, 5, 1)).Width, Translate(narrow, Filled(7, 5, 1)).Height));
        Assert.Throws<ExportException>(() => generator.Sample(new SampleOptions { Inputs = [] }));
    }

    [Fact]
    public void A_film_goes_on_with_what_was_drawn_last()
    {
        using var generator = ExportedGenerator.Open(Models.Film());
        Picture[] past = [Grey(0), Grey(255), Grey(155), Grey(195), Grey(235)];
        Picture[] frames = generator.Continue(past, 4);
        double Value(int grey) => (grey - 127.5) / 127.5;
        var values = new List<double> { Value(155), Value(195), Value(235) };
        foreach (Picture frame in frames)
        {
            values.Add((values[^1] / 2) + (values[^3] / 4));
            Assert.Equal((5, 6), (frame.Width, frame.Height));
            Assert.All(frame.Pixels, pixel => Assert.Equal((values[^1] + 1) * 127.5, pixel, 0.501));
        }
        Assert.Equal(frames[0].Pixels, generator.Sample(new SampleOptions { Inputs = past[2..] }).Single().Pixels);
    }

    [Fact]
    public void Past_frames_that_do_not_fit_are_refused()
    {
        using var generator = ExportedGenerator.Open(Models.Film());
        Picture grey = Grey(1), small = new([1], 1, 1, 1), colour = new([1, 2, 3], 1, 1, 3);
        Assert.Equal(
            "The generator continues a film by its last 3 frames, but received 2.",
            Assert.Throws<ExportException>(() => generator.Continue([grey, grey], 1)).Message);
        Assert.Equal(
            "The frames of a film have one size, but one is 5x6 with 1 channels and another 1x1 with 1 channels.",
            Assert.Throws<ExportException>(() => generator.Continue([grey, grey, small], 1)).Message);
        Assert.Throws<ExportException>(() => generator.Continue([colour, colour, colour], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Continue([grey, grey, grey], 0));
        Assert.Equal(
            "Expected 3 input picture(s) a sample, received 2 in all.",
            Assert.Throws<ExportException>(() => generator.Sample(new SampleOptions { Inputs = [grey, grey] })).Message);
        Assert.Equal(
            "The generator of the recipe test continues films, so give it the past frames.",
            Assert.Throws<ExportException>(() => generator.Sample()).Message);
    }

    private static Picture Translate(ExportedGenerator generator, Picture input)
        => generator.Sample(new SampleOptions { Inputs = [input] }).Single();

    private static Picture Filled(int width, int height, int step)
        => new([.. Enumerable.Range(0, width * height).Select(k => (byte)(k * step))], width, height, 1);

    private static Picture Grey(byte value) => new([.. Enumerable.Repeat(value, 30)], 5, 6, 1);
}
