using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Evaluation;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Evaluation;

public sealed class SampleSetTests
{
    [Fact]
    public void All_samples_of_a_set_come_once_and_the_same_whenever_they_are_read()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor images = torch.tensor([.. Enumerable.Range(0, 600).Select(k => (byte)(k % 256))], 600, 1, 1, 1);
        using SampleSet all = Of(new ImageSet(images), null, 7);
        Assert.Equal((600L, 3L), (all.Count, all.Parts));
        double[] seen = [.. Parts(all)];
        Assert.Equal(ImageSet.ToUnitRange(images).ToArray<double>().Order(), seen.Order());
        Assert.Equal(seen, Parts(all));
        Assert.Equal([seen[599], seen[0], seen[251]], all.Rows([599, 0, 251]).ToArray<double>());
        using SampleSet some = all.First(260);
        Assert.Equal(seen[..260], Parts(some));
    }

    [Fact]
    public void A_seed_chooses_which_samples_are_taken()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SampleSet one = Of(new Ring().Open(), 20, 1), same = Of(new Ring().Open(), 20, 1),
            other = Of(new Ring().Open(), 20, 2);
        Assert.Equal(Parts(one), Parts(same));
        Assert.NotEqual(Parts(one), Parts(other));
        Assert.Equal(8, one.Classes.Count);
    }

    [Fact]
    public void A_distribution_has_no_end()
    {
        InputException error = Assert.Throws<InputException>(() => Of(new Ring().Open(), null, 1));
        Assert.Contains("without end", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_parts_that_are_there_are_read()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var set = new SampleSet("none", new SampleShape(2), 3, (_, length) => new Batch(torch.zeros([length, 2]), null));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Read(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Read(-1));
        Assert.Equal(3, set.Read(0).Real.size(0));
    }

    [Fact]
    public void What_is_learnt_once_does_not_depend_on_the_seed()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor images = torch.tensor([.. Enumerable.Range(0, 30).Select(k => (byte)k)], 30, 1, 1, 1);
        using SampleSet one = Of(new ImageSet(images.clone()), 5, 1), other = Of(new ImageSet(images.clone()), 9, 2);
        Assert.NotEqual(Parts(one), Parts(other)[..5]);
        Assert.Equal(30, one.InFixedOrder!.Count);
        Assert.Equal(Parts(one.InFixedOrder), Parts(other.InFixedOrder!));
    }

    private static SampleSet Of(DataSet data, long? count, ulong seed) => SampleSet.Of(data, "the samples", count, seed, data);

    private static double[] Parts(SampleSet set)
        => [.. Enumerable.Range(0, (int)set.Parts).SelectMany(part => set.Read(part).Real.ToArray<double>())];
}
