using Saddle.Runtime.Tests.Support;

namespace Saddle.Runtime.Tests;

public sealed class SampleTests
{
    private const int Count = 37;

    // Products are summed in another order for batches of another size.
    private const float Rounding = 1e-6f;

    [Fact]
    public void Pictures_are_the_graphs_values_as_bytes_channels_last()
    {
        using var generator = ExportedGenerator.Open(Models.Pictures());
        float[] expected = Tangents(generator.Latents(2, seed: 1));
        Picture[] pictures = generator.Sample(count: 2, seed: 1);
        for (int k = 0; k < pictures.Length; k++)
        {
            Assert.Equal((5, 4, 3), (pictures[k].Width, pictures[k].Height, pictures[k].Channels));
            for (int at = 0; at < Models.Area; at++)
            {
                (int channel, int pixel) = (at / 20, at % 20);
                Assert.Equal((expected[(k * Models.Area) + at] + 1) * 127.5, pictures[k].Pixels[(pixel * 3) + channel], 0.501);
            }
        }
    }

    [Fact]
    public void Bytes_that_the_file_makes_are_the_same_pictures()
    {
        using var floats = ExportedGenerator.Open(Models.Pictures());
        using var bytes = ExportedGenerator.Open(Models.BytePictures());
        Assert.True(bytes.Metadata.IsBytes);
        AssertSame(floats.Sample(Count, seed: 3), bytes.Sample(Count, seed: 3));
        float[] values = bytes.Generate(new SampleOptions { Count = 2, Seed = 3 });
        Assert.All(values.Zip(floats.Generate(new SampleOptions { Count = 2, Seed = 3 })), pair
            => Assert.Equal(pair.Second, pair.First, 0.502 / 127.5));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(16), InlineData(1000)]
    public void Batches_make_no_difference(int batch)
    {
        using var generator = ExportedGenerator.Open(Models.LabelledPictures());
        float[] expected = generator.Generate(new SampleOptions { Count = Count, Seed = 5 });
        float[] values = generator.Generate(new SampleOptions { Count = Count, Seed = 5, BatchSize = batch });
        AssertNear(expected, values);
    }

    [Fact]
    public void A_sample_is_the_same_whatever_is_drawn_with_it()
    {
        using var generator = ExportedGenerator.Open(Models.LabelledPictures());
        float[] all = generator.Generate(new SampleOptions { Count = Count, Seed = 5 });
        foreach (int n in new[] { 0, 1, 7, Count - 1 })
        {
            float[] alone = generator.Generate(new SampleOptions { Seed = 5, FirstSample = n });
            AssertNear(all[(n * Models.Area)..((n + 1) * Models.Area)], alone);
        }
    }

    [Fact]
    public void Latents_are_those_that_samples_are_drawn_from()
    {
        using var generator = ExportedGenerator.Open(Models.LatentEcho());
        float[] latents = generator.Latents(5, seed: -2, firstSample: 1L << 33);
        var options = new SampleOptions { Count = 5, Seed = -2, FirstSample = 1L << 33 };
        Assert.Equal(latents, generator.Generate(options));
        Assert.Equal(latents, generator.Generate(latents));
        Assert.Equal(latents, generator.SamplePoints(options).SelectMany(point => point));
        Assert.Equal(generator.Latents(3, 4), generator.SamplePoints(3, 4).SelectMany(point => point));
    }

    [Fact]
    public void Uniform_latents_are_uniform()
    {
        using var generator = ExportedGenerator.Open(Models.LatentEcho(distribution: "uniform"));
        float[] latents = generator.Latents(1000);
        Assert.All(latents, number => Assert.InRange(number, -1, 1));
        Assert.Equal(1.0 / 3, latents.Average(number => (double)number * number), 0.02);
        Assert.Equal(latents, generator.Generate(new SampleOptions { Count = 1000 }));
    }

    [Fact]
    public void Values_go_where_there_is_room()
    {
        using var generator = ExportedGenerator.Open(Models.LatentEcho());
        float[] room = new float[3 * Models.LatentSize];
        generator.Generate(new SampleOptions { Count = 3 }, room);
        Assert.Equal(generator.Latents(3), room);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => generator.Generate(new SampleOptions { Count = 4 }, room));
        Assert.Equal("Expected room for 24 values, but there is room for 18.", error.Message);
        error = Assert.Throws<ArgumentException>(() => generator.Generate(new SampleOptions { Count = int.MaxValue }));
        Assert.StartsWith("2147483647 samples have more values, 12884901882, than one array can hold", error.Message);
    }

    [Fact]
    public void Memory_is_lent_and_not_taken_anew_for_each_sample()
    {
        using var generator = ExportedGenerator.Open(Models.LabelledPictures());
        var options = new SampleOptions { Count = 6400, BatchSize = 64 };
        float[] room = new float[6400 * Models.Area];
        generator.Generate(options, room);
        long before = GC.GetAllocatedBytesForCurrentThread();
        generator.Generate(options, room);
        // A sample's values are 240 bytes, its latents 24.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 6400 * 40);
    }

    [Fact]
    public void Pictures_are_drawn_while_they_are_read()
    {
        using var generator = ExportedGenerator.Open(Models.Pictures());
        using var source = new CancellationTokenSource();
        using IEnumerator<Picture> pictures
            = generator.Draw(new SampleOptions { Count = int.MaxValue, BatchSize = 4 }, source.Token).GetEnumerator();
        Picture[] first = generator.Sample(4);
        foreach (Picture expected in first)
        {
            Assert.True(pictures.MoveNext());
            Assert.Equal(expected.Pixels, pictures.Current.Pixels);
        }
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => pictures.MoveNext());
    }

    [Fact]
    public void What_was_cancelled_before_draws_nothing()
    {
        using var generator = ExportedGenerator.Open(Models.Pictures());
        Assert.Throws<OperationCanceledException>(() => generator.Sample(2, cancellation: new CancellationToken(true)));
    }

    [Fact]
    public void A_batch_that_is_being_computed_is_cancelled()
    {
        using var generator = ExportedGenerator.Open(Models.Endless());
        using var source = new CancellationTokenSource();
        // Were the loop not ended, it would take centuries.
        source.CancelAfter(TimeSpan.FromMilliseconds(50));
        OperationCanceledException error = Assert.Throws<OperationCanceledException>(
            () => generator.SamplePoints(1, cancellation: source.Token));
        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public void Many_threads_at_once_draw_the_same()
    {
        using var generator = ExportedGenerator.Open(Models.LabelledPictures());
        Picture[][] expected = [.. Enumerable.Range(0, 8).Select(seed => generator.Sample(Count, seed))];
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, k
            => AssertSame(expected[k % 8], generator.Sample(Count, k % 8)));
    }

    [Fact]
    public void A_way_leads_from_one_sample_to_another()
    {
        using var generator = ExportedGenerator.Open(Models.LabelledPictures());
        SampleOptions from = new() { Seed = 1, FirstSample = 4 }, to = new() { Seed = 2, FirstSample = 4 };
        Picture[] way = generator.Interpolate(1, 2, steps: 20, new SampleOptions { FirstSample = 4 });
        Assert.Equal(20, way.Length);
        // All steps show the class of sample 4.
        Assert.Equal(generator.Sample(from).Single().Pixels, way[0].Pixels);
        Assert.Equal(generator.Sample(to).Single().Pixels, way[^1].Pixels);
        int Far(Picture one, Picture other) => one.Pixels.Zip(other.Pixels, (x, y) => Math.Abs(x - y)).Max();
        Assert.All(Enumerable.Range(1, 19), k => Assert.InRange(Far(way[k], way[k - 1]), 0, 40));
    }

    [Fact]
    public void A_way_between_normal_latents_is_an_arc_and_between_uniform_ones_a_line()
    {
        using var normal = ExportedGenerator.Open(Models.LatentEcho(2));
        using var uniform = ExportedGenerator.Open(Models.LatentEcho(2, "uniform"));
        float half = MathF.Sqrt(0.5f);
        AssertNear([1, 0, half, half, 0, 1], normal.LatentsBetween([1, 0], [0, 1], 3));
        AssertNear([1, 0, 0.5f, 0.5f, 0, 1], uniform.LatentsBetween([1, 0], [0, 1], 3));
        // The same direction, the opposite one, and none: straight.
        AssertNear([1, 0, 2, 0, 3, 0], normal.LatentsBetween([1, 0], [3, 0], 3));
        AssertNear([1, 0, 0, 0, -1, 0], normal.LatentsBetween([1, 0], [-1, 0], 3));
        AssertNear([0, 0, 1, 1, 2, 2], normal.LatentsBetween([0, 0], [2, 2], 3));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        using var generator = ExportedGenerator.Open(Models.Pictures());
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Sample(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Draw(new SampleOptions { Count = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Sample(new SampleOptions { FirstSample = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Sample(new SampleOptions { BatchSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Interpolate(0, 1, steps: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Latents(0));
        Assert.Throws<ArgumentNullException>(() => generator.Sample(null!));
    }

    [Fact]
    public void Latents_that_do_not_fit_are_refused()
    {
        using var generator = ExportedGenerator.Open(Models.Pictures());
        ArgumentException error = Assert.Throws<ArgumentException>(() => generator.Generate(new float[7]));
        Assert.Equal("Latents: expected 6 numbers a sample, received 7 in all.", error.Message);
        Assert.Throws<ArgumentException>(() => generator.Generate(Array.Empty<float>()));
        Assert.Throws<ArgumentException>(() => generator.Generate(new[] { 0, 0, 0, 0, 0, float.NaN }));
        Assert.Throws<ArgumentException>(() => generator.LatentsBetween(new float[6], new float[5], 2));
        error = Assert.Throws<ArgumentException>(
            () => generator.Generate(new SampleOptions { Latents = new float[12], Count = 3 }));
        Assert.Equal("Latents: expected one for all 3 samples or one for each, received 2.", error.Message);
    }

    [Fact]
    public void Points_are_no_pictures_and_pictures_no_points()
    {
        using var points = ExportedGenerator.Open(Models.LatentEcho());
        using var pictures = ExportedGenerator.Open(Models.Pictures());
        Assert.StartsWith("The generator draws points", Assert.Throws<ExportException>(() => points.Sample()).Message);
        Assert.StartsWith("The generator draws pictures", Assert.Throws<ExportException>(() => pictures.SamplePoints()).Message);
    }

    [Fact]
    public void Samples_of_another_shape_than_the_metadata_say_are_told()
    {
        byte[] model = new OnnxModel().Input<float>("latent", 2)
            .Node("Concat", ["latent", "latent"], "samples", ("axis", 1)).Output<float>("samples", [null])
            .Metadata(Models.Document("[2]", Models.Latent(2))).ToBytes();
        using var generator = ExportedGenerator.Open(model);
        Assert.Equal(
            "The model drew samples [3, 4], but [3, 2] was expected.",
            Assert.Throws<ExportException>(() => generator.SamplePoints(3)).Message);
    }

    [Fact]
    public void Values_that_are_not_finite_are_told()
    {
        byte[] model = new OnnxModel().Input<float>("latent", 2).Constant("zero", [0f], 1)
            .Node("Div", ["latent", "zero"], "samples").Output<float>("samples", 2)
            .Metadata(Models.Document("[2]", Models.Latent(2))).ToBytes();
        using var generator = ExportedGenerator.Open(model);
        Assert.StartsWith(
            "The model drew samples with values that are not finite: ",
            Assert.Throws<ExportException>(() => generator.SamplePoints()).Message);
    }

    [Fact]
    public void What_cannot_be_computed_is_told()
    {
        byte[] model = new OnnxModel().Input<float>("latent", 2).Constant("shape", [7L, 2], 2)
            .Node("Reshape", ["latent", "shape"], "samples").Output<float>("samples", 2)
            .Metadata(Models.Document("[2]", Models.Latent(2))).ToBytes();
        using var generator = ExportedGenerator.Open(model);
        ExportException error = Assert.Throws<ExportException>(() => generator.SamplePoints(3));
        Assert.StartsWith("The model could not be computed: ", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static float[] Tangents(float[] latents)
    {
        float[] weights = Models.Weights();
        return
        [
            .. Enumerable.Range(0, latents.Length / Models.LatentSize * Models.Area).Select(at => (float)Math.Tanh(
                Enumerable.Range(0, Models.LatentSize).Sum(k
                    => (double)latents[(at / Models.Area * Models.LatentSize) + k]
                        * weights[(k * Models.Area) + (at % Models.Area)]))),
        ];
    }

    private static void AssertNear(float[] expected, float[] values)
    {
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, Rounding));
    }

    private static void AssertSame(Picture[] expected, Picture[] pictures)
        => Assert.Equal(expected.Select(picture => picture.Pixels), pictures.Select(picture => picture.Pixels));
}
