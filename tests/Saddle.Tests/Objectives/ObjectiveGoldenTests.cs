using Saddle.Objectives;
using Saddle.Tests.Support;

namespace Saddle.Tests.Objectives;

public sealed class ObjectiveGoldenTests
{
    // Sums of at most six float64 terms, each from an exponential and a logarithm right to a unit or two in the last place.
    private const double Relative = 1e-14;

    // Nothing: the smallest gradients, of logits at 50, are exp(-50) / 6 = 3e-23, and must be right as well.
    private const double Absolute = 0;

    private static readonly Golden s_golden = Golden.Load("objectives");

    private static readonly Dictionary<string, Objective> s_objectives = new()
    {
        ["minimax"] = new Minimax(),
        ["non-saturating"] = new NonSaturating(),
        ["least-squares(-1,1,0)"] = new LeastSquares(-1, 1, 0),
        ["least-squares(-1,1,1)"] = new LeastSquares(-1, 1, 1),
        ["least-squares(0,1,1)"] = new LeastSquares(0, 1, 1),
    };

    public static TheoryData<string> Names => [.. s_objectives.Keys];

    [Fact]
    public void Every_reference_is_compared_and_every_objective_has_one()
    {
        IEnumerable<string> references = s_golden.Keys.Except(["real", "fake"]).Select(key => key.Split('/')[0]).Distinct();
        Assert.Equal(references.Order(), s_objectives.Keys.Order());
        Assert.Equal(Objective.All.Names.Order(), s_objectives.Values.Select(objective => objective.Name).Concat(ObjectiveFamilyTests.ComparedNames).Distinct().Order());
    }

    [Theory, MemberData(nameof(Names))]
    public void The_discriminators_loss_and_gradients_are_PyTorchs(string name)
        => Compare($"{name}/discriminator", s_objectives[name].DiscriminatorLoss);

    [Theory, MemberData(nameof(Names))]
    public void The_generators_loss_and_gradients_are_PyTorchs(string name)
        => Compare($"{name}/generator", s_objectives[name].GeneratorLoss);

    private static void Compare(string path, Func<Tensor, Tensor, Tensor> loss)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor real = s_golden["real"].requires_grad_(), fake = s_golden["fake"].requires_grad_();
        Tensor value = loss(real, fake);
        Close.Equal(s_golden[$"{path}/loss"], value.reshape(1), Relative, Absolute, "the loss");
        Tensor?[] gradients = torch.grad([value], [real, fake], allow_unused: true);
        Close.Equal(s_golden[$"{path}/real"], gradients[0] ?? torch.zeros_like(real), Relative, Absolute, "by the real logits");
        Close.Equal(s_golden[$"{path}/fake"], gradients[1] ?? torch.zeros_like(fake), Relative, Absolute, "by the fake logits");
    }
}
