using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>How unlikely a prediction makes what it should predict.</summary>
internal static class Likelihood
{
    /// <summary>
    /// The mean of -log of the probability that logits <c>[N, K]</c> give to classes int64 <c>[N]</c>, in nats.
    /// </summary>
    internal static Tensor CrossEntropy(Tensor logits, Tensor classes)
        => logits.log_softmax(1).gather(1, classes.unsqueeze(1)).mean().neg();
}
