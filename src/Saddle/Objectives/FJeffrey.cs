using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>Jeffrey: f(u) = (u - 1) log u, g_f(v) = v, f*(t) = W + 1 / W + t - 2 with W = LambertW(exp(1 - t)).</summary>
[Component("f-jeffrey", "Jeffrey divergence, KL(p, q) + KL(q, p)", Source = "arXiv:1606.00709, tables 1 and 2")]
public sealed partial record FJeffrey : FDivergenceObjective
{
    // Enough for float64 from these starts; a step more changes nothing.
    private const int Steps = 8;

    // Below, exp(y) is less than half a unit in the last place of 1, and log W(exp y) is y to the last bit.
    private const double Negligible = -37;

    /// <inheritdoc/>
    protected override double F(double u) => (u - 1) * Math.Log(u);

    /// <inheritdoc/>
    protected override double OptimalLogit(double u) => 1 + Math.Log(u) - 1 / u;

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => logits;

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits)
    {
        // log W + W = 1 - t: without W and t, which nearly cancel far below 0, the conjugate is 1 / W - log W - 1.
        Tensor logW = LogLambertW(1 - logits);
        return (-logW).exp() - logW - 1;
    }

    // a = log W(exp y) solves a + exp(a) = y, which never overflows. Newton's steps without history find it; two more with
    // history give its derivatives up to the third (each step doubles the order that is right).
    private static Tensor LogLambertW(Tensor y)
    {
        // Where W vanishes 1 / W may overflow, and of an infinite gradient Newton's steps would make infinity less infinity.
        Tensor a, near = y.clamp(min: Negligible);
        using (torch.no_grad())
        {
            // log y is close above 1, y itself below.
            a = near.minimum(near.clamp(min: 1).log());
            for (int step = 0; step < Steps; step++)
            {
                a = NewtonStep(a, near);
            }
        }
        return torch.where(y.lt(Negligible), y, NewtonStep(NewtonStep(a, near), near));
    }

    private static Tensor NewtonStep(Tensor a, Tensor y)
    {
        Tensor w = a.exp();
        return a - (a + w - y) / (1 + w);
    }
}
