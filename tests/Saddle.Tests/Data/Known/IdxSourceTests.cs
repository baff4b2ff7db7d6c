using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Data.Synthetic;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Known;

public sealed class IdxSourceTests
{
    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", false)]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", true)]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte", false)]
    [InlineData("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", false)]
    public void A_folder_is_known_by_its_images_and_labels_lie_beside_them(string images, string labels, bool gzip)
    {
        using var folder = new TemporaryFolder();
        Write(folder, images, IdxBytes.Images(5, 4), gzip);
        Write(folder, labels, IdxBytes.Of([5], [3, 1, 4, 1, 5]), gzip);
        foreach (string spec in new[] { folder.Path, folder.File(images) })
        {
            using var data = (ImageSet)DataSource.FromSpec(spec).Open();
            Assert.Equal(new SampleShape(1, 4, 4), data.Shape);
            Assert.Equal(5, data.Count);
            Assert.Equal([3, 1, 4, 1, 5], data.Labels!.ToArray<long>());
            Assert.Equal(["0", "1", "2", "3", "4", "5"], data.Classes);
        }
    }

    [Fact]
    public void Compressed_labels_are_found_beside_plain_images()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "train-images-idx3-ubyte", IdxBytes.Images(2, 4), gzip: false);
        Write(folder, "train-labels-idx1-ubyte.gz", IdxBytes.Of([2], [1, 0]), gzip: true);
        using var data = (ImageSet)DataSource.FromSpec(folder.Path).Open();
        Assert.Equal([1, 0], data.Labels!.ToArray<long>());
    }

    [Fact]
    public void Labels_may_be_named_or_missing()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "mine", IdxBytes.Images(3, 4), gzip: false);
        Write(folder, "numbers", IdxBytes.Of([3], [0, 1, 2]), gzip: false);
        using var without = (ImageSet)new IdxSource { Path = folder.File("mine") }.Open();
        Assert.Null(without.Labels);
        Assert.Empty(without.Classes);
        using var with = (ImageSet)new IdxSource { Path = folder.File("mine"), Labels = folder.File("numbers") }.Open();
        Assert.Equal([0, 1, 2], with.Labels!.ToArray<long>());
    }

    [Fact]
    public void Colour_images_have_their_channels_last_in_the_file_and_first_in_memory()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "colour", IdxBytes.Of([1, 1, 2, 3], [10, 20, 30, 40, 50, 60]), gzip: false);
        using var data = (ImageSet)new IdxSource { Path = folder.File("colour") }.Open();
        Assert.Equal(new SampleShape(3, 1, 2), data.Shape);
        Assert.Equal([10, 40, 20, 50, 30, 60], data.Images.ToArray<byte>());
    }

    [Fact]
    public void Labels_in_another_number_than_the_images_are_refused()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "train-images-idx3-ubyte", IdxBytes.Images(5, 4), gzip: false);
        Write(folder, "train-labels-idx1-ubyte", IdxBytes.Of([4], [0, 0, 0, 0]), gzip: false);
        string labels = folder.File("train-labels-idx1-ubyte");
        Assert.Equal(
            $"{labels}: there are 5 images in train-images-idx3-ubyte, but this file holds 4 labels.",
            Assert.Throws<DataException>(() => DataSource.FromSpec(folder.Path).Open()).Message);
    }

    [Fact]
    public void What_is_no_image_is_refused_with_its_dimensions()
    {
        using var folder = new TemporaryFolder();
        string labels = Write(folder, "labels", IdxBytes.Of([3], [0, 1, 2]), gzip: false);
        Assert.Equal(
            $"{labels}: images have 3 dimensions (count, height, width), but this file has 1.",
            Assert.Throws<DataException>(() => new IdxSource { Path = labels }.Open()).Message);
        string odd = Write(folder, "odd", IdxBytes.Of([1, 2, 2, 2], new byte[8]), gzip: false);
        Assert.Equal(
            $"{odd}: images have 1 channel (grey) or 3 (colour), but these have 2 (1 x 2 x 2 x 2).",
            Assert.Throws<DataException>(() => new IdxSource { Path = odd }.Open()).Message);
    }

    [Fact]
    public void A_folder_without_images_is_refused_with_the_names_that_are_expected()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(
            $"{folder.Path}: the folder holds no idx images: expected train-images-idx3-ubyte or train-images-idx3-ubyte.gz.",
            Assert.Throws<DataException>(() => new IdxSource { Path = folder.Path }.Open()).Message);
    }

    [Fact]
    public void A_path_is_needed()
        => Assert.StartsWith(
            "data source idx: no path is given", Assert.Throws<DataException>(() => DataSource.All.Create("idx").Open()).Message);

    [Theory]
    [InlineData("rign", "did you mean ring?")]
    [InlineData("fashion-mnits", "did you mean fashion-mnist?")]
    [InlineData("swissroll", "did you mean swiss-roll?")]
    public void A_specification_that_names_nothing_is_refused_with_the_nearest_name(string spec, string hint)
    {
        string message = Assert.Throws<InputException>(() => DataSource.FromSpec(spec)).Message;
        Assert.StartsWith($"unknown data '{spec}': {hint} Known: fashion-mnist, mnist, kmnist, cifar-10,", message);
        Assert.EndsWith("Nor is there a file or folder of that name.", message);
    }

    [Fact]
    public void A_name_converts_to_its_source()
    {
        DataSource source = "swiss-roll";
        Assert.IsType<SwissRoll>(source);
    }

    private static string Write(TemporaryFolder folder, string name, byte[] bytes, bool gzip)
    {
        File.WriteAllBytes(folder.File(name), gzip ? IdxBytes.Gzip(bytes) : bytes);
        return folder.File(name);
    }
}
