using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>What one update of a player did.</summary>
/// <param name="Player">The player's name.</param>
/// <param name="Loss">What it followed downhill, a scalar.</param>
/// <param name="GradientNorm">The norm of its gradient before clipping, a scalar.</param>
/// <param name="Shown">What the metrics show beside them, scalars by name.</param>
public sealed record Turn(string Player, Tensor Loss, Tensor GradientNorm, IReadOnlyList<(string Name, Tensor Value)> Shown)
{
    /// <summary>
    /// The numbers of some turns as the metrics have them: losses first, then what is shown beside them, then the gradients'
    /// norms.
    /// </summary>
    public static IReadOnlyList<(string Name, Tensor Value)> Numbers(params IEnumerable<Turn> turns)
    {
        Turn[] all = [.. turns];
        return
        [
            .. all.Select(turn => ($"{turn.Player}_loss", turn.Loss)), .. all.SelectMany(turn => turn.Shown),
            .. all.Select(turn => ($"{turn.Player}_gradient_norm", turn.GradientNorm)),
        ];
    }

    /// <summary>The same turn without history, in the scope around the one that it was made in.</summary>
    internal Turn MoveOutOf(DisposeScope scope) => this with
    {
        Loss = scope.MoveToOuter(Loss.detach()),
        GradientNorm = scope.MoveToOuter(GradientNorm),
        Shown = [.. Shown.Select(shown => (shown.Name, scope.MoveToOuter(shown.Value.detach())))],
    };
}
