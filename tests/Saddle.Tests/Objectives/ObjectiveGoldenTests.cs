using Saddle.Objectives;
using Saddle.Tests.Support;

namespace Saddle.Tests.Objectives;

public sealed class ObjectiveGoldenTests
{
    // Sums of at most six float64 terms, each from an exponential and a logarithm right to a unit or two in the last place.
    private const double Relative = 1e-14;

    // Nothing: the smallest gradients, of logits at 50, are exp(-50) / 6 = 3e-23, and must be right as well.
    private const double Absolute = 0;

    private static readonly ObjectiveReference s_reference = new("objectives", Relative, Absolute);

    private static readonly Dictionary<string, Objective> s_objectives = new()
    {
        ["minimax"] = new Minimax(),
        ["non-saturating"] = new NonSaturating(),
        ["least-squares(-1,1,0)"] = new LeastSquares { A = -1, B = 1, C = 0 },
        ["least-squares(-1,1,1)"] = new LeastSquares { A = -1, B = 1, C = 1 },
        ["least-squares(0,1,1)"] = new LeastSquares { A = 0, B = 1, C = 1 },
    };

    public static TheoryData<string> Names => [.. s_objectives.Keys];

    [Fact]
    public void Every_reference_is_compared_and_every_objective_has_one()
    {
        IEnumerable<string> references = s_reference.Cases;
        Assert.Equal(references.Order(), s_objectives.Keys.Order());
        Assert.Equal(
            Objective.All.OwnNames().Order(),
            s_objectives.Values.Select(objective => objective.Name).Concat(ObjectiveFamilyTests.ComparedNames).Distinct()
                .Order());
    }

    [Theory, MemberData(nameof(Names))]
    public void The_discriminators_loss_and_gradients_are_PyTorchs(string name)
        => s_reference.Compare($"{name}/discriminator", s_objectives[name].DiscriminatorLoss);

    [Theory, MemberData(nameof(Names))]
    public void The_generators_loss_and_gradients_are_PyTorchs(string name)
        => s_reference.Compare($"{name}/generator", s_objectives[name].GeneratorLoss);
}
