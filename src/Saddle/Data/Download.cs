using System.IO.Compression;
using System.Security.Cryptography;

namespace Saddle.Data;

/// <summary>Downloads into the cache folder; a file is there whole and checked, or not at all.</summary>
internal static class Download
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(10);

    /// <summary><c>SADDLE_CACHE</c>, or <c>saddle</c> in the user's cache folder.</summary>
    internal static string CacheFolder
        => Environment.GetEnvironmentVariable("SADDLE_CACHE") is { Length: > 0 } chosen ? chosen : Path.Combine(UserCache, "saddle");

    private static string UserCache
        => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    /// <summary>A file of the cache; downloaded if it is not there yet.</summary>
    /// <param name="address">Where it comes from; a gzip file.</param>
    /// <param name="name">Its path within the cache.</param>
    /// <param name="digest">The SHA-256 of its decompressed content, lower-case hexadecimal.</param>
    /// <exception cref="DataException">It cannot be had, or is not what was expected.</exception>
    internal static string ToCache(Uri address, string name, string digest)
    {
        string target = Path.Combine(CacheFolder, name);
        if (File.Exists(target))
        {
            return target;
        }
        string temporary = $"{target}.{Environment.ProcessId}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // Nobody waits for anything else meanwhile: data is opened on the caller's thread.
            Fetch(address, temporary).GetAwaiter().GetResult();
            string found = DigestOfContent(temporary);
            if (found != digest)
            {
                throw new DataException($"{address}: the SHA-256 of the content is {found}, but should be {digest}; nothing was kept.");
            }
            File.Move(temporary, target, overwrite: true);
            return target;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException
            or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataException(
                $"{address} could not be downloaded to {target} ({error.Message.TrimEnd('.')}). Put the file there yourself, or on Debian: apt-get install dataset-fashion-mnist.", error);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    private static async Task Fetch(Uri address, string path)
    {
        // The client's own timeout ends with the headers; this one holds for the body as well.
        using var timeout = new CancellationTokenSource(s_timeout);
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using HttpResponseMessage response = await client
            .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using FileStream file = File.Create(path);
        await response.Content.CopyToAsync(file, timeout.Token).ConfigureAwait(false);
        file.Flush(flushToDisk: true);
    }

    private static string DigestOfContent(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var content = new GZipStream(file, CompressionMode.Decompress);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
