using Saddle.Contracts;
using Saddle.Objectives;

namespace Saddle.Tests.Objectives;

/// <summary>
/// The contract that every objective keeps with its defaults, also where its settings are far from them: above all that float32
/// finds what float64 does for logits up to 10,000.
/// </summary>
public sealed class ExtremeLogitTests
{
    private static readonly Objective[] s_objectives =
    [
        new NonSaturating { LabelSmoothing = 0.5 },
        new LeastSquares { A = -1e3, B = 1e3, C = 0 },
        new Relativistic { Form = RelativisticForm.LeastSquares },
        new Relativistic { Form = RelativisticForm.Hinge },
        new RelativisticAverage { Form = RelativisticForm.LeastSquares },
        new RelativisticAverage { Form = RelativisticForm.Hinge },
        new FWeightedJensenShannon { Pi = 1e-6 },
        new FWeightedJensenShannon { Pi = 0.1, Generator = FGanUpdate.Maximise },
        new FWeightedJensenShannon { Pi = 1 - 1e-6 },
        new FAlpha { Alpha = -10 },
        new FAlpha { Alpha = 0.9 },
        new FAlpha { Alpha = 1.2 },
        new FAlpha { Alpha = 10, Generator = FGanUpdate.Maximise },
        new FJeffrey { Generator = FGanUpdate.Maximise },
        new FNeyman { Generator = FGanUpdate.Maximise },
        new FHellinger { Generator = FGanUpdate.Maximise },
        new FReverseKullbackLeibler { Generator = FGanUpdate.Maximise },
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, s_objectives.Length)];

    [Theory, MemberData(nameof(Indices))]
    public void Float32_finds_what_float64_does_whatever_the_settings(int index)
    {
        Objective objective = s_objectives[index];
        Assert.DoesNotContain(
            Contract.Check(objective, TestContext.Current.CancellationToken),
            problem => problem.Rule.StartsWith("float32", StringComparison.Ordinal));
    }
}
