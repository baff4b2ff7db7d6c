using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>How relativistic objectives score a difference of logits that ought to be positive.</summary>
internal static class RelativisticForm
{
    internal static Setting Setting { get; } = Setting.Text(
        "form", "non-saturating", "how a difference of logits is scored", "non-saturating", "least-squares", "hinge");

    /// <summary>The loss of differences d that ought to be positive, element by element.</summary>
    internal static Func<Tensor, Tensor> Of(string form) => form switch
    {
        "least-squares" => difference => (difference - 1).square(),
        "hinge" => difference => (1 - difference).relu(),
        _ => difference => -difference.log_sigmoid(),
    };
}
