using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Known;

public sealed class CifarSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_batches_of_a_folder_are_one_set_in_the_order_of_their_names()
    {
        Write("data_batch_2.bin", CifarBytes.Ten(2, first: 3));
        Write("data_batch_1.bin", CifarBytes.Ten(3));
        Write("test_batch.bin", CifarBytes.Ten(1, first: 9));
        File.WriteAllLines(
            _folder.File("batches.meta.txt"),
            ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck", ""]);
        using var train = (ImageSet)DataSource.FromSpec(_folder.Path).Open();
        Assert.Equal((new SampleShape(3, 32, 32), 5), (train.Shape, train.Count));
        Assert.Equal([0, 1, 2, 3, 4], train.Labels!.ToArray<long>());
        Assert.Equal("airplane truck", $"{train.Classes[0]} {train.Classes[^1]}");
        byte[] images = train.Images.ToArray<byte>();
        Assert.Equal([0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42], images.Where((_, at) => at % 1024 == 0));
        Assert.Equal([0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42], images.Where((_, at) => at % 1024 == 1023));
        using var test = (ImageSet)new CifarSource { Path = _folder.Path, Split = DataSplit.Test }.Open();
        Assert.Equal([9], test.Labels!.ToArray<long>());
    }

    [Fact]
    public void The_hundred_have_fine_and_coarse_labels()
    {
        Write("train.bin", CifarBytes.Hundred(25));
        File.WriteAllLines(_folder.File("coarse_label_names.txt"), Enumerable.Range(0, 20).Select(k => $"coarse {k}"));
        using var fine = (ImageSet)DataSource.FromSpec(_folder.Path).Open();
        Assert.Equal(Enumerable.Range(0, 25).Select(k => (long)k), fine.Labels!.ToArray<long>());
        Assert.Equal((100, "99"), (fine.Classes.Count, fine.Classes[99]));
        using var coarse = (ImageSet)new CifarSource { Path = _folder.Path, Labels = CifarLabels.Coarse }.Open();
        Assert.Equal(Enumerable.Range(0, 25).Select(k => (long)(k % 20)), coarse.Labels!.ToArray<long>());
        Assert.Equal((20, "coarse 19"), (coarse.Classes.Count, coarse.Classes[19]));
    }

    [Fact]
    public void A_single_file_is_known_by_its_length()
    {
        Write("mine.bin", CifarBytes.Ten(2));
        Assert.IsType<CifarSource>(DataSource.FromSpec(_folder.File("mine.bin")));
        Write("mine.bin", new byte[5000]);
        Assert.IsNotType<CifarSource>(DataSource.FromSpec(_folder.File("mine.bin")));
        Assert.IsType<CifarSource>(DataSource.FromSpec("cifar:" + _folder.File("mine.bin")));
    }

    [Fact]
    public void What_does_not_belong_together_is_refused_with_the_file()
    {
        Write("data_batch_1.bin", CifarBytes.Ten(1));
        Write("data_batch_2.bin", CifarBytes.Hundred(1));
        string first = _folder.File("data_batch_1.bin"), second = _folder.File("data_batch_2.bin");
        Assert.Equal(
            $"{second}: {first} is of CIFAR-10, but this file is of CIFAR-100.", Message(new CifarSource
            {
                Path = _folder.Path,
            }));
        Assert.Equal(
            $"{first}: CIFAR-10 has no coarse labels: set data.labels=fine.",
            Message(new CifarSource { Path = first, Labels = CifarLabels.Coarse }));
        Assert.Equal(
            $"{_folder.Path}: the folder holds no CIFAR files of the test part: expected test_batch.bin or test.bin.",
            Message(new CifarSource { Path = _folder.Path, Split = DataSplit.Test }));
        File.WriteAllLines(_folder.File("batches.meta.txt"), ["airplane", "automobile"]);
        Assert.Equal(
            $"{_folder.File("batches.meta.txt")}: expected the names of 10 classes, one a line, but found 2.",
            Message(new CifarSource { Path = first }));
        Write("data_batch_1.bin", CifarBytes.Ten(1)[..^1]);
        Assert.Equal(
            $"{first}: not a CIFAR file: 3072 bytes are no whole number of records of 3073 (CIFAR-10) or 3074 (CIFAR-100) bytes.",
            Message(new CifarSource { Path = first }));
        Assert.StartsWith("data source cifar: no path is given", Message(new CifarSource { Path = "" }));
    }

    private static string Message(DataSource source) => Assert.Throws<DataException>(() => source.Open()).Message;

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(_folder.File(name), bytes);
}
