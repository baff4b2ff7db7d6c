using System.IO.Compression;
using System.IO.Hashing;

namespace Saddle.Torch;

/// <summary>The file of a TorchScript module: a zip archive.</summary>
internal static class ScriptFile
{
    private const int BlockBytes = 1 << 16;

    /// <summary>
    /// Compares every member with its checksum. libtorch does not, believes what a damaged member says of lengths, and may end
    /// the process.
    /// </summary>
    /// <exception cref="TorchException">It is no archive, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static void ThrowUnlessWhole(string path)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            var block = new byte[BlockBytes];
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                if (Checksum(entry, block) != entry.Crc32)
                {
                    throw new TorchException($"its part {entry.FullName} is damaged");
                }
            }
        }
        catch (InvalidDataException error)
        {
            throw new TorchException($"it is no zip archive, or damaged: {error.Message}", error);
        }
    }

    private static uint Checksum(ZipArchiveEntry entry, byte[] block)
    {
        var checksum = new Crc32();
        using Stream bytes = entry.Open();
        for (int count; (count = bytes.Read(block)) > 0;)
        {
            checksum.Append(block.AsSpan(0, count));
        }
        return checksum.GetCurrentHashAsUInt32();
    }
}
