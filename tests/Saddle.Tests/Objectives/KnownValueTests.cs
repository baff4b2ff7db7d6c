using Saddle.Objectives;
using Saddle.Tests.Support;

namespace Saddle.Tests.Objectives;

public sealed class KnownValueTests
{
    [Theory, InlineData("minimax"), InlineData("non-saturating")]
    public void A_classifier_that_cannot_tell_loses_two_log_two(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor zeros = torch.zeros([5], ScalarType.Float64);
        Close.Equal(2 * Math.Log(2), Objective.All.Create(name).DiscriminatorLoss(zeros, zeros).item(), 1e-15, 0);
    }

    [Fact]
    public void At_zero_logits_the_generators_lose_log_two_of_opposite_sign()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor zeros = torch.zeros([5], ScalarType.Float64);
        Close.Equal(-Math.Log(2), new Minimax().GeneratorLoss(zeros, zeros).item(), 1e-15, 0);
        Close.Equal(Math.Log(2), new NonSaturating().GeneratorLoss(zeros, zeros).item(), 1e-15, 0);
    }

    [Fact]
    public void Least_squares_at_its_labels_loses_nothing()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var objective = new LeastSquares { A = -1, B = 2, C = 0.5 };
        Assert.Equal(0, objective.DiscriminatorLoss(torch.full([3], 2), torch.full([4], -1)).item());
        Assert.Equal(0, objective.GeneratorLoss(torch.full([3], 9), torch.full([4], 0.5)).item());
        Assert.Equal(0.5 * 9 + 0.5 * 9, objective.DiscriminatorLoss(torch.full([3], -1), torch.full([4], 2)).item());
    }

    [Fact]
    public void A_sure_discriminator_silences_the_minimax_generator_and_not_the_non_saturating_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor fake = torch.tensor([-50.0]).requires_grad_(), real = torch.tensor([50.0]);
        double Gradient(Objective objective) => torch.grad([objective.GeneratorLoss(real, fake)], [fake])[0]!.item();
        Close.Equal(-Math.Exp(-50), Gradient(new Minimax()), 1e-14, 0);
        Close.Equal(-1, Gradient(new NonSaturating()), 1e-15, 0);
    }

    [Fact]
    public void Classifiers_keep_their_losses_in_float32_where_the_sigmoid_rounds_to_zero_or_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor high = torch.full([3], 1000), low = torch.full([3], -1000);
        Assert.Equal(2000, new Minimax().DiscriminatorLoss(low, high).item());
        Assert.Equal(0, new Minimax().DiscriminatorLoss(high, low).item());
        Assert.Equal(-1000, new Minimax().GeneratorLoss(high, high).item());
        Assert.Equal(1000, new NonSaturating().GeneratorLoss(high, low).item());
        Tensor sure = torch.full([1], 20).requires_grad_();
        Close.Equal(-Math.Exp(-20), torch.grad([new NonSaturating().GeneratorLoss(high, sure)], [sure])[0]!.item(), 1e-6, 0);
    }

    [Fact]
    public void Jensen_Shannon_is_symmetric_and_log_two_for_disjoint_supports()
    {
        double[] p = [0.5, 0.25, 0.25, 0], q = [0.125, 0, 0.375, 0.5];
        Func<IReadOnlyList<double>, IReadOnlyList<double>, double> divergence =
            ((PointwiseTheorem)new Minimax().Theorem!).Divergence;
        Assert.Equal(divergence(p, q), divergence(q, p), 1e-15);
        Assert.Equal(Math.Log(2), divergence([0.5, 0.5, 0], [0, 0, 1]), 1e-15);
        // Two coins by hand: JSD of (1, 0) and (1/2, 1/2) is (log(4/3) + log(2/3) / 2 + log(2) / 2) / 2.
        Assert.Equal((Math.Log(4.0 / 3) + Math.Log(2.0 / 3) / 2 + Math.Log(2) / 2) / 2, divergence([1, 0], [0.5, 0.5]), 1e-15);
    }

    [Fact]
    public void The_chi_squared_of_least_squares_is_two_for_disjoint_supports_and_by_hand_for_two_coins()
    {
        Func<IReadOnlyList<double>, IReadOnlyList<double>, double> divergence = new LeastSquares().Theorem.Divergence;
        Assert.Equal(2, divergence([0.5, 0.5, 0], [0, 0, 1]), 1e-15);
        Assert.Equal(0.25 / 1.5 + 0.25 / 0.5, divergence([1, 0], [0.5, 0.5]), 1e-15);
    }

    [Fact]
    public void Equal_labels_are_refused()
        => Assert.Equal(
            "least-squares: a and b are both 1, so real and generated samples would have the same label; "
            + "choose, for instance, a 0 and b 1.",
            Assert.Throws<InputException>(new LeastSquares { A = 1, B = 1, C = 0 }.ThrowIfInvalid).Message);

    [Fact]
    public void Labels_that_are_no_finite_numbers_are_refused_all_at_once()
        => Assert.Equal(
            [
                "least-squares: a must be a number from -1000000 to 1000000, but is NaN.",
                "least-squares: c must be a number from -1000000 to 1000000, but is 2000000.",
            ],
            Assert.Throws<InputException>(new LeastSquares { A = double.NaN, B = 1, C = 2e6 }.ThrowIfInvalid).Problems);
}
