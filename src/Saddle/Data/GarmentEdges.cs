using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// Outlines of garments and the garments: pairs that the program makes from Fashion-MNIST, as the paper's edges to shoes
/// (arXiv:1611.07004, section 4) are made from photographs. Without <c>paired</c> outline and
/// garment come from different pictures: two unpaired sets, as cycles need them.
/// </summary>
public sealed class GarmentEdges : DataSource
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "garment-edges", "outlines of garments and the garments, made from Fashion-MNIST by the program", "arXiv:1611.07004, section 4",
        [
            IdxDownload.Split,
            PairDirection.Setting("which is the input: the outline, or the garment"),
            Setting.Whole("count", 0, "how many, from the first; 0 for all", 0, 60_000),
            Setting.Flag("paired", true, "whether outline and garment belong together; false for two unpaired sets"),
            Setting.Whole("seed", 0, "another seed puts other outlines to the garments where they are unpaired"),
        ],
        s => new GarmentEdges(s.Text("split"), s.Text("direction"), (int)s.Whole("count"), s.Flag("paired"), (int)s.Whole("seed")));

    private readonly string _split;
    private readonly bool _isForward;
    private readonly int _count;
    private readonly int _seed;

    /// <summary>Describes the pairs.</summary>
    /// <param name="split"><c>train</c> (60,000) or <c>test</c> (10,000).</param>
    /// <param name="direction"><c>a-to-b</c>: the outline is the input; <c>b-to-a</c>: the garment.</param>
    /// <param name="count">How many, from the first; 0 for all.</param>
    /// <param name="paired">Whether outline and garment belong together.</param>
    /// <param name="seed">Fixes which outline is put to which garment where they do not belong together.</param>
    public GarmentEdges(string split = "train", string direction = "a-to-b", int count = 0, bool paired = true, int seed = 0)
        : base(Entry, ("split", split), ("direction", direction), ("count", count), ("paired", paired), ("seed", seed))
        => (_split, _isForward, _count, IsPaired, _seed) = (split, PairDirection.IsForward(direction), count, paired, seed);

    /// <summary>Whether outline and garment belong together.</summary>
    internal bool IsPaired { get; }

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        using DataSet garments = new FashionMnist(_split).Open(work);
        var images = (ImageSet)garments;
        using DisposeScope scope = torch.NewDisposeScope();
        long count = _count == 0 ? images.Count!.Value : Math.Min(_count, images.Count!.Value);
        Tensor pictures = images.Images.narrow(0, 0, count), outlines = Outlines(pictures);
        if (!IsPaired)
        {
            outlines = outlines.index_select(0, torch.tensor(Strangers((int)count)));
        }
        Tensor rows = torch.cat(_isForward ? [outlines, pictures] : [pictures, outlines], 1);
        return IsPaired
            ? new ImageSet(new TensorStore(rows), images.Labels!.narrow(0, 0, count).clone(), images.Classes, [], outlines.size(1))
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
        using var random = new RandomGenerator(Seeds.Derive((ulong)_seed, "strangers"));
        long[] circle = torch.randperm(count, random).ToArray<long>();
        var strangers = new long[count];
        for (int k = 0; k < count; k++)
        {
            strangers[circle[k]] = circle[(k + 1) % count];
        }
        return strangers;
    }
}
