using System.Net;
using Microsoft.Net.Http.Headers;
using Saddle.Runtime;

namespace Saddle.Examples.Web;

/// <summary>What the server answers.</summary>
internal static class Endpoints
{
    // An address shows one picture for as long as this generator is served; after an hour a browser asks whether it still is.
    private const string Caching = "public, max-age=3600";

    // What nginx logs for a request whose client went away: nobody reads it.
    private const int ClientGone = 499;

    /// <summary>A picture, or a grid of several.</summary>
    /// <param name="studio">What draws.</param>
    /// <param name="context">The request.</param>
    internal static IResult Sample(Studio studio, HttpContext context)
    {
        try
        {
            return Sample(studio, SampleQuery.Read(context.Request.Query, studio.Limits.Pictures), context);
        }
        catch (Exception bad) when (bad is FormatException or ExportException)
        {
            return Refusal(studio, bad.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return Results.StatusCode(ClientGone);
        }
    }

    /// <summary>Whether the server draws, and what.</summary>
    /// <param name="studio">What draws.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    internal static IResult Health(Studio studio, CancellationToken cancellation)
    {
        try
        {
            double milliseconds = Math.Round(studio.Probe(cancellation).TotalMilliseconds, 2);
            ExportMetadata of = studio.Metadata;
            return Results.Ok(new
            {
                Status = "ok", of.Recipe, of.Step, of.Run, of.Shape, of.Classes, DrawnInMilliseconds = milliseconds,
            });
        }
        catch (ExportException broken)
        {
            return Results.Problem(broken.Message, statusCode: (int)HttpStatusCode.InternalServerError);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Results.StatusCode(ClientGone);
        }
    }

    private static IResult Sample(Studio studio, SampleQuery query, HttpContext context)
    {
        string tag = studio.Tag(query);
        if (context.Request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known && IsKnown(tag, known))
        {
            AllowCaching(context.Response, tag);
            return Results.StatusCode((int)HttpStatusCode.NotModified);
        }
        if (studio.Draw(query, context.RequestAborted) is not { } png)
        {
            context.Response.Headers.RetryAfter = "1";
            return Results.Problem(
                $"The server draws {studio.Limits.Drawings} requests at once, and so many are being drawn: try again soon.",
                statusCode: (int)HttpStatusCode.ServiceUnavailable);
        }
        AllowCaching(context.Response, tag);
        return Results.Bytes(png, "image/png");
    }

    private static bool IsKnown(string tag, IList<EntityTagHeaderValue> known)
        => known.Any(one => one.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false));

    private static void AllowCaching(HttpResponse response, string tag)
    {
        response.Headers.ETag = tag;
        response.Headers.CacheControl = Caching;
    }

    private static IResult Refusal(Studio studio, string sentence)
    {
        var more = new Dictionary<string, object?>();
        if (studio.Metadata.Classes.Count > 0)
        {
            more["classes"] = studio.Metadata.Classes;
        }
        return Results.Problem(sentence, statusCode: (int)HttpStatusCode.BadRequest, extensions: more);
    }
}
