using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using Saddle.Runtime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Saddle.Examples.Web;

/// <summary>An open generator that draws for so many at once.</summary>
internal sealed class Studio : IDisposable
{
    private readonly ExportedGenerator _generator;
    private readonly SessionOptions _options;
    private readonly SemaphoreSlim _easels;
    private readonly string _file;

    private Studio(ExportedGenerator generator, SessionOptions options, Limits limits, string file)
        => (_generator, _options, Limits, _easels, _file)
            = (generator, options, limits, new SemaphoreSlim(limits.Drawings), file);

    /// <summary>What it does at most.</summary>
    internal Limits Limits { get; }

    /// <summary>What the file says of itself.</summary>
    internal ExportMetadata Metadata => _generator.Metadata;

    /// <summary>Opens a file and draws from it once, so that what cannot be served is refused at the start.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">What is done at most.</param>
    /// <exception cref="ExportException">It is no generator of pictures that this server can draw.</exception>
    internal static Studio Open(string path, Limits limits)
    {
        // The requests are what runs side by side: threads within a drawing would only wait for each other.
        var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        Studio? studio = null;
        try
        {
            var generator = ExportedGenerator.Open(path, options);
            studio = new Studio(generator, options, limits, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
            if (!studio.Metadata.IsPicture)
            {
                throw new ExportException($"{path} draws points, and this server sends pictures.");
            }
            studio.Probe(CancellationToken.None);
            return studio;
        }
        catch
        {
            studio?.Dispose();
            options.Dispose();
            throw;
        }
    }

    /// <summary>Draws one sample, whatever else is being drawn.</summary>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <returns>How long it took.</returns>
    internal TimeSpan Probe(CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        string? caption = _generator.Words.Count > 0 ? _generator.Words[0] : null;
        _generator.Sample(Options(new SampleQuery(0, 1, null, caption)), cancellation);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Draws what a request asks for, one picture or a grid.</summary>
    /// <param name="query">What it asks for.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <returns>A PNG file, or null where too many are being drawn.</returns>
    /// <exception cref="ExportException">The generator cannot do what was asked for.</exception>
    internal byte[]? Draw(SampleQuery query, CancellationToken cancellation)
    {
        if (!_easels.Wait(0, CancellationToken.None))
        {
            return null;
        }
        try
        {
            Picture[] pictures = _generator.Sample(Options(query), cancellation);
            return (pictures.Length == 1 ? pictures[0] : Picture.Grid(pictures)).ToPng();
        }
        finally
        {
            _easels.Release();
        }
    }

    /// <summary>The entity tag of a request's picture.</summary>
    /// <param name="query">What it asks for.</param>
    /// <remarks>It is made of the file, not of the run that the file names: one run may be exported in several ways.</remarks>
    internal string Tag(SampleQuery query)
    {
        string all = string.Create(
            CultureInfo.InvariantCulture,
            $"{_file}\n{Metadata.Run}\n{query.Seed}\n{query.Count}\n{query.Label?.Length}:{query.Label}\n{query.Caption}");
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 16))}\"";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _generator.Dispose();
        _options.Dispose();
        _easels.Dispose();
    }

    private static SampleOptions Options(SampleQuery query) => new()
    {
        Seed = query.Seed,
        Count = query.Count,
        Labels = query.Label is { } label ? [label] : null,
        Captions = query.Caption is { } caption ? [caption] : null,
    };
}
