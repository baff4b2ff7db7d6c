using Saddle.Data.Known;

namespace Saddle.Soak;

/// <summary>CIFAR's binary files, of ten and of a hundred classes.</summary>
internal sealed class CifarReader(string folder) : FileReader(folder, "damaged_batch.bin")
{
    private const int ImageBytes = 3072;

    private readonly byte[][] _seeds = [Of(2, 3), Of(2, 9, 99)];

    // Nearly every damage changes the length, which says all: so it is put right at times.
    internal override byte[] Make(Random random)
    {
        byte[] file = Damage.Of(_seeds, random, isText: false);
        return random.Next(2) == 0 ? file : file.Take(2 * (ImageBytes + 1 + random.Next(2))).ToArray();
    }

    private protected override void ReadFile()
    {
        CifarFile file = CifarFile.Read(Path);
        if (file.Pixels.Length != file.Labels.Length * ImageBytes)
        {
            throw new InvalidOperationException($"{file.Labels.Length} labels for {file.Pixels.Length} bytes");
        }
    }

    private static byte[] Of(int count, params byte[] labels)
        => [.. Enumerable.Repeat<byte[]>([.. labels, .. Enumerable.Range(0, ImageBytes).Select(k => (byte)k)], count)
            .SelectMany(record => record)];
}
