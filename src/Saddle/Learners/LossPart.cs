namespace Saddle.Learners;

/// <summary>A part of a loss: of a slice of the batch, whose memory is free again before the next.</summary>
/// <param name="Share">How much of the batch it is of, from 0 to 1.</param>
/// <param name="Loss">Works it out.</param>
internal sealed record LossPart(double Share, Func<Loss> Loss)
{
    /// <summary>The parts of a batch.</summary>
    /// <param name="count">Its samples.</param>
    /// <param name="most">The most samples of a slice.</param>
    /// <param name="loss">The loss of some samples in a row: the first, and how many.</param>
    internal static IEnumerable<LossPart> Of(int count, int most, Func<int, int, Loss> loss)
    {
        for (int start = 0; start < count; start += most)
        {
            (int first, int length) = (start, Math.Min(most, count - start));
            yield return new LossPart((double)length / count, () => loss(first, length));
        }
    }
}
