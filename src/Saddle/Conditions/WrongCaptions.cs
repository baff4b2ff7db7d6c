using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>Captions of other samples of the batch, none of which says what a sample's own caption says.</summary>
internal static class WrongCaptions
{
    /// <summary>For each sample the next one's caption that differs from its own; the empty caption where all are the same.</summary>
    internal static CaptionCondition For(CaptionCondition captions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (int count, int length) = ((int)captions.Count, (int)captions.Tokens.size(1));
        long[] right = captions.Tokens.cpu().ToArray<long>(), wrong = new long[right.Length];
        for (int k = 0; k < count; k++)
        {
            ReadOnlySpan<long> own = Row(right, k);
            for (int away = 1; away < count; away++)
            {
                ReadOnlySpan<long> other = Row(right, (k + away) % count);
                if (!other.SequenceEqual(own))
                {
                    other.CopyTo(wrong.AsSpan(k * length, length));
                    break;
                }
            }
        }
        return new CaptionCondition(scope.MoveToOuter(torch.tensor(wrong, count, length).to(captions.Tokens.device)));

        ReadOnlySpan<long> Row(long[] tokens, int row) => tokens.AsSpan(row * length, length);
    }
}
