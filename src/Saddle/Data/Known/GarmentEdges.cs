using Saddle.Components;
using Saddle.Data.Pictures;
using Saddle.Torch;

namespace Saddle.Data.Known;

/// <summary>
/// Outlines of garments and the garments: pairs that the program makes from Fashion-MNIST, as the paper's edges to shoes
/// (arXiv:1611.07004, section 4) are made from photographs. Without <see cref="Paired"/> outline and garment come from
/// different pictures: two unpaired sets, as cycles need them.
/// </summary>
[Component(
    "garment-edges", "outlines of garments and the garments, made from Fashion-MNIST by the program",
    Source = "arXiv:1611.07004, section 4")]
public sealed partial record GarmentEdges : DataSource
{
    /// <summary>Which part.</summary>
    [Setting] public DataSplit Split { get; init; }

    /// <summary>Which is the input: the outline, or the garment.</summary>
    [Setting] public PairDirection Direction { get; init; }

    /// <summary>How many, from the first; 0 for all.</summary>
    [Setting(0, 60_000)] public int Count { get; init; }

    /// <summary>Whether outline and garment belong together; false for two unpaired sets.</summary>
    [Setting] public bool Paired { get; init; } = true;

    /// <summary>Another seed puts other outlines to the garments where they are unpaired.</summary>
    [Setting] public int Seed { get; init; }

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        using DataSet garments = new FashionMnist { Split = Split }.Open(work);
        var images = (ImageSet)garments;
        using DisposeScope scope = torch.NewDisposeScope();
        long count = Count == 0 ? images.Count!.Value : Math.Min(Count, images.Count!.Value);
        Tensor pictures = images.Images.narrow(0, 0, count), outlines = Outlines(pictures);
        if (!Paired)
        {
            outlines = outlines.index_select(0, torch.tensor(Strangers((int)count)));
        }
        Tensor rows = torch.cat(Direction == PairDirection.AToB ? [outlines, pictures] : [pictures, outlines], 1);
        return Paired
            ? new ImageSet(
                new TensorStore(rows), images.Labels!.narrow(0, 0, count).clone(), images.Classes, [], outlines.size(1))
            : new ImageSet(new TensorStore(rows), null, [], [], outlines.size(1));
    }

    private static Tensor Outlines(Tensor garments)
    {
        int count = (int)garments.size(0), width = (int)garments.size(3), bytes = (int)garments.size(2) * width;
        byte[] pixels = garments.ToArray<byte>(), edges = new byte[pixels.Length];
        Parallel.For(0, count, k => EdgePicture.Draw(pixels.AsSpan(k * bytes, bytes), edges.AsSpan(k * bytes, bytes), width));
        return torch.tensor(edges, garments.shape.ToArray());
    }

    // Along one circle through all, so that none keeps its own.
    private long[] Strangers(int count)
    {
        using var random = new RandomGenerator(Seeds.Derive((ulong)Seed, "strangers"));
        long[] circle = torch.randperm(count, random).ToArray<long>();
        var strangers = new long[count];
        for (int k = 0; k < count; k++)
        {
            strangers[circle[k]] = circle[(k + 1) % count];
        }
        return strangers;
    }
}
