using System.Globalization;

namespace Saddle.Runtime;

/// <summary>Samples as they were asked for, checked: what goes into the graph for each.</summary>
internal sealed class SamplePlan
{
    // 256 MiB of float32.
    private const int MostInputValues = 1 << 26;

    private readonly ExportMetadata _metadata;
    private readonly int _batchSize;
    private readonly ulong _firstNumber;
    private readonly bool _isWay;
    private readonly List<Func<Feed>> _feeds = [];

    /// <summary>Checks what was asked for.</summary>
    /// <param name="model">What draws.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="isWay">Whether the samples are steps of one way, which all have the first sample's number.</param>
    /// <param name="film">The input as values and not as pictures, or null.</param>
    /// <exception cref="ArgumentException">A number is out of range, or a list's length does not fit.</exception>
    /// <exception cref="ExportException">The model cannot do what was asked for.</exception>
    internal SamplePlan(ModelSession model, SampleOptions options, bool isWay = false, InputImages? film = null)
    {
        Check(options);
        (_metadata, _batchSize, _isWay) = (model.Metadata, options.BatchSize, isWay);
        (Seed, _firstNumber) = (unchecked((ulong)options.Seed), (ulong)options.FirstSample);
        var asked = new AskedFor(model, options, film);
        asked.CheckComplete();
        (Count, Inputs) = (asked.Count, asked.Inputs);
        if (Inputs is not null)
        {
            CheckSizes(model.Graph);
        }
        AddFeeds(model.Graph, asked);
    }

    /// <summary>How many samples there are.</summary>
    internal int Count { get; }

    /// <summary>The pictures that are translated, or null.</summary>
    internal InputImages? Inputs { get; }

    /// <summary>How many values all samples have.</summary>
    /// <exception cref="ArgumentException">They are more than one array can hold.</exception>
    internal int Values
    {
        get
        {
            long values = Inputs is null
                ? (long)Count * _metadata.Shape.Aggregate(1, (product, side) => product * side)
                : Enumerable.Range(0, Count).Sum(ValuesOf);
            return values <= Array.MaxLength
                ? (int)values
                : throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Count} samples have more values, {values}, than one array can hold: ask for fewer at a time."));
        }
    }

    private ulong Seed { get; }

    /// <summary>The inputs of the graph; the caller disposes of them.</summary>
    internal Feed[] Feeds() => [.. _feeds.Select(make => make())];

    /// <summary>How many samples are computed together from one on: those whose inputs have one size.</summary>
    /// <param name="start">The first of them.</param>
    internal int BatchLength(int start)
    {
        int most = Math.Min(_batchSize, Count - start);
        if (Inputs is null)
        {
            return most;
        }
        Padding first = Inputs.PaddingOf(start);
        long values = (long)_metadata.InputChannels * first.PaddedWidth * first.PaddedHeight;
        most = (int)Math.Clamp(MostInputValues / values, 1, most);
        int length = 1;
        while (length < most && Inputs.PaddingOf(start + length) == first)
        {
            length++;
        }
        return length;
    }

    private long ValuesOf(int sample)
    {
        Padding padding = Inputs!.PaddingOf(sample);
        return (long)_metadata.Shape[0] * padding.Width * padding.Height;
    }

    private ulong Number(int sample) => unchecked(_firstNumber + (_isWay ? 0 : (ulong)sample));

    private void AddFeeds(ModelGraph graph, AskedFor asked)
    {
        if (graph.Takes(ModelGraph.Latent))
        {
            AddRows(ModelGraph.Latent, [_metadata.Latent!.Size], asked.Latents, DrawLatent);
        }
        if (graph.Takes(ModelGraph.Label))
        {
            AddRows(ModelGraph.Label, [], asked.Labels, DrawLabel);
        }
        if (graph.Takes(ModelGraph.Tokens))
        {
            AddRows(ModelGraph.Tokens, [_metadata.CaptionLength], asked.Tokens, (_, row) => row.Clear());
        }
        if (graph.Takes(ModelGraph.Categories))
        {
            AddRows(ModelGraph.Categories, [_metadata.Codes!.Categorical], asked.Categories, DrawCategories);
        }
        if (graph.Takes(ModelGraph.Codes))
        {
            AddRows(ModelGraph.Codes, [_metadata.Codes!.Continuous], asked.Codes, DrawCodes);
        }
        if (Inputs is { } inputs)
        {
            _feeds.Add(() => new Feed<float>(ModelGraph.Input, InputShape, inputs.Fill));
        }
    }

    private void AddRows<T>(string name, long[] shape, Rows<T>? rows, DrawRow<T> draw) where T : unmanaged
        => _feeds.Add(() => new Feed<T>(name, _ => shape, (sample, row) =>
        {
            if (rows is null)
            {
                draw(Number(sample), row.Span);
            }
            else
            {
                rows.Of(sample).CopyTo(row.Span);
            }
        }));

    private long[] InputShape(int sample)
    {
        Padding padding = Inputs!.PaddingOf(sample);
        return [_metadata.InputChannels, padding.PaddedHeight, padding.PaddedWidth];
    }

    private void DrawLabel(ulong number, Span<long> row) => row[0] = (long)(number % (ulong)_metadata.Classes.Count);

    private void DrawLatent(ulong number, Span<float> row) => LatentNumbers.Draw(_metadata.Latent!, Seed, number, row);

    private void DrawCategories(ulong number, Span<long> row)
        => Shared.Philox.Categories(Seed, number, row.Length, _metadata.Codes!.Values, row);

    private void DrawCodes(ulong number, Span<float> row)
        => Shared.Philox.Uniform(Seed, number, row.Length, row, Shared.Philox.CodeStream);

    private void CheckSizes(ModelGraph graph)
    {
        for (int k = 0; k < Inputs!.Count; k++)
        {
            Padding padding = Inputs.PaddingOf(k);
            if (!graph.Fits(padding.PaddedWidth, padding.PaddedHeight))
            {
                throw new ExportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The generator translates pictures of {Side(graph.InputWidth)}x{Side(graph.InputHeight)} pixels, but "
                    + $"received one of {padding.Width}x{padding.Height}."));
            }
        }
    }

    private static string Side(int side) => side < 0 ? "any" : side.ToString(CultureInfo.InvariantCulture);

    private static void Check(SampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count ?? 1, 1, nameof(options.Count));
        ArgumentOutOfRangeException.ThrowIfNegative(options.FirstSample, nameof(options.FirstSample));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(options.BatchSize));
    }

    private delegate void DrawRow<T>(ulong number, Span<T> row);
}
