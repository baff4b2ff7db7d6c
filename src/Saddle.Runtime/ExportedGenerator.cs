using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Saddle.Runtime;

/// <summary>
/// A generator that Saddle exported as ONNX. Sample n of a seed is the same wherever and with whatever else it is drawn, to the
/// rounding of the last digits. Every method may be called from many threads at once; only <see cref="Dispose"/> waits for none
/// of them and is called last.
/// </summary>
public sealed class ExportedGenerator : IDisposable
{
    private readonly ModelSession _model;

    private ExportedGenerator(ModelSession model) => _model = model;

    /// <summary>What the file says of itself.</summary>
    public ExportMetadata Metadata => _model.Metadata;

    /// <summary>The recipe that it was trained by, as in <c>dcgan</c>.</summary>
    public string Recipe => Metadata.Recipe;

    /// <summary>The names of the classes, by their numbers; empty without classes.</summary>
    public IReadOnlyList<string> Classes => Metadata.Classes;

    /// <summary>The words that captions are made of, the most frequent first; empty without captions.</summary>
    public IReadOnlyList<string> Words => Metadata.Words;

    /// <summary>L, the dimensions of a latent; 0 for what draws nothing at random.</summary>
    public int LatentSize => Metadata.Latent?.Size ?? 0;

    /// <summary>The width of a sample, or of one in training where others may be asked for; 0 for points.</summary>
    public int Width => Metadata.IsPicture ? Metadata.Shape[2] : 0;

    /// <summary>The height of a sample, or of one in training where others may be asked for; 0 for points.</summary>
    public int Height => Metadata.IsPicture ? Metadata.Shape[1] : 0;

    /// <summary>The channels of a sample; 0 for points.</summary>
    public int Channels => Metadata.IsPicture ? Metadata.Shape[0] : 0;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How ONNX Runtime is to compute, as on which device; the caller's own. Null for its own way.</param>
    /// <exception cref="ExportException">
    /// It is not ONNX, damaged, not exported by Saddle or by a newer one, or holds no generator; or the native part of ONNX
    /// Runtime is missing.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ExportedGenerator Open(string path, SessionOptions? options = null) => new(ModelSession.Open(path, options));

    /// <summary>Opens a file in memory.</summary>
    /// <param name="model">The file; not needed afterwards.</param>
    /// <param name="options">How ONNX Runtime is to compute; null for its own way.</param>
    /// <exception cref="ExportException">As of a file.</exception>
    public static ExportedGenerator Open(ReadOnlyMemory<byte> model, SessionOptions? options = null)
        => new(ModelSession.Open(model, options));

    /// <summary>Opens a file that comes as a stream, which is read to its end and stays open.</summary>
    /// <param name="model">The file.</param>
    /// <param name="options">How ONNX Runtime is to compute; null for its own way.</param>
    /// <exception cref="ExportException">As of a file.</exception>
    public static ExportedGenerator Open(Stream model, SessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var whole = new MemoryStream();
        model.CopyTo(whole);
        return Open(whole.ToArray(), options);
    }

    /// <summary>Draws pictures.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">The same seed gives the same pictures.</param>
    /// <param name="label">The class that all show, by name or number; every class in turn if null.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    /// <exception cref="ExportException">There is no such class, or the generator draws points or needs a caption.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public Picture[] Sample(
        int count = 1, long seed = 0, ClassLabel? label = null, CancellationToken cancellation = default)
        => Sample(OptionsOf(count, seed, label), cancellation);

    /// <summary>Draws pictures.</summary>
    /// <param name="options">Which.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <exception cref="ArgumentException">A number is out of range, or a list's length does not fit.</exception>
    /// <exception cref="ExportException">The generator cannot do what was asked for.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public Picture[] Sample(SampleOptions options, CancellationToken cancellation = default)
        => [.. Draw(options, cancellation)];

    /// <summary>Draws pictures while they are read, a batch at a time, so that there may be any number of them.</summary>
    /// <param name="options">Which; they are checked at once.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <exception cref="ArgumentException">A number is out of range, or a list's length does not fit.</exception>
    /// <exception cref="ExportException">The generator cannot do what was asked for.</exception>
    public IEnumerable<Picture> Draw(SampleOptions options, CancellationToken cancellation = default)
    {
        CheckPictures();
        return Pictures(new SamplePlan(_model, options), cancellation);
    }

    /// <summary>Draws points.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">The same seed gives the same points.</param>
    /// <param name="label">The class that all show, by name or number; every class in turn if null.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <returns>N points <c>[D]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    /// <exception cref="ExportException">There is no such class, or the generator draws pictures.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public float[][] SamplePoints(
        int count = 1, long seed = 0, ClassLabel? label = null, CancellationToken cancellation = default)
        => SamplePoints(OptionsOf(count, seed, label), cancellation);

    /// <summary>Draws points.</summary>
    /// <param name="options">Which.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <returns>N points <c>[D]</c>.</returns>
    /// <exception cref="ArgumentException">A number is out of range, or a list's length does not fit.</exception>
    /// <exception cref="ExportException">The generator cannot do what was asked for, or draws pictures.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public float[][] SamplePoints(SampleOptions options, CancellationToken cancellation = default)
    {
        if (Metadata.IsPicture)
        {
            throw new ExportException("The generator draws pictures and no points: call Sample.");
        }
        return [.. Generate(options, cancellation).Chunk(Metadata.Shape[0])];
    }

    /// <summary>The latents that samples are drawn from where none are given.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="firstSample">The number of the first sample, at least 0.</param>
    /// <returns><c>[count, L]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="ExportException">The generator draws nothing at random.</exception>
    public float[] Latents(int count = 1, long seed = 0, long firstSample = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(firstSample);
        LatentDescription latent = Latent;
        float[] numbers = new float[checked(count * latent.Size)];
        LatentNumbers.Draw(latent, unchecked((ulong)seed), (ulong)firstSample, numbers);
        return numbers;
    }

    /// <summary>
    /// Latents on the way from one to another: on the great circle for normal ones (arXiv:1609.04468), on the straight line for
    /// uniform ones.
    /// </summary>
    /// <param name="from">Where the way begins, <c>[L]</c>.</param>
    /// <param name="to">Where it ends, <c>[L]</c>.</param>
    /// <param name="steps">How many latents it has, its ends among them; at least 2.</param>
    /// <returns><c>[steps, L]</c>.</returns>
    /// <exception cref="ArgumentException">A latent has another length, or there are fewer than 2 steps.</exception>
    /// <exception cref="ExportException">The generator has no latents.</exception>
    public float[] LatentsBetween(ReadOnlySpan<float> from, ReadOnlySpan<float> to, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        LatentDescription latent = Latent;
        return from.Length == latent.Size && to.Length == latent.Size
            ? LatentPath.Between(from, to, steps, latent.Distribution)
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Expected latents of {latent.Size} numbers, received {from.Length} and {to.Length}."));
    }

    /// <summary>Draws a way from one sample to another; all else is as for the first sample at each of its steps.</summary>
    /// <param name="fromSeed">The seed where it begins.</param>
    /// <param name="toSeed">The seed where it ends.</param>
    /// <param name="steps">How many pictures it has, its ends among them; at least 2.</param>
    /// <param name="options">
    /// What the pictures show, and the number of the sample whose latents are the ends; its seed does not count. The defaults if
    /// null.
    /// </param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 steps, or a list's length does not fit.</exception>
    /// <exception cref="ExportException">The generator cannot do what was asked for.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public Picture[] Interpolate(
        long fromSeed, long toSeed, int steps, SampleOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new SampleOptions();
        float[] from = Latents(1, fromSeed, options.FirstSample), to = Latents(1, toSeed, options.FirstSample);
        return Interpolate(from, to, steps, options with { Seed = fromSeed }, cancellation);
    }

    /// <summary>Draws a way from one latent to another; all else is as for the first sample at each of its steps.</summary>
    /// <param name="from">Where the way begins, <c>[L]</c>.</param>
    /// <param name="to">Where it ends, <c>[L]</c>.</param>
    /// <param name="steps">How many pictures it has, its ends among them; at least 2.</param>
    /// <param name="options">What the pictures show; the defaults if null.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <exception cref="ArgumentException">A latent has another length, or there are fewer than 2 steps.</exception>
    /// <exception cref="ExportException">The generator cannot do what was asked for.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public Picture[] Interpolate(
        ReadOnlySpan<float> from, ReadOnlySpan<float> to, int steps, SampleOptions? options = null,
        CancellationToken cancellation = default)
    {
        CheckPictures();
        SampleOptions way = (options ?? new SampleOptions()) with { Latents = LatentsBetween(from, to, steps), Count = steps };
        return [.. Pictures(new SamplePlan(_model, way, isWay: true), cancellation)];
    }

    /// <summary>Goes on with a film, frame by frame: what was drawn last is the newest of the past frames of the next.</summary>
    /// <param name="past">
    /// The past frames, oldest first, as many as <see cref="ExportMetadata.Frames"/> or more, of which the last count.
    /// </param>
    /// <param name="frames">How many frames follow, at least 1.</param>
    /// <param name="seed">The seed of the first frame's latents; each frame's is one more.</param>
    /// <param name="sample">Which of the possible futures, at least 0.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <returns>The frames that follow.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="ExportException">
    /// The generator continues no films, or there are too few past frames or of a wrong form.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public Picture[] Continue(
        IReadOnlyList<Picture> past, int frames, long seed = 0, long sample = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(past);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        CheckPictures();
        return FilmContinuation.Draw(_model, past, frames, new SampleOptions { Seed = seed, FirstSample = sample }, cancellation);
    }

    /// <summary>Generates from given latents; every class in turn, where there are classes.</summary>
    /// <param name="latents"><c>[N, L]</c>.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <returns><c>[N, C, H, W]</c> in [-1, 1], or points <c>[N, D]</c>.</returns>
    /// <exception cref="ArgumentException">There are no whole latents.</exception>
    /// <exception cref="ExportException">The generator needs more than latents, or has none.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public float[] Generate(ReadOnlyMemory<float> latents, CancellationToken cancellation = default)
        => Generate(new SampleOptions { Latents = latents }, cancellation);

    /// <summary>Generates values.</summary>
    /// <param name="options">Which.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <returns><c>[N, C, H, W]</c> in [-1, 1], or points <c>[N, D]</c>.</returns>
    /// <exception cref="ArgumentException">A number is out of range, or a list's length does not fit.</exception>
    /// <exception cref="ExportException">The generator cannot do what was asked for.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public float[] Generate(SampleOptions options, CancellationToken cancellation = default)
    {
        var plan = new SamplePlan(_model, options);
        float[] values = new float[plan.Values];
        Sampler.Fill(_model, plan, values, cancellation);
        return values;
    }

    /// <summary>Generates values where there is room for them already.</summary>
    /// <param name="options">Which.</param>
    /// <param name="samples"><c>[N, C, H, W]</c> in [-1, 1], or points <c>[N, D]</c>.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <exception cref="ArgumentException">
    /// A number is out of range, a list's length does not fit, or there is room for more or for less.
    /// </exception>
    /// <exception cref="ExportException">The generator cannot do what was asked for.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public void Generate(SampleOptions options, Span<float> samples, CancellationToken cancellation = default)
    {
        var plan = new SamplePlan(_model, options);
        if (samples.Length != plan.Values)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Expected room for {plan.Values} values, but there is room for {samples.Length}."));
        }
        Sampler.Fill(_model, plan, samples, cancellation);
    }

    /// <summary>Closes the file; nothing may be drawn from it then or at that moment.</summary>
    public void Dispose() => _model.Dispose();

    private static SampleOptions OptionsOf(int count, long seed, ClassLabel? label)
        => new() { Count = count, Seed = seed, Labels = label is { } one ? [one] : null };

    private LatentDescription Latent
        => Metadata.Latent ?? throw new ExportException("The generator draws nothing at random, so that it has no latents.");

    private void CheckPictures()
    {
        if (!Metadata.IsPicture)
        {
            throw new ExportException("The generator draws points and no pictures: call SamplePoints.");
        }
        if (!Picture.CanHave(Channels))
        {
            throw new ExportException(string.Create(
                CultureInfo.InvariantCulture,
                $"The generator's samples have {Channels} channels, and a picture has 1, 3 or 4: call Generate."));
        }
    }

    private IEnumerable<Picture> Pictures(SamplePlan plan, CancellationToken cancellation)
    {
        foreach (SampleBatch batch in Sampler.Batches(_model, plan, cancellation))
        {
            using (batch)
            {
                for (int k = 0; k < batch.Count; k++)
                {
                    yield return batch.ToPicture(k);
                }
            }
        }
    }
}
