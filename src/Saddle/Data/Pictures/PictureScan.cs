using System.Security.Cryptography;
using System.Text;
using Saddle.Files;

namespace Saddle.Data.Pictures;

/// <summary>
/// What the beginnings of a listing's files say. It is kept in the cache, since opening every file takes its time.
/// </summary>
internal sealed class PictureScan
{
    private const int DigestBytes = 32;

    private readonly PictureSize[] _sizes;
    private readonly byte[] _channels;

    // Of pictures in shards so many are looked at, evenly spread, and the others taken to be as the last one before them was.
    private const int Sampled = 4096;

    private PictureScan(int count)
    {
        _sizes = new PictureSize[count];
        _channels = new byte[count];
        Problems = new string?[count];
    }

    /// <summary>The size of each entry, 0x0 where it cannot be used.</summary>
    internal IReadOnlyList<PictureSize> Sizes => _sizes;

    /// <summary>The channels of each entry, 1 or 3; 0 where it cannot be used.</summary>
    internal IReadOnlyList<byte> Channels => _channels;

    /// <summary>Whether only some were looked at.</summary>
    internal bool IsSampled { get; private init; }

    /// <summary>Why an entry cannot be used, or null.</summary>
    internal string?[] Problems { get; }

    /// <summary>The scan of a listing, from the cache or from its files.</summary>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    internal static PictureScan Of(PictureSource source, PictureListing listing, string fingerprint, DataWork work)
    {
        int count = listing.Entries.Count;
        bool sampled = source.FirstPassWindow > 0 && count > Sampled;
        string path = Path.Combine(PictureCache.Folder, sampled ? $"{fingerprint}.sample.scan" : $"{fingerprint}.scan");
        if (count == 0 || TryLoad(path, count, sampled) is not { } scan)
        {
            scan = new PictureScan(count) { IsSampled = sampled };
            if (count > 0)
            {
                int looked = sampled ? Sampled : count;
                ParallelWork.Run("looking at pictures", looked, work, k => scan.Look(source, listing, Spread(k, looked, count)));
                if (sampled)
                {
                    scan.Fill(looked);
                }
                PictureCache.Write(path, () => scan.Save(path));
            }
        }
        return scan;
    }

    private static int Spread(int k, int looked, int count) => (int)((long)k * count / looked);

    private void Fill(int looked)
    {
        int count = _sizes.Length;
        int good = Enumerable.Range(0, looked).Select(k => Spread(k, looked, count)).FirstOrDefault(k => Problems[k] is null);
        for (int k = 0, next = 0; k < count; k++)
        {
            if (next < looked && k == Spread(next, looked, count))
            {
                next++;
                good = Problems[k] is null ? k : good;
            }
            else
            {
                (_sizes[k], _channels[k]) = (_sizes[good], _channels[good]);
            }
        }
    }

    private void Look(PictureSource source, PictureListing listing, int k)
    {
        try
        {
            PictureInfo info = source.Probe(listing, listing.Entries[k]);
            _sizes[k] = new PictureSize(info.Width, info.Height);
            _channels[k] = (byte)info.Channels;
        }
        catch (DataException error)
        {
            Problems[k] = PictureSet.Reason(listing, listing.Entries[k], error);
        }
    }

    private void Save(string path)
    {
        using var workspace = new CacheWorkspace(path);
        string made = Path.Combine(workspace.Folder, "scan");
        AtomicFile.WriteBytes(made, ToBytes());
        File.Move(made, path, overwrite: true);
    }

    private byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        for (int k = 0; k < _sizes.Length; k++)
        {
            writer.Write((ushort)_sizes[k].Width);
            writer.Write((ushort)_sizes[k].Height);
            writer.Write(_channels[k]);
            if (_channels[k] == 0)
            {
                writer.Write(Problems[k]!);
            }
        }
        writer.Flush();
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    // What is missing, cut off or damaged is made anew.
    private static PictureScan? TryLoad(string path, int count, bool sampled)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            int length = bytes.Length - DigestBytes;
            if (length < 0 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
            {
                return null;
            }
            using var reader = new BinaryReader(new MemoryStream(bytes, 0, length), Encoding.UTF8);
            var scan = new PictureScan(count) { IsSampled = sampled };
            for (int k = 0; k < count; k++)
            {
                scan._sizes[k] = new PictureSize(reader.ReadUInt16(), reader.ReadUInt16());
                scan._channels[k] = reader.ReadByte();
                scan.Problems[k] = scan._channels[k] == 0 ? reader.ReadString() : null;
            }
            return scan;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
