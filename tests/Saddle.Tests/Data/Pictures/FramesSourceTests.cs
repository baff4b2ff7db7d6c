using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class FramesSourceTests : IDisposable
{
    private static readonly SampleShape s_shape = new(1, 8, 8);

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Samples_are_all_runs_of_consecutive_numbers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // 8 to 11 follow each other though 10 comes before 8 by its letters; 12 is missing.
        Add("8.png", 8);
        Add("9.png", 9);
        Add("10.png", 10);
        Add("11.png", 11);
        Add("13.png", 13);
        Add("14.png", 14);
        using DataSet opened = new FramesSource { Path = _folder.Path, Frames = 2 }.Open();
        Assert.Equal((s_shape, 2, 2L), (opened.Shape, opened.Count, opened.InputChannels));
        using var data = (ImageSet)opened.As(s_shape);
        Assert.Equal((s_shape, 2, 2L), (data.Shape, data.Count, data.InputChannels));
        Assert.Equal([[8, 9, 10], [9, 10, 11]], Rows(data));
        // Every frame is kept once, however many samples it belongs to.
        Assert.Equal(6 * 64, new FileInfo(_folder.Cached("pixels").Single()).Length);
    }

    [Fact]
    public void Folders_and_the_rest_of_the_name_are_films_of_their_own()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Directory.CreateDirectory(_folder.File("one"));
        Directory.CreateDirectory(_folder.File("two"));
        Add("one/a_001.png", 1);
        Add("one/a_002.png", 2);
        Add("one/b_003.png", 3);
        Add("one/b_004.png", 4);
        Add("two/a_003.png", 5);
        Add("two/a_004.png", 6);
        Assert.Equal(4L, DataSource.FromSpec($"frames:{_folder.Path}")["frames"]);
        using DataSet opened = new FramesSource { Path = _folder.Path, Frames = 1 }.Open();
        using var data = (ImageSet)opened.As(s_shape);
        Assert.Equal([[1, 2], [3, 4], [5, 6]], Rows(data));
    }

    [Fact]
    public void A_batch_has_the_past_frames_in_its_inputs_channels_oldest_first()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _folder.Add("1.png", 8, 8, 10, 20, 30);
        _folder.Add("2.png", 8, 8, 40, 50, 60);
        _folder.Add("3.png", 8, 8, 70, 80, 90);
        using DataSet opened = new FramesSource { Path = _folder.Path, Frames = 2 }.Open();
        using DataSet data = opened.As(new SampleShape(3, 8, 8));
        Batch batch = data.Sampler(1, Device.Cpu).Next(1);
        Assert.Equal([10, 20, 30, 40, 50, 60], Bytes(batch.Input!));
        Assert.Equal([70, 80, 90], Bytes(batch.Real));
    }

    [Fact]
    public void A_frame_that_cannot_be_decoded_cuts_its_film()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        for (int k = 0; k < 20; k++)
        {
            Add($"{k}.png", (byte)k);
        }
        byte[] whole = File.ReadAllBytes(_folder.File("9.png"));
        File.WriteAllBytes(_folder.File("9.png"), whole[..^30]);
        using DataSet opened = new FramesSource { Path = _folder.Path, Frames = 8 }.Open();
        using var data = (ImageSet)opened.As(s_shape);
        // 0 to 8, and 10 to 19.
        Assert.Equal([0, 10, 11], Rows(data).Select(row => (int)row[0]));
    }

    [Fact]
    public void Files_without_a_number_or_with_anothers_are_told_and_left_out()
    {
        Add("1.png", 1);
        Add("01.png", 2);
        Add("2.png", 3);
        Add("cover.png", 4);
        using DataSet opened = new FramesSource { Path = _folder.Path, Frames = 1 }.Open();
        Assert.Equal(
            ["1.png (01.png has the same number)", "cover.png (there is no number of at most 18 digits in its name)"],
            opened.Report.Skipped.Select(file => file.ToString()));
    }

    [Fact]
    public void Frames_of_mixed_sizes_are_refused_with_the_first_two_that_differ()
    {
        Add("1.png", 1);
        Add("2.png", 2);
        _folder.Add("3.png", 8, 10, 3);
        Assert.Equal(
            $"{_folder.Path}: frames have one size, but 1.png is 8x8 and 3.png is 8x10: bring them to one size, "
            + "or name one film's folder.",
            Assert.Throws<DataException>(() => new FramesSource { Path = _folder.Path }.Open()).Message);
    }

    [Fact]
    public void Too_few_frames_are_refused_with_how_many_are_needed()
    {
        Add("1.png", 1);
        Add("2.png", 2);
        Add("4.png", 4);
        Assert.Equal(
            $"{_folder.Path}: at most 2 of its frames follow each other by their numbers; 5 are needed, "
            + "4 before the one that is learnt: add frames, or set data.frames to at most 1.",
            Assert.Throws<DataException>(() => new FramesSource { Path = _folder.Path }.Open()).Message);
    }

    [Fact]
    public void A_sheet_shows_the_frames_of_a_sample_side_by_side()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Add("1.png", 0);
        Add("2.png", 255);
        Add("3.png", 0);
        using DataSet opened = new FramesSource { Path = _folder.Path, Frames = 2 }.Open();
        Tensor preview = opened.Preview(64);
        Assert.Equal([1L, 1L, 128L, 384L], preview.shape.ToArray());
        Assert.Equal([-1, 1, -1], Enumerable.Range(0, 3).Select(k => preview.narrow(3, 128 * k, 128).mean().item()));
        using DataSet data = opened.As(s_shape);
        Tensor small = data.Preview(64);
        Assert.Equal([-1, 1, -1], Enumerable.Range(0, 3).Select(k => small.narrow(3, 8 * k, 8).mean().item()));
    }

    [Fact]
    public void A_frame_that_cannot_be_decoded_cuts_its_film_where_it_is_examined()
    {
        for (int k = 10; k < 30; k++)
        {
            Add($"{k}.png", (byte)k);
        }
        string broken = _folder.File("20.png");
        File.WriteAllBytes(broken, File.ReadAllBytes(broken)[..^30]);
        using DataSet opened = new FramesSource { Path = _folder.Path, Frames = 2 }.Open();
        Assert.Equal((18L, 15L), (opened.Report.Count, opened.Examine().Count));
    }

    private void Add(string name, byte value) => _folder.Add(name, 8, 8, value);

    // The grey of each frame of each sample.
    private static byte[][] Rows(ImageSet data)
        => [.. data.Rows([.. Enumerable.Range(0, (int)data.Count!).Select(k => (long)k)]).ToArray<byte>()
            .Chunk(64).Select(frame => Assert.Single(frame.Distinct())).Chunk((int)data.InputChannels + 1)];

    private static int[] Bytes(Tensor pictures)
        => [.. pictures.mean([2L, 3L]).ToArray<float>().Select(value => (int)Math.Round((value * 127.5) + 127.5))];
}
