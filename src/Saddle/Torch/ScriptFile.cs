using System.IO.Compression;
using System.IO.Hashing;

namespace Saddle.Torch;

/// <summary>The file of a TorchScript module: a zip archive.</summary>
internal static class ScriptFile
{
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
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                if (Checksum(entry) != entry.Crc32)
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

    private static uint Checksum(ZipArchiveEntry entry)
    {
        var checksum = new Crc32();
        using Stream bytes = entry.Open();
        checksum.Append(bytes);
        return checksum.GetCurrentHashAsUInt32();
    }
}
