using System.Formats.Tar;
using System.IO.Compression;

namespace Saddle.Data.Known;

/// <summary>
/// The archive in which CIFAR's binary files are given away, gzip and tar; read without unpacking it to the disk.
/// </summary>
internal static class CifarArchive
{
    /// <summary>Reads some of its files.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="names">The members that are wanted; what else the archive holds is passed over.</param>
    /// <param name="images">How many images of CIFAR-10 each of them has.</param>
    /// <returns>One file for each name, in their order.</returns>
    /// <exception cref="DataException">A member is missing or of another size, or the archive is damaged.</exception>
    internal static CifarFile[] Read(string path, IReadOnlyList<string> names, int images)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using var content = new GZipStream(file, CompressionMode.Decompress);
            return Read(path, content, names, images);
        }
        catch (Exception error)
            when (error is IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
        {
            throw new DataException(
                $"{path}: the archive cannot be read ({error.Message.TrimEnd('.')}); delete it, and it is downloaded again.",
                error);
        }
    }

    private static CifarFile[] Read(string path, Stream content, IReadOnlyList<string> names, int images)
    {
        var found = new Dictionary<string, CifarFile>();
        using var archive = new TarReader(content);
        while (found.Count < names.Count && archive.GetNextEntry() is { } member)
        {
            if (names.Contains(member.Name))
            {
                found[member.Name] = Read($"{path}: {member.Name}", member, images);
            }
        }
        return names.FirstOrDefault(name => !found.ContainsKey(name)) is { } missing
            ? throw new DataException($"{path}: the archive holds no {missing}; delete it, and it is downloaded again.")
            : [.. names.Select(name => found[name])];
    }

    private static CifarFile Read(string name, TarEntry member, int images)
    {
        long expected = (long)images * (1 + CifarFile.ImageBytes);
        return member.DataStream is { } data && member.Length == expected
            ? CifarFile.Read(name, data, expected)
            : throw new DataException(
                $"{name}: it should be a file of {expected} bytes, but is a {member.EntryType} of {member.Length}.");
    }
}
