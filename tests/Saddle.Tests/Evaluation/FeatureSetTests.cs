using Saddle.Evaluation;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class FeatureSetTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Features_are_copied_to_float64_and_freed_with_the_set()
    {
        Tensor given = torch.tensor([1f, 2, 3, 4, 5, 6], 3, 2);
        FeatureSet set = new(given, new FeatureOrigin("inception", "0123456789abcdef"), labels: torch.tensor([0L, 5, 5]));
        given.zero_();
        Assert.Equal((3L, 2L, ScalarType.Float64), (set.Count, set.Dimensions, set.Features.dtype));
        Assert.Equal([1.0, 2, 3, 4, 5, 6], set.Features.ToArray<double>());
        Assert.Equal([0L, 5, 5], set.Labels!.ToArray<long>());
        Assert.Equal("inception 0123456789ab", set.Network.ToString());
        (Tensor _, Tensor factor) = set.Gaussian;
        set.Dispose();
        Assert.All([set.Features, set.Labels!, factor], tensor => Assert.Equal("disposed tensor", tensor.ToString()));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void The_row_of_a_value_that_is_not_finite_is_named(double value)
    {
        Tensor features = torch.tensor([1, 2, 3, value, 5, value], 3, 2);
        string message = Assert.Throws<InputException>(() => Of(features, "photos")).Message;
        Assert.StartsWith("photos: row 1 holds a value that is not finite", message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new FeatureSet(torch.zeros([3, 2]), Origin, logits: features));
    }

    [Fact]
    public void Other_shapes_and_types_are_refused()
    {
        void Refused<T>(string part, Tensor features, Tensor? logits = null, Tensor? labels = null) where T : Exception
            => Assert.Contains(
                part, Assert.Throws<T>(() => new FeatureSet(features, Origin, logits, "photos", labels)).Message,
                StringComparison.Ordinal);
        Tensor good = torch.zeros([3, 2]);
        Refused<InputException>("photos: expected features [N, D]", torch.zeros([3]));
        Refused<InputException>("photos: expected features [N, D]", torch.zeros([0, 2]));
        Refused<InputException>("photos: expected features [N, D]", torch.zeros([3, 2], ScalarType.Int64));
        Refused<ArgumentException>("photos: 3 samples have features, but 4 have logits", good, torch.zeros([4, 2]));
        Refused<ArgumentException>(
            "photos: 3 samples have features, but 4 have labels", good, labels: torch.zeros([4], ScalarType.Int64));
        Refused<ArgumentException>("photos: expected labels [N] of int64", good, labels: torch.zeros([3]));
        Refused<ArgumentException>("labels count classes from 0, but one is -1", good, labels: torch.tensor([0L, -1, 2]));
    }
}
