namespace Saddle.Shared;

/// <summary>
/// The random numbers of samples, as docs/random.md specifies them: Philox 4x32-10 (Salmon et al., SC 2011), whose every block is
/// a function of a seed, a sample's number and a stream. What a sample is made of so depends on nothing that was drawn before it.
/// </summary>
internal static class Philox
{
    /// <summary>The stream of latents.</summary>
    internal const uint LatentStream = 0;

    /// <summary>The stream of InfoGAN's categories.</summary>
    internal const uint CategoryStream = 1;

    /// <summary>The stream of InfoGAN's continuous codes.</summary>
    internal const uint CodeStream = 2;

    private const int Rounds = 10, BlockWords = 4;
    private const double WordRange = 4294967296.0;

    /// <summary>Normal numbers, N(0, 1), by Box and Muller's way: two words give two numbers.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="firstSample">The number of the first sample; those after it follow.</param>
    /// <param name="size">How many numbers a sample has, at least 1.</param>
    /// <param name="target"><c>[N, size]</c>.</param>
    /// <param name="stream">The stream.</param>
    internal static void Normal(
        ulong seed, ulong firstSample, int size, Span<float> target, uint stream = LatentStream)
    {
        Span<float> numbers = stackalloc float[BlockWords];
        for (int k = 0; k < Samples(size, target.Length); k++)
        {
            Span<float> row = target.Slice(k * size, size);
            for (int at = 0; at < size; at += BlockWords)
            {
                Words words = WordsOf(seed, unchecked(firstSample + (ulong)k), stream, (uint)(at / BlockWords));
                (numbers[0], numbers[1]) = NormalPair(words.X0, words.X1);
                (numbers[2], numbers[3]) = NormalPair(words.X2, words.X3);
                numbers[..Math.Min(BlockWords, size - at)].CopyTo(row[at..]);
            }
        }
    }

    /// <summary>Uniform numbers in [-1, 1].</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="firstSample">The number of the first sample; those after it follow.</param>
    /// <param name="size">How many numbers a sample has, at least 1.</param>
    /// <param name="target"><c>[N, size]</c>.</param>
    /// <param name="stream">The stream.</param>
    internal static void Uniform(
        ulong seed, ulong firstSample, int size, Span<float> target, uint stream = LatentStream)
    {
        for (int k = 0; k < Samples(size, target.Length); k++)
        {
            Span<float> row = target.Slice(k * size, size);
            for (int at = 0; at < size; at++)
            {
                row[at] = (float)((Word(seed, unchecked(firstSample + (ulong)k), stream, at) * 2.0 / WordRange) - 1);
            }
        }
    }

    /// <summary>Equally likely categories, 0 to <paramref name="values"/> - 1.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="firstSample">The number of the first sample; those after it follow.</param>
    /// <param name="size">How many categories a sample has, at least 1.</param>
    /// <param name="values">How many values a category has, at least 1.</param>
    /// <param name="target"><c>[N, size]</c>.</param>
    /// <param name="stream">The stream.</param>
    internal static void Categories(
        ulong seed, ulong firstSample, int size, int values, Span<long> target, uint stream = CategoryStream)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(values);
        for (int k = 0; k < Samples(size, target.Length); k++)
        {
            Span<long> row = target.Slice(k * size, size);
            for (int at = 0; at < size; at++)
            {
                ulong word = Word(seed, unchecked(firstSample + (ulong)k), stream, at);
                row[at] = (long)((word * (ulong)values) >> 32);
            }
        }
    }

    /// <summary>Philox 4x32-10 itself: a block of a counter and a key.</summary>
    /// <param name="counter">The counter.</param>
    /// <param name="key0">The key's first word.</param>
    /// <param name="key1">The key's second word.</param>
    internal static Words Block(Words counter, uint key0, uint key1)
    {
        Words block = counter;
        for (int round = 0; round < Rounds; round++)
        {
            ulong first = 0xD2511F53UL * block.X0, second = 0xCD9E8D57UL * block.X2;
            block = new Words(
                (uint)(second >> 32) ^ block.X1 ^ key0, (uint)second, (uint)(first >> 32) ^ block.X3 ^ key1, (uint)first);
            key0 = unchecked(key0 + 0x9E3779B9);
            key1 = unchecked(key1 + 0xBB67AE85);
        }
        return block;
    }

    private static Words WordsOf(ulong seed, ulong sample, uint stream, uint block)
        => Block(new Words(block, stream, (uint)sample, (uint)(sample >> 32)), (uint)seed, (uint)(seed >> 32));

    private static uint Word(ulong seed, ulong sample, uint stream, int element)
    {
        Words words = WordsOf(seed, sample, stream, (uint)(element / BlockWords));
        return (element % BlockWords) switch { 0 => words.X0, 1 => words.X1, 2 => words.X2, _ => words.X3 };
    }

    // One is added to the first word, for 0 has no logarithm.
    private static (float First, float Second) NormalPair(uint first, uint second)
    {
        double radius = Math.Sqrt(-2 * Math.Log((first + 1.0) / WordRange));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * (second / WordRange));
        return ((float)(radius * cosine), (float)(radius * sine));
    }

    private static int Samples(int size, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return length % size == 0
            ? length / size
            : throw new ArgumentException($"Expected room for whole samples of {size} numbers, but there is room for {length}.");
    }

    /// <summary>Four words: a counter, or a block.</summary>
    /// <param name="X0">The first word.</param>
    /// <param name="X1">The second word.</param>
    /// <param name="X2">The third word.</param>
    /// <param name="X3">The fourth word.</param>
    internal readonly record struct Words(uint X0, uint X1, uint X2, uint X3);
}
