using Saddle.Components;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// Three grey images, drawn at random, as the red, green and blue plane of one: Stacked MNIST, the count of modes that a generator
/// reaches (arXiv:1611.02163, section 3.3.1). With ten classes there are a thousand: the label is 100 a + 10 b + c.
/// </summary>
public sealed class StackedSource : DataSource
{
    private const int MaximumClasses = 10;

    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "stacked", "three grey images as the planes of one: a thousand classes (Stacked MNIST)", "arXiv:1611.02163, section 3.3.1",
        [
            Setting.Text("data", "fashion-mnist", "the grey images with labels: a name or a path"),
            Setting.Whole("count", 60_000, "how many stacks", 1, 1_000_000),
            Setting.Whole("seed", 0, "another seed gives other stacks"),
        ],
        s => new StackedSource(s.Text("data"), (int)s.Whole("count"), (int)s.Whole("seed")));

    private readonly string _data;
    private readonly int _count;
    private readonly int _seed;

    /// <summary>Describes the stacks.</summary>
    /// <param name="data">Grey images with labels of at most ten classes: a name or a path.</param>
    /// <param name="count">How many stacks.</param>
    /// <param name="seed">Fixes which images are stacked.</param>
    public StackedSource(string data = "fashion-mnist", int count = 60_000, int seed = 0)
        : base(Entry, ("data", data), ("count", count), ("seed", seed)) => (_data, _count, _seed) = (data, count, seed);

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        using DataSet data = Inner().Open(work);
        if (data is not ImageSet { Labels: { } labels } images || data.Shape.Channels != 1 || data.Classes.Count > MaximumClasses)
        {
            throw new DataException(
                $"data source stacked: data '{_data}' should be grey images with labels of at most {MaximumClasses} classes, but it is {data.Shape} with {data.Classes.Count} classes.");
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using var random = new RandomGenerator(Seeds.Derive((ulong)_seed, "stacks"));
        Tensor chosen = torch.randint(0, images.Count!.Value, [_count, 3], random);
        Tensor flat = chosen.view(-1);
        Tensor stacks = images.Rows(flat.ToArray<long>()).view(_count, 3, data.Shape.Height, data.Shape.Width);
        Tensor digits = labels.index_select(0, flat).view(_count, 3);
        long classes = data.Classes.Count;
        Tensor label = (digits.select(1, 0) * (classes * classes) + digits.select(1, 1) * classes + digits.select(1, 2)).to(ScalarType.Int64);
        string[] names = [.. from a in data.Classes from b in data.Classes from c in data.Classes select $"{a}, {b}, {c}"];
        return new ImageSet(stacks, label, names) { Planes = data.Classes };
    }

    private DataSource Inner()
    {
        if (_data.Length == 0)
        {
            throw new DataException("data source stacked: no data is given: set data.data to a name or a path.");
        }
        try
        {
            return FromSpec(_data);
        }
        catch (ArgumentException error)
        {
            throw new DataException($"data source stacked: {error.Message}", error);
        }
    }
}
