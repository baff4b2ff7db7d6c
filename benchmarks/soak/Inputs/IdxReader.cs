using System.Buffers.Binary;
using Saddle.Data.Known;

namespace Saddle.Soak;

/// <summary>MNIST's format, plain and gzip.</summary>
internal sealed class IdxReader(string folder) : FileReader(folder, "damaged-idx3-ubyte")
{
    private readonly byte[][] _seeds = [Of(3, 4, 5), Of(6), Of(2, 3, 4, 3)];

    internal override byte[] Make(Random random)
        => random.Next(3) == 0 ? Damage.InGzip(_seeds, random) : Damage.Of(_seeds, random, isText: false);

    private protected override void ReadFile()
    {
        IdxFile file = IdxFile.Read(Path);
        if (file.Sizes.Aggregate(1L, (product, size) => product * size) != file.Bytes.Length)
        {
            throw new InvalidOperationException($"[{string.Join(", ", file.Sizes)}] in {file.Bytes.Length} bytes");
        }
    }

    private static byte[] Of(params int[] sizes)
    {
        byte[] header = [0, 0, 8, (byte)sizes.Length, .. new byte[4 * sizes.Length]];
        for (int k = 0; k < sizes.Length; k++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * k)), sizes[k]);
        }
        return [.. header, .. Enumerable.Range(0, sizes.Aggregate(1, (product, size) => product * size)).Select(k => (byte)k)];
    }
}
