using Saddle.Data;

namespace Saddle.Conditions;

/// <summary>Captions that do not say what a sample's own caption says.</summary>
internal static class WrongCaptions
{
    /// <summary>
    /// For each sample the next one's caption that differs from its own; the empty caption where all are the same. Of a share the
    /// caption is nearly right instead: its own with one word changed, if <see cref="CaptionRows.ChangeWord"/> finds one.
    /// </summary>
    /// <param name="captions">The right ones.</param>
    /// <param name="near">The share, 0 to 1.</param>
    internal static CaptionCondition For(CaptionCondition captions, double near)
    {
        var rows = new CaptionRows(captions);
        long[] wrong = new long[captions.Tokens.numel()];
        for (int k = 0; k < rows.Count; k++)
        {
            Span<long> row = rows.Of(wrong, k);
            if (!rows.IsAmong(near, k) || !rows.ChangeWord(k, row))
            {
                rows.Other(k).CopyTo(row);
            }
        }
        return rows.Condition(wrong);
    }
}
