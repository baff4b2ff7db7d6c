using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Known;

public sealed class StackedSourceTests : IDisposable
{
    private const int Count = 400;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_label_of_a_stack_is_made_of_its_planes_labels()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var data = (ImageSet)new StackedSource { Data = Digits(10), Count = Count }.Open();
        Assert.Equal((new SampleShape(3, 4, 4), Count), (data.Shape, data.Count));
        // Every pixel of digit d's image is 20 d.
        long[][] planes =
            [.. data.Images.ToArray<byte>().Chunk(16).Select(plane => Assert.Single(plane.Distinct()) / 20L).Chunk(3)];
        Assert.Equal(planes.Select(digit => (100 * digit[0]) + (10 * digit[1]) + digit[2]), data.Labels!.ToArray<long>());
        Assert.Equal(1000, data.Classes.Count);
        Assert.Equal(("0, 0, 1", "7, 2, 5"), (data.Classes[1], data.Classes[725]));
        // Every plane is drawn on its own: with 400 draws each of the ten digits is nearly sure to come.
        Assert.All(Enumerable.Range(0, 3), k => Assert.Equal(10, planes.Select(digit => digit[k]).Distinct().Count()));
        Assert.InRange(planes.Count(digit => digit[0] == digit[1]), 10, 80);
    }

    [Fact]
    public void The_seed_fixes_the_stacks()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        string path = Digits(10);
        Assert.Equal(Labels(1), Labels(1));
        Assert.NotEqual(Labels(1), Labels(2));
        long[] Labels(int seed)
        {
            using var data = (ImageSet)new StackedSource { Data = path, Count = 50, Seed = seed }.Open();
            return data.Labels!.ToArray<long>();
        }
    }

    [Fact]
    public void Only_grey_images_with_few_labelled_classes_are_stacked()
    {
        Assert.Equal(
            "data source stacked: data 'ring' should be grey images with labels of at most 10 classes, "
            + "but it is points [2] with 8 classes.",
            Message("ring"));
        Assert.Equal(
            "data source stacked: data 'shapes' should be grey images with labels of at most 10 classes, "
            + "but it is 32x32 colour images with 5 classes.",
            Message("shapes"));
        string many = Digits(11);
        Assert.Equal(
            $"data source stacked: data '{many}' should be grey images with labels of at most 10 classes, "
            + "but it is 4x4 grey images with 11 classes.",
            Message(many));
        Assert.StartsWith("data source stacked: unknown data 'rign': did you mean ring?", Message("rign"));
        Assert.Equal("data source stacked: no data is given: set data.data to a name or a path.", Message(""));
    }

    private static string Message(string data)
        => Assert.Throws<DataException>(() => new StackedSource { Data = data, Count = Count }.Open()).Message;

    private string Digits(int classes)
    {
        File.WriteAllBytes(
            _folder.File("train-images-idx3-ubyte"),
            IdxBytes.Of([classes, 4, 4], [.. Enumerable.Range(0, classes * 16).Select(k => (byte)(20 * (k / 16)))]));
        File.WriteAllBytes(
            _folder.File("train-labels-idx1-ubyte"),
            IdxBytes.Of([classes], [.. Enumerable.Range(0, classes).Select(k => (byte)k)]));
        return _folder.Path;
    }
}
