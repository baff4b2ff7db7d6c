using Saddle.Data;

namespace Saddle.Conditions;

/// <summary>
/// Captions that mostly no sample has, between those that samples have: the words of two, where arXiv:1605.05396, section 4.3,
/// takes the mean of two encoded captions.
/// </summary>
internal static class CrossedCaptions
{
    /// <summary>Of a share of the samples the caption crossed with the next one of as many words; the others' own.</summary>
    /// <param name="captions">Their own.</param>
    /// <param name="share">The share, 0 to 1.</param>
    internal static CaptionCondition For(CaptionCondition captions, double share)
    {
        var rows = new CaptionRows(captions);
        long[] crossed = new long[captions.Tokens.numel()];
        for (int k = 0; k < rows.Count; k++)
        {
            Span<long> row = rows.Of(crossed, k);
            rows[k].CopyTo(row);
            if (rows.IsAmong(share, k) && rows.Other(k, equallyLong: true) is { IsEmpty: false } other)
            {
                rows.Cross(k, other, row);
            }
        }
        return rows.Condition(crossed);
    }
}
