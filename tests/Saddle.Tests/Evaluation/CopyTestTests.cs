using Saddle.Evaluation;
using Saddle.Tests.Support;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class CopyTestTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void In_given_cells_it_is_that_of_scipys_rank_test()
    {
        Comparison comparison = Memory();
        // The last centre is far from everything: its cell is empty.
        Close.Equal(
            Number("memory/ct"), CopyTest.InCells(comparison, Goldens["memory/centres"].to(ScalarType.Float64))!.Value, 1e-12, 0);
    }

    [Fact]
    public void The_cells_are_those_of_the_training_samples_whatever_the_seed()
    {
        Comparison comparison = Memory();
        Assert.Equal(Ct(comparison, cells: 5), Ct(comparison with { Seed = 99 }, cells: 5));
    }

    [Fact]
    public void In_one_cell_it_is_the_rank_test()
        => Close.Equal(Number("memory/ct-one-cell"), Ct(Memory(), cells: 1), 1e-12, 0);

    [Fact]
    public void Copies_score_far_below_0_and_noise_far_above()
    {
        FeatureSet training = Normal(1000, 4, 1), heldOut = Normal(500, 4, 2);
        double Of(Tensor generated) => Ct(new(MetricReference.Of(generated), heldOut) { Training = training, HeldOut = heldOut });
        Assert.InRange(Of(training.Features.narrow(0, 0, 500) + 0.01), double.NegativeInfinity, -8);
        Assert.InRange(Of(Normal(500, 4, 3).Features), -4, 4);
        Assert.InRange(Of(Normal(500, 4, 3).Features * 2), 8, double.PositiveInfinity);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2 }, new[] { 3.0, 4 }, 2)]
    [InlineData(new[] { 3.0, 4 }, new[] { 1.0, 2 }, -2)]
    [InlineData(new[] { 1.0, 2 }, new[] { 1.0, 2 }, 0)]
    [InlineData(new[] { 5.0, 5 }, new[] { 5.0, 5 }, 0)]
    public void The_score_of_ranks_counts_wins_from_their_mean_over_their_deviation(double[] first, double[] second, double wins)
        => Close.Equal(wins / Math.Sqrt(4 * 5 / 12.0), MannWhitney.Score(first, second), 1e-14, 0);

    [Fact]
    public void Without_held_out_samples_it_says_what_is_missing()
        => Assert.Contains(
            "name some held-out samples", new CopyTest().Refusal(new(Normal(30, 2, 1), Normal(30, 2, 2))),
            StringComparison.Ordinal);

    [Fact]
    public void Cells_with_too_few_generated_samples_do_not_count_unless_all_are_such()
    {
        FeatureSet set = Normal(40, 2, 1), other = Normal(40, 2, 2);
        Assert.Equal(Ct(new(other, set) { HeldOut = set }, cells: 1), Ct(new(other, set) { HeldOut = set }, cells: 40));
        Assert.Contains(
            "at least 20 are needed",
            new CopyTest { Cells = 1 }.Refusal(new(Normal(19, 2, 1), set) { HeldOut = set }), StringComparison.Ordinal);
    }

    private static Comparison Memory()
        => new(Set("memory/generated"), Set("memory/held-out"))
        {
            Training = Set("memory/training"),
            HeldOut = Set("memory/held-out"),
        };

    private static double Ct(Comparison comparison, int cells = 5)
        => new CopyTest { Cells = cells }.Measure(comparison).Score("ct");
}
