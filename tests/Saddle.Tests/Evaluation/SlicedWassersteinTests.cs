using Saddle.Evaluation;
using Saddle.Tests.Support;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class SlicedWassersteinTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void On_a_line_it_is_the_distance_of_sorted_samples()
        => Close.Equal(Math.Sqrt((1 + 0 + 4) / 3.0), Distance(Of([5, 0, 2], 1), Of([1, 7, 2], 1)), 1e-14, 0);

    [Fact]
    public void A_shift_by_a_is_a_over_the_root_of_the_dimensions()
    {
        FeatureSet set = Normal(100, 3, 1), shifted = Of(set.Features + torch.tensor([0.0, 6, 0]));
        // The mean over 256 directions of a squared cosine, 1/3, errs by 6 % of it.
        Close.Equal(6 / Math.Sqrt(3), Distance(set, shifted), 0.1, 0);
    }

    [Fact]
    public void Sets_of_different_size_are_compared_by_their_quantiles()
    {
        FeatureSet set = Normal(40, 4, 1);
        Close.Equal(0, Distance(set, Of(torch.cat([set.Features, set.Features, set.Features]))), 0, 1e-12);
    }

    private static double Distance(FeatureSet first, FeatureSet second)
        => new SlicedWasserstein().Measure(new(first, second)).Score("sliced_wasserstein");
}
