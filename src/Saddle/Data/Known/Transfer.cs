using System.Net;
using System.Net.Http.Headers;

namespace Saddle.Data.Known;

/// <summary>
/// One request for a file, or for what is missing of it. What came is appended to a part that survives a failure.
/// </summary>
/// <param name="address">Where the file comes from.</param>
/// <param name="part">What came so far.</param>
/// <param name="tag">The file that keeps the server's mark of the version of which <paramref name="part"/> is the
/// beginning.</param>
/// <param name="stall">How long nothing may come.</param>
internal sealed class Transfer(Uri address, FileStream part, string tag, TimeSpan stall)
{
    private const int ChunkBytes = 1 << 17, MostRedirections = 10;

    /// <summary>Fetches.</summary>
    /// <param name="limit">The most bytes that the file may have.</param>
    /// <param name="progress">Told how many bytes there are.</param>
    /// <param name="cancellation">Ends the transfer; what came stays.</param>
    /// <exception cref="HttpRequestException">The connection failed, was cut, or the server refused.</exception>
    /// <exception cref="InvalidDataException">The file is longer than it may be.</exception>
    internal async Task Run(long limit, Action<long> progress, CancellationToken cancellation)
    {
        // .NET follows a server to other kinds of addresses until it stumbles.
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        bool resumes = part.Length > 0 && File.Exists(tag);
        using HttpResponseMessage response = await Ask(client, resumes, cancellation).ConfigureAwait(false);
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        if (resumes && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && range?.Length == part.Length)
        {
            return; // Everything had come already.
        }
        if (resumes && response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.PartialContent
            && range?.From != part.Length)
        {
            part.SetLength(0);
            await Run(limit, progress, cancellation).ConfigureAwait(false);
            return;
        }
        response.EnsureSuccessStatusCode();
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            // The whole file comes: the server knows no ranges, or has another version by now.
            part.SetLength(0);
            SaveTag(response);
        }
        part.Seek(0, SeekOrigin.End);
        await Append(response, limit, progress, cancellation).ConfigureAwait(false);
    }

    // The answer of the server that others send on to in the end.
    private async Task<HttpResponseMessage> Ask(HttpClient client, bool resumes, CancellationToken cancellation)
    {
        Uri place = address;
        for (int redirections = 0; ; redirections++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, place);
            if (resumes)
            {
                // Without the server's mark nobody could tell whether the rest belongs to what came before.
                request.Headers.Range = new RangeHeaderValue(part.Length, null);
                request.Headers.TryAddWithoutValidation("If-Range", File.ReadAllText(tag));
            }
            HttpResponseMessage response = await Patiently(
                token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellation)
                .ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                return response;
            }
            using (response)
            {
                place = Next(place, response, redirections);
            }
        }
    }

    private static Uri Next(Uri place, HttpResponseMessage response, int redirections)
    {
        string location = response.Headers.TryGetValues("Location", out IEnumerable<string>? values) ? values.First() : "";
        if (Uri.TryCreate(place, location, out Uri? next) && next.Scheme is "http" or "https"
            && (place.Scheme == "http" || next.Scheme == "https") && redirections < MostRedirections)
        {
            return next;
        }
        string why = redirections >= MostRedirections
            ? $"the {MostRedirections + 1}th time"
            : "which is not followed: only to http and https, never from https to http";
        throw new HttpRequestException($"the server sends on to '{location}', {why}", null, response.StatusCode);
    }

    private void SaveTag(HttpResponseMessage response)
    {
        string? mark = response.Headers.ETag is { IsWeak: false } strong
            ? strong.Tag
            : response.Content.Headers.LastModified?.ToString("R");
        File.Delete(tag);
        if (mark is not null)
        {
            File.WriteAllText(tag, mark);
        }
    }

    private async Task Append(HttpResponseMessage response, long limit, Action<long> progress, CancellationToken cancellation)
    {
        Stream body = await Patiently(response.Content.ReadAsStreamAsync, cancellation).ConfigureAwait(false);
        var chunk = new byte[ChunkBytes];
        while (true)
        {
            int got = await Patiently(token => body.ReadAsync(chunk, token).AsTask(), cancellation).ConfigureAwait(false);
            if (got == 0)
            {
                return;
            }
            if (part.Length + got > limit)
            {
                throw new InvalidDataException($"it is longer than the {limit} bytes that were expected at most");
            }
            await part.WriteAsync(chunk.AsMemory(0, got), CancellationToken.None).ConfigureAwait(false);
            progress(part.Length);
        }
    }

    // What the network does wrong is one kind of exception, and what the disk does wrong another.
    private async Task<T> Patiently<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(stall);
        try
        {
            return await work(limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException(
                HttpRequestError.ResponseEnded, $"nothing came for {stall.TotalSeconds:0.#} seconds", error);
        }
        catch (IOException error)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection was cut", error);
        }
    }
}
