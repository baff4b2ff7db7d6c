using System.Buffers.Binary;

namespace Saddle.Torch.Sharp;

/// <summary>The bytes of a processor's generator, which TorchSharp hands to libtorch without a way to refuse them.</summary>
internal static class SharpRandom
{
    // at::CPUGeneratorImplStateLegacy: the seed, what is left of the 624 words, whether it was seeded, the next word, the words.
    private const int LeftAt = 8, SeededAt = 12, NextAt = 16, Words = 624;

    /// <summary>Throws unless libtorch would take the state.</summary>
    /// <exception cref="TorchException">It would not.</exception>
    internal static void ThrowUnlessValid(ReadOnlySpan<byte> state)
    {
        int left = BinaryPrimitives.ReadInt32LittleEndian(state[LeftAt..]);
        long next = BinaryPrimitives.ReadInt64LittleEndian(state[NextAt..]);
        bool isSeeded = BinaryPrimitives.ReadInt32LittleEndian(state[SeededAt..]) != 0;
        if (!isSeeded || left is <= 0 or > Words || next is < 0 or > Words)
        {
            throw new TorchException("Invalid mt19937 state");
        }
    }
}
