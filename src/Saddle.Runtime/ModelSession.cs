using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Saddle.Runtime;

/// <summary>An exported generator as ONNX Runtime has it open.</summary>
internal sealed class ModelSession : IDisposable
{
    private static readonly string[] s_outputs = [ModelGraph.Samples];

    private readonly string _source;
    private readonly InferenceSession _session;
    private bool _disposed;

    private ModelSession(string source, InferenceSession session)
    {
        (_source, _session) = (source, session);
        Metadata = MetadataReader.Read(source, session.ModelMetadata.CustomMetadataMap);
        if (Metadata.Kind != ExportKind.Generator)
        {
            string kind = Metadata.Kind == ExportKind.Encoder ? "an encoder" : "a discriminator";
            throw new ExportException(
                $"{source} holds {kind}, but samples are drawn from a generator.");
        }
        Graph = ModelGraph.Of(source, session, Metadata);
    }

    /// <summary>What the file says of itself.</summary>
    internal ExportMetadata Metadata { get; }

    /// <summary>What its graph takes.</summary>
    internal ModelGraph Graph { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How ONNX Runtime is to compute; null for its own way.</param>
    internal static ModelSession Open(string path, SessionOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file.", path);
        }
        // What may not be read is no damage: the system says it better than ONNX Runtime.
        File.OpenHandle(path).Dispose();
        return Open(path, options, chosen => new InferenceSession(path, chosen));
    }

    /// <summary>Opens a file in memory.</summary>
    /// <param name="model">The file; not needed afterwards.</param>
    /// <param name="options">How ONNX Runtime is to compute; null for its own way.</param>
    internal static ModelSession Open(ReadOnlyMemory<byte> model, SessionOptions? options)
    {
        bool isWhole = MemoryMarshal.TryGetArray(model, out ArraySegment<byte> part) && part.Count == part.Array!.Length;
        byte[] bytes = isWhole ? part.Array! : model.ToArray();
        return Open("The model", options, chosen => new InferenceSession(bytes, chosen));
    }

    /// <summary>Computes a batch.</summary>
    /// <param name="feeds">The inputs.</param>
    /// <param name="start">The batch's first sample.</param>
    /// <param name="length">How many samples it has.</param>
    /// <param name="run">Ends the computation early where it is told so.</param>
    /// <param name="cancellation">What was asked for where it was told so.</param>
    /// <returns>The samples; the caller disposes of them.</returns>
    internal OrtValue Run(Feed[] feeds, int start, int length, RunOptions run, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(ExportedGenerator));
        var values = new List<OrtValue>(feeds.Length);
        try
        {
            values.AddRange(feeds.Select(feed => feed.Of(start, length)));
            return _session.Run(run, [.. feeds.Select(feed => feed.Name)], values, s_outputs)[0];
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (OnnxRuntimeException error)
        {
            throw RuntimeFailure.NotComputed(_source, error);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    /// <summary>A file whose samples are not what it says.</summary>
    /// <param name="problem">What they are, in the rest of a sentence.</param>
    internal ExportException Wrong(string problem) => new($"{_source} drew samples {problem}.");

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _session.Dispose();
    }

    private static ModelSession Open(string source, SessionOptions? options, Func<SessionOptions, InferenceSession> open)
    {
        InferenceSession? session = null;
        try
        {
            // A library does not write to a program's error stream: what it would say of errors, the exceptions say.
            using SessionOptions? own =
                options is null ? new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL } : null;
            session = open(options ?? own!);
            return new ModelSession(source, session);
        }
        catch (Exception error)
        {
            session?.Dispose();
            if (RuntimeFailure.IsMissingLibrary(error))
            {
                throw RuntimeFailure.MissingLibrary(error);
            }
            if (error is OnnxRuntimeException unreadable)
            {
                throw RuntimeFailure.NotOpened(source, unreadable);
            }
            throw;
        }
    }
}
