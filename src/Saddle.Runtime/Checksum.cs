namespace Saddle.Runtime;

/// <summary>CRC-32 as PNG's chunks end with it (PNG, third edition, annex D).</summary>
internal static class Checksum
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] s_table = Table();

    /// <summary>The checksum of a chunk.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="data">What it holds.</param>
    internal static uint Of(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data) => ~Update(Update(uint.MaxValue, name), data);

    private static uint Update(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            checksum = s_table[(byte)(checksum ^ value)] ^ (checksum >> 8);
        }
        return checksum;
    }

    private static uint[] Table()
    {
        uint[] table = new uint[256];
        for (uint value = 0; value < table.Length; value++)
        {
            uint rest = value;
            for (int bit = 0; bit < 8; bit++)
            {
                rest = (rest & 1) == 1 ? (rest >> 1) ^ Polynomial : rest >> 1;
            }
            table[value] = rest;
        }
        return table;
    }
}
