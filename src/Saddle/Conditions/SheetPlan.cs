using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>What the grid of samples shows that is drawn again and again while a run learns.</summary>
/// <param name="Count">How many samples.</param>
public sealed record SheetPlan(int Count)
{
    private readonly int? _columns;

    /// <summary>The fixed conditions of the samples, or null.</summary>
    public Condition? Condition { get; init; }

    /// <summary>How many samples one after another share a latent, so that only their conditions differ.</summary>
    public int LatentShare { get; init; } = 1;

    /// <summary>
    /// Cells in a row; null for nearly a square. With pictures beside the samples it is worked out unless it is given.
    /// </summary>
    public int? Columns
    {
        get => _columns ?? (Beside == 0 ? null : Math.Max(1, (int)Math.Round(Math.Sqrt(Count / (1.0 + Beside)))));
        init => _columns = value;
    }

    /// <summary>Pictures to the left of each sample, <c>[N, C, H, W]</c>, or null.</summary>
    public Tensor? Left { get; init; }

    /// <summary>Pictures to the right of each sample, <c>[N, C, H, W]</c>, or null.</summary>
    public Tensor? Right { get; init; }

    private int Beside => (Left is null ? 0 : 1) + (Right is null ? 0 : 1);

    /// <summary>
    /// Rows in which only the conditions differ from sample to sample; short ones stand side by side, so that the whole is as
    /// nearly a square as it can be.
    /// </summary>
    /// <param name="count">About how many samples are wanted.</param>
    /// <param name="columns">How many samples a row has.</param>
    /// <param name="condition">Their conditions, row after row, for so many rows.</param>
    public static SheetPlan Table(int count, int columns, Func<int, Condition> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        int rows = Math.Max(1, count / columns);
        int beside = Enumerable.Range(1, rows).MinBy(
            some => Math.Abs(Math.Log((double)columns * some / Math.Ceiling((double)rows / some))));
        return new SheetPlan(rows * columns) { Condition = condition(rows), LatentShare = columns, Columns = columns * beside };
    }
}
