using Xunit;

namespace Saddle.Tests.Support;

/// <summary>Damages small files in many ways and holds a reader to its word: data, or the exception that it documents.</summary>
internal static class Fuzz
{
    // What a reader that works on bytes alone stands in a second or two.
    private const int Rounds = 100_000;

    // The readers' first rooms are 1 MiB at most, and a seed is a few kilobytes.
    private const long MostBytes = 4 << 20;

    /// <summary>Reads many damaged files.</summary>
    /// <typeparam name="TError">The documented exception; any other fails the test.</typeparam>
    /// <param name="seeds">Whole files.</param>
    /// <param name="read">Reads one and checks what it read.</param>
    /// <param name="rounds">How many.</param>
    internal static void Run<TError>(byte[][] seeds, Action<byte[]> read, int rounds = Rounds) where TError : Exception
    {
        var random = new Random(20_261_121);
        int refused = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] damaged = Mutations.Of(seeds[round % seeds.Length], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(damaged);
            }
            catch (TError)
            {
                refused++;
            }
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken <= MostBytes, $"round {round}: {damaged.Length} bytes made the reader take {taken}");
        }
        // Both ways were gone often, so neither is a trivial one.
        Assert.InRange(refused, rounds / 50, rounds - (rounds / 50));
    }
}
