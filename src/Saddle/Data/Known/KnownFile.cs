using System.IO.Compression;
using System.Security.Cryptography;

namespace Saddle.Data.Known;

/// <summary>A file that can be downloaded, and what it must be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length at its origin.</param>
/// <param name="Digest">Its SHA-256, lower-case hexadecimal.</param>
/// <param name="OfContent">
/// Whether the digest is that of the decompressed content. It is where the same content is known from several compressors: gzip
/// writes its settings and the time into the file.
/// </param>
public sealed record KnownFile(string Name, long Bytes, string Digest, bool OfContent = false)
{
    /// <summary>What the digest is of, for messages.</summary>
    internal string Digested => OfContent ? "content" : "file";

    /// <summary>The most that is taken from a server that does not stop: another compressor may need somewhat more.</summary>
    internal long Limit => OfContent ? 2 * Bytes : Bytes;

    /// <summary>Why a file is not this one, or null if it is.</summary>
    internal string? Problem(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Problem(file);
    }

    /// <summary>Why what a stream holds is not this file, or null if it is.</summary>
    /// <param name="file">Read from its beginning, and left open.</param>
    internal string? Problem(Stream file)
    {
        file.Position = 0;
        try
        {
            using var content = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            string found = Convert.ToHexStringLower(SHA256.HashData(OfContent ? content : file));
            return found == Digest ? null : $"the SHA-256 of the {Digested} is {found}, but should be {Digest}";
        }
        catch (InvalidDataException error)
        {
            return $"it should be a gzip file, but is none, or is damaged ({error.Message.TrimEnd('.')})";
        }
    }
}
