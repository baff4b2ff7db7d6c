using Saddle.Evaluation;
using Saddle.Tests.Support;

namespace Saddle.Tests.Evaluation;

/// <summary>What a device finds in a table of distances, computed here by the processor: it is what tiles find.</summary>
public sealed class DistanceStripesTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    public static TheoryData<string> Kinds => ["spread", "far away", "heaps", "twins", "all the same", "one dimension"];

    [Theory, MemberData(nameof(Kinds))]
    public void Nearest_others_are_those_of_tiles(string kind)
    {
        Tensor set = Set(kind, 1500, 1);
        NearestOthers tiles = NearestOthers.Of(set, 3);
        double[] stripes = DistanceStripes.NearestOthers(set, 3);
        double[] wanted =
            [.. Enumerable.Range(0, 1500).SelectMany(row => Enumerable.Range(1, 3).Select(k => tiles.Squared(row, k)))];
        Assert.All(wanted.Zip(stripes), pair => Assert.Equal(pair.First, pair.Second, 1e-10 * (1 + pair.First)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_nearest_are_those_of_tiles(string kind)
    {
        Tensor from = Set(kind, 40, 2), to = torch.cat([Set(kind, 1100, 3), from.narrow(0, 10, 30)]);
        (int[] Numbers, double[] Distances) tiles = Neighbours.Nearest(from, to);
        (int[] numbers, double[] squares) = DistanceStripes.Nearest(from, to, own: null);
        Assert.All(
            tiles.Distances.Zip(squares), pair => Assert.Equal(pair.First * pair.First, pair.Second, 1e-10 * (1 + pair.Second)));
        if (kind != "all the same")
        {
            Assert.Equal(tiles.Numbers, numbers);
        }
        // A copy is told as one, unless it may not be.
        Assert.All(squares[10..], squared => Assert.Equal(0, squared));
        int[] own = [.. Enumerable.Range(0, 30).Select(row => 1100 + row)];
        double[] others = DistanceStripes.Nearest(from.narrow(0, 10, 30), to, own).Squares;
        Assert.All(
            Neighbours.NearestOther(to, own).Zip(others),
            pair => Assert.Equal(pair.First, pair.Second, 1e-10 * (1 + pair.First)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Neighbourhoods_hold_the_same_samples(string kind)
    {
        using FeatureSet generated = Features(Set(kind, 300, 4)), reference = Features(Set(kind, 1200, 5));
        IReadOnlyList<Neighbourhoods> tiles = Neighbourhoods.Count(generated, reference, [3, 5]);
        IReadOnlyList<Neighbourhoods> stripes = Neighbourhoods.Count(generated, reference, [3, 5], byStripes: true);
        Assert.All(tiles.Zip(stripes), pair =>
        {
            Assert.Equal(pair.First.Precision, pair.Second.Precision);
            Assert.Equal(pair.First.Recall, pair.Second.Recall);
            Assert.Equal(pair.First.Inside, pair.Second.Inside);
        });
    }

    private static FeatureSet Features(Tensor values) => new(values, new FeatureOrigin("test"));

    private static Tensor Set(string kind, long count, ulong seed)
    {
        using var random = new RandomGenerator(seed);
        Tensor spread = torch.randn([count, kind == "one dimension" ? 1 : 7], random, ScalarType.Float64);
        return kind switch
        {
            "far away" => spread + 1e6,
            "heaps" => spread + (torch.randint(0, 3, [count, 1], random).to(ScalarType.Float64) * 1e5),
            // Every sample twice.
            "twins" => torch.cat([spread.narrow(0, 0, count / 2), spread.narrow(0, 0, count - (count / 2))]),
            "all the same" => torch.full([count, 7], 3.7, ScalarType.Float64),
            _ => spread,
        };
    }
}
