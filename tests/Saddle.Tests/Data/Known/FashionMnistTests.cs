using Saddle.Data;
using Saddle.Data.Known;
using Xunit;

namespace Saddle.Tests.Data.Known;

public sealed class FashionMnistTests
{
    [Theory, InlineData(DataSplit.Train, 60_000), InlineData(DataSplit.Test, 10_000)]
    public void It_has_ten_kinds_of_garment_in_equal_numbers(DataSplit split, int count)
    {
        Assert.SkipUnless(
            Directory.Exists("/usr/share/datasets/fashion-mnist"), "Debian's dataset-fashion-mnist is not installed.");
        using var data = (ImageSet)new FashionMnist { Split = split }.Open();
        Assert.Equal(new SampleShape(1, 28, 28), data.Shape);
        Assert.Equal(count, data.Count);
        Assert.Equal(10, data.Classes.Count);
        Assert.Equal("Ankle boot", data.Classes[9]);
        Assert.All(data.Labels!.ToArray<long>().CountBy(label => label), kind => Assert.Equal(count / 10, kind.Value));
    }

    [Fact]
    public void Another_part_is_refused()
        => Assert.Equal(
            "data source fashion-mnist: split must be one of train, test, but is \"tset\" (did you mean test?).",
            Assert.Throws<InputException>(() => DataSource.All.Create("fashion-mnist", ("split", "tset"))).Message);
}
