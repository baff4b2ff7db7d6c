using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>Jeffrey: f(u) = (u - 1) log u, g_f(v) = v, f*(t) = W + 1 / W + t - 2 with W = LambertW(exp(1 - t)).</summary>
[Component("f-jeffrey", "Jeffrey divergence, KL(p, q) + KL(q, p)", Source = "arXiv:1606.00709, tables 1 and 2")]
public sealed partial record FJeffrey : FDivergenceObjective
{
    // Enough for float64 from these starts; a step more changes nothing.
    private const int Steps = 8;

    /// <inheritdoc/>
    protected override double F(double u) => (u - 1) * Math.Log(u);

    /// <inheritdoc/>
    protected override double OptimalLogit(double u) => 1 + Math.Log(u) - 1 / u;

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => logits;

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits)
    {
        Tensor logW = LogLambertW(1 - logits);
        return logW.exp() + (-logW).exp() + logits - 2;
    }

    // a = log W(exp y) solves a + exp(a) = y, which never overflows. Newton's steps without history find it; two more with
    // history give its derivatives up to the third (each step doubles the order that is right).
    private static Tensor LogLambertW(Tensor y)
    {
        Tensor a;
        using (torch.no_grad())
        {
            // log y is close above 1, y itself below.
            a = y.minimum(y.clamp(min: 1).log());
            for (int step = 0; step < Steps; step++)
            {
                a = NewtonStep(a, y);
            }
        }
        return NewtonStep(NewtonStep(a, y), y);
    }

    private static Tensor NewtonStep(Tensor a, Tensor y)
    {
        Tensor w = a.exp();
        return a - (a + w - y) / (1 + w);
    }
}
