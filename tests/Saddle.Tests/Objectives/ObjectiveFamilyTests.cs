using Saddle.Objectives;
using Saddle.Tests.Support;

namespace Saddle.Tests.Objectives;

/// <summary>The family against the papers' formulas in 120 digits (tests/Goldens/make_objective_family.py).</summary>
public sealed class ObjectiveFamilyTests
{
    // A few float64 operations on each of six terms; exponentials of up to 50 lose up to 50 units in the last place of their
    // argument.
    private const double Relative = 2e-14;

    // Differences of terms near 1 and of means near 25 keep this much.
    private const double Absolute = 2e-14;

    private static readonly ObjectiveReference s_reference = new("objective_family", Relative, Absolute);

    private static readonly Dictionary<string, Objective> s_objectives = new()
    {
        ["f-kl"] = new FKullbackLeibler(),
        ["f-reverse-kl"] = new FReverseKullbackLeibler(),
        ["f-pearson"] = new FPearson(),
        ["f-neyman"] = new FNeyman(),
        ["f-hellinger"] = new FHellinger(),
        ["f-jeffrey"] = new FJeffrey(),
        ["f-js"] = new FJensenShannon(),
        ["f-weighted-js(0.5)"] = new FWeightedJensenShannon(),
        ["f-weighted-js(0.25)"] = new FWeightedJensenShannon { Pi = 0.25 },
        ["f-gan"] = new FGan(),
        ["f-alpha(0.5)"] = new FAlpha(),
        ["f-alpha(-1)"] = new FAlpha { Alpha = -1 },
        ["f-alpha(2.5)"] = new FAlpha { Alpha = 2.5 },
        ["f-total-variation"] = new FTotalVariation(),
        ["wasserstein"] = new Wasserstein(),
        ["hinge"] = new Hinge(),
        ["relativistic(non-saturating)"] = new Relativistic(),
        ["relativistic(least-squares)"] = new Relativistic { Form = RelativisticForm.LeastSquares },
        ["relativistic(hinge)"] = new Relativistic { Form = RelativisticForm.Hinge },
        ["relativistic-average(non-saturating)"] = new RelativisticAverage(),
        ["relativistic-average(least-squares)"] = new RelativisticAverage { Form = RelativisticForm.LeastSquares },
        ["relativistic-average(hinge)"] = new RelativisticAverage { Form = RelativisticForm.Hinge },
    };

    public static TheoryData<string> Names => [.. s_objectives.Keys];

    public static TheoryData<string> Family => [.. s_objectives.Keys.Where(name => s_objectives[name] is FDivergenceObjective)];

    internal static IEnumerable<string> ComparedNames => s_objectives.Values.Select(objective => objective.Name);

    [Fact]
    public void Every_reference_is_compared()
        => Assert.Equal(s_reference.Cases.Order(), s_objectives.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void The_discriminators_loss_and_gradients_are_the_papers(string name)
        => s_reference.Compare($"{name}/discriminator", s_objectives[name].DiscriminatorLoss);

    [Theory, MemberData(nameof(Names))]
    public void The_generators_loss_and_gradients_are_the_papers(string name)
        => s_reference.Compare($"{name}/generator", s_objectives[name].GeneratorLoss);

    [Theory, MemberData(nameof(Family))]
    public void The_other_generator_update_maximises_the_activation(string name)
    {
        Objective plain = s_objectives[name];
        Objective other = Objective.All.Create(
            plain.Name, plain.Settings.Select(p => (p.Setting.Name, p.Setting.Name == "generator" ? "maximise" : p.Value)));
        s_reference.Compare($"{name}/maximise", other.GeneratorLoss);
    }

    [Fact]
    public void Alpha_refuses_its_limits_by_their_names()
    {
        Assert.Contains("f-reverse-kl", Refusal(0), StringComparison.Ordinal);
        Assert.Contains("objective f-kl", Refusal(1), StringComparison.Ordinal);

        static string Refusal(double alpha) => Assert.Throws<InputException>(new FAlpha { Alpha = alpha }.ThrowIfInvalid).Message;
    }

    [Fact]
    public void Pairs_need_as_many_fakes_as_reals()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var error = Assert.Throws<InputException>(() => new Relativistic().DiscriminatorLoss(torch.zeros([3]), torch.zeros([2])));
        Assert.Equal("relativistic pairs real and fake logits, but there are 3 of one and 2 of the other.", error.Message);
    }
}
