namespace Saddle.Tests.Support;

/// <summary>Damages bytes at random, as bad disks, cut downloads and hostile hands do.</summary>
internal static class Mutations
{
    internal static byte[] Of(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int k = random.Next(1, 4); k > 0 && bytes.Count > 0; k--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)));
                    break;
                default:
                    // The edges of ranges, where lengths overflow.
                    bytes[at] = random.Next(4) switch { 0 => 0x00, 1 => 0x7f, 2 => 0x80, _ => 0xff };
                    break;
            }
        }
        return [.. bytes];
    }
}
