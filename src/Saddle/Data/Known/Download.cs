using System.Net;

namespace Saddle.Data.Known;

/// <summary>
/// Brings one file into the cache folder: it is there whole and checked, or not at all. What came of it before a failure or an
/// interruption lies beside it as <c>NAME.part</c>, from which the next try goes on.
/// </summary>
/// <param name="address">Where it comes from.</param>
/// <param name="target">Where it goes.</param>
/// <param name="file">What it must be.</param>
/// <param name="advice">What else a user can do who cannot download it: a sentence, or nothing.</param>
/// <param name="times">How long to wait for the server; <see cref="RetryTimes.Default"/> if null.</param>
internal sealed class Download(Uri address, string target, KnownFile file, string advice = "", RetryTimes? times = null)
{
    private const int QuietTurns = 10;

    // EAGAIN, Windows' sharing violation; ENOSPC, Windows' full disk.
    private static readonly int[] s_taken = [11, 32], s_full = [28, 112];

    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(100);

    private readonly RetryTimes _times = times ?? RetryTimes.Default;

    private string PartPath => target + ".part";

    private string TagPath => target + ".part.tag";

    /// <summary>Downloads the file unless it is there; of two processes one downloads, and the other waits for it.</summary>
    /// <param name="progress">Told how many bytes there are, on any thread.</param>
    /// <param name="waiting">Told how many bytes another process has by now, once this one has waited for a second.</param>
    /// <param name="cancellation">Ends the download; the next one goes on from there.</param>
    /// <returns>How many bytes were brought into the cache: 0 if the file was there.</returns>
    /// <exception cref="DownloadException">It cannot be had, or is not what was expected.</exception>
    internal long Run(
        Action<long>? progress = null, Action<long>? waiting = null, CancellationToken cancellation = default)
    {
        if (File.Exists(target))
        {
            return 0;
        }
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // Data is opened on the caller's thread, which has nothing else to do meanwhile.
            return FetchAlone(progress ?? (_ => { }), waiting, cancellation).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new DownloadException(
                $"{address} could not be downloaded to {target} ({error.Message.TrimEnd('.')}). {Kept()}{Remedy(error)}", error);
        }
    }

    private async Task<long> FetchAlone(Action<long> progress, Action<long>? waiting, CancellationToken cancellation)
    {
        using FileStream part = await OpenAlone(waiting, cancellation).ConfigureAwait(false);
        if (File.Exists(target))
        {
            File.Delete(PartPath); // Another process was faster; this is the new, empty part.
            return 0;
        }
        string? problem;
        try
        {
            await Fetch(part, progress, cancellation).ConfigureAwait(false);
            part.Flush(flushToDisk: true);
            problem = file.Problem(part);
        }
        catch (InvalidDataException error)
        {
            problem = error.Message;
        }
        catch when (part.Length == 0 || !File.Exists(TagPath))
        {
            Delete();
            throw;
        }
        if (problem is not null)
        {
            Delete();
            throw new DownloadException(
                $"{address}: {problem}; nothing was kept. The server, or one in between, gives something else: "
                + $"try again later. {advice}".TrimEnd());
        }
        long bytes = part.Length;
        File.Move(PartPath, target, overwrite: true);
        File.Delete(TagPath);
        return bytes;
    }

    // The part is its own lock; the file is moved while the lock is held.
    private async Task<FileStream> OpenAlone(Action<long>? waiting, CancellationToken cancellation)
    {
        for (int turn = 0; ; turn++)
        {
            try
            {
                return new FileStream(PartPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException error) when (s_taken.Contains(error.HResult & 0xffff))
            {
                if (turn >= QuietTurns)
                {
                    waiting?.Invoke(PartLength);
                }
                await Task.Delay(s_turn, cancellation).ConfigureAwait(false);
            }
        }
    }

    // The other process may have renamed it in this moment.
    private long PartLength => new FileInfo(PartPath) is { Exists: true } part ? part.Length : 0;

    private async Task Fetch(FileStream part, Action<long> progress, CancellationToken cancellation)
    {
        var transfer = new Transfer(address, part, TagPath, _times.Stall);
        int failures = 0;
        while (true)
        {
            long before = part.Length;
            try
            {
                await transfer.Run(file.Limit, progress, cancellation).ConfigureAwait(false);
                return;
            }
            catch (HttpRequestException error) when (MayPass(error) && (part.Length > before || failures < _times.Pauses.Count))
            {
                failures = part.Length > before ? 0 : failures;
                await Task.Delay(_times.Pauses[failures++], cancellation).ConfigureAwait(false);
            }
        }
    }

    private static bool MayPass(HttpRequestException error) => error.StatusCode is { } status
        ? (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        : error.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.Unknown;

    private void Delete()
    {
        File.Delete(PartPath);
        File.Delete(TagPath);
    }

    private string Kept()
        => File.Exists(PartPath) && new FileInfo(PartPath).Length is > 0 and var length
            ? $"The {length} bytes that came are kept, and the next try goes on from there. "
            : "";

    private string Remedy(Exception error) => (error switch
    {
        IOException when s_full.Contains(error.HResult & 0xffff) => "Make room, or name another folder with SADDLE_CACHE.",
        IOException or UnauthorizedAccessException => "Name a folder that can be written with SADDLE_CACHE.",
        _ => $"Try again with a network, name a mirror with SADDLE_MIRROR, or put the file there yourself. {advice}",
    }).TrimEnd();
}
