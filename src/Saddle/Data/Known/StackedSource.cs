using Saddle.Components;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Data.Known;

/// <summary>
/// Three grey images, drawn at random, as the red, green and blue plane of one: Stacked MNIST, the count of modes that a
/// generator reaches (arXiv:1611.02163, section 3.3.1). With ten classes there are a thousand: the label is 100 a + 10 b + c.
/// </summary>
[Component(
    "stacked", "three grey images as the planes of one: a thousand classes (Stacked MNIST)",
    Source = "arXiv:1611.02163, section 3.3.1")]
public sealed partial record StackedSource : DataSource
{
    private const int MaximumClasses = 10;

    /// <summary>The grey images with labels: a name or a path.</summary>
    /// <remarks>They have at most ten classes.</remarks>
    [Setting] public string Data { get; init; } = "fashion-mnist";

    /// <summary>How many stacks.</summary>
    [Setting(1, 1_000_000)] public int Count { get; init; } = 60_000;

    /// <summary>Another seed gives other stacks.</summary>
    [Setting] public int Seed { get; init; }

    /// <inheritdoc/>
    public override DataSource WithPaths(Func<string, string> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        bool isPath = Data.Length > 0 && All.Find(Data.Split(':')[0]) is null;
        return isPath ? this with { Data = change(Data) } : this;
    }

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        using DataSet data = Inner().Open(work);
        if (data is not ImageSet { Labels: { } labels } images || data.Shape.Channels != 1 || data.Classes.Count > MaximumClasses)
        {
            throw new DataException(
                $"data source stacked: data '{Data}' should be grey images with labels of at most {MaximumClasses} classes, "
                + $"but it is {data.Shape} with {data.Classes.Count} classes.");
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using var random = new RandomGenerator(Seeds.Derive((ulong)Seed, "stacks"));
        Tensor chosen = torch.randint(0, images.Count!.Value, [Count, 3], random);
        Tensor flat = chosen.view(-1);
        Tensor stacks = images.Rows(flat.ToArray<long>()).view(Count, 3, data.Shape.Height, data.Shape.Width);
        Tensor digits = labels.index_select(0, flat).view(Count, 3);
        long classes = data.Classes.Count;
        Tensor label = (digits.select(1, 0) * (classes * classes) + digits.select(1, 1) * classes + digits.select(1, 2))
            .to(ScalarType.Int64);
        string[] names = [.. from a in data.Classes from b in data.Classes from c in data.Classes select $"{a}, {b}, {c}"];
        return new ImageSet(stacks, label, names) { Planes = data.Classes };
    }

    private DataSource Inner()
    {
        if (Data.Length == 0)
        {
            throw new DataException("data source stacked: no data is given: set data.data to a name or a path.");
        }
        try
        {
            return FromSpec(Data);
        }
        catch (InputException error)
        {
            throw new DataException($"data source stacked: {error.Message}", error);
        }
    }
}
