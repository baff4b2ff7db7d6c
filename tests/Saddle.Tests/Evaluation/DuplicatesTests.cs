using Saddle.Evaluation;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class DuplicatesTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Twins_and_near_twins_count_and_neighbours_do_not()
        => Assert.Equal(4 / 6.0, Share(Of([1, 2, 3, 4, 1, 2, 5, 6, 3.000001, 4, 3.1, 4], 2)));

    [Fact]
    public void Twins_far_from_zero_and_in_different_tiles_are_found()
    {
        FeatureSet samples = Of(Normal(1500, 5, 1).Features + 1000);
        Assert.Equal(0, Share(samples));
        Assert.Equal(1, Share(Of(torch.cat([samples.Features, samples.Features]))));
    }

    [Fact]
    public void One_sample_has_no_twin()
        => Assert.Contains(
            "at least 2 are needed", new Duplicates().Refusal(new(Normal(1, 2, 1), Normal(9, 2, 2))), StringComparison.Ordinal);

    private static double Share(FeatureSet set) => new Duplicates().Measure(new(set, set)).Score("duplicates");
}
