using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>Images as bytes, in memory or in a file; drawn in a new random order each epoch, every image once.</summary>
public sealed class ImageSet : DataSet
{
    private const int ResizeBatch = 1024, DigestedRows = 1000;

    // Of bytes; a card with less memory beside what training takes is not worth training on.
    private const long MostOnDevice = 4L << 30;

    private readonly ImageStore _store;
    private readonly Tensor? _labels;
    private (ulong Seed, long Epoch, long[] Order)? _order;
    private (ulong Seed, long Position, long[] Rows)? _next;

    /// <summary>Takes images over.</summary>
    /// <param name="images">uint8 <c>[N, C, H, W]</c>, N at least 1.</param>
    /// <param name="labels">int64 <c>[N]</c>, or null.</param>
    /// <param name="classes">The names of the classes; empty without labels.</param>
    /// <param name="captions">A caption for each image; empty or null without captions.</param>
    public ImageSet(
        Tensor images, Tensor? labels = null, IReadOnlyList<string>? classes = null, IReadOnlyList<string>? captions = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4 || images.size(0) == 0 || images.dtype != ScalarType.Byte)
        {
            throw new ArgumentException(
                $"Images are bytes [N, C, H, W] with N at least 1, but these are {images}.", nameof(images));
        }
        CheckCounts(images.size(0), labels, captions);
        _store = new TensorStore(images);
        _labels = labels?.DetachFromScope();
        (Classes, Captions) = (classes ?? [], captions ?? []);
        Shape = _store.Shape;
    }

    /// <summary>Takes images over that lie anywhere.</summary>
    /// <param name="store">
    /// The images; where there are pairs, a row's first channels are the input, one picture or several of as many channels as the
    /// real image has, and the rest are the real image.
    /// </param>
    /// <param name="labels">int64 <c>[N]</c>, or null.</param>
    /// <param name="classes">The names of the classes; empty without labels.</param>
    /// <param name="captions">A caption for each image; empty without captions.</param>
    /// <param name="inputChannels">How many channels of a row are the input; 0 without pairs.</param>
    internal ImageSet(
        ImageStore store, Tensor? labels, IReadOnlyList<string> classes, IReadOnlyList<string> captions, long inputChannels = 0)
    {
        CheckCounts(store.Count, labels, captions);
        _store = store;
        _labels = labels?.DetachFromScope();
        (Classes, Captions, InputChannels) = (classes, captions, inputChannels);
        Shape = new SampleShape(store.Shape.Channels - inputChannels, store.Shape.Height, store.Shape.Width);
    }

    /// <inheritdoc/>
    public override SampleShape Shape { get; }

    /// <inheritdoc/>
    public override long? Count => _store.Count;

    /// <inheritdoc/>
    public override string Identity => Origin ?? base.Identity;

    /// <inheritdoc/>
    public override string ContentDigest
    {
        get
        {
            if (_store is not TensorStore)
            {
                return "";
            }
            using DisposeScope scope = torch.NewDisposeScope();
            long count = _store.Count, shown = Math.Min(count, DigestedRows);
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            digest.AppendData(MemoryMarshal.AsBytes<long>([count, .. _store.Shape.Sizes, InputChannels]));
            // Spread over all of them: what was cut, put in another order or replaced shows.
            digest.AppendData(
                _store.Gather([.. Enumerable.Range(0, (int)shown).Select(k => k * count / shown)]).ToArray<byte>());
            digest.AppendData(MemoryMarshal.AsBytes<long>(_labels?.ToArray<long>() ?? []));
            return System.Convert.ToHexStringLower(digest.GetHashAndReset());
        }
    }

    /// <summary>The order of the first epoch where it is not any; or null.</summary>
    internal FirstPass? First { get; init; }

    /// <summary>A digest of the files that the images come from, or null.</summary>
    internal string? Origin { get; init; }

    /// <inheritdoc/>
    public override DataReport Report
    {
        get
        {
            ILookup<long, long>? byLabel = _labels?.ToArray<long>().ToLookup(label => label);
            return new DataReport
            {
                Shape = Shape,
                Count = Count,
                Classes = [.. Classes.Select((name, label) => new DataClass(name, byLabel?[label].LongCount()))],
                CaptionCount = Captions.Count,
                CaptionExamples = [.. Captions.Take(3)],
            };
        }
    }

    /// <summary>
    /// The channels of the input that each image is the answer to, of all its pictures; 0 where the data has no pairs.
    /// </summary>
    public override long InputChannels { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <summary>The images, uint8 <c>[N, C, H, W]</c>; owned by the data set.</summary>
    /// <exception cref="InvalidOperationException">They lie in a file; read some with <see cref="Rows"/>.</exception>
    public Tensor Images => (_store as TensorStore)?.Images
        ?? throw new InvalidOperationException("These images lie in a file, not in memory: read some of them with Rows.");

    /// <summary>The labels, int64 <c>[N]</c>, or null; owned by the data set.</summary>
    public Tensor? Labels => _labels;

    /// <summary>A caption for each image; empty where there are none.</summary>
    public override IReadOnlyList<string> Captions { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> PlaneClasses => Planes;

    /// <summary>What <see cref="PlaneClasses"/> is.</summary>
    internal IReadOnlyList<string> Planes { get; init; } = [];

    /// <summary>
    /// Some images as they are stored, uint8 <c>[N, C, H, W]</c>, inputs before them where there are pairs; the caller's scope
    /// owns them.
    /// </summary>
    /// <param name="rows">Their numbers, from 0.</param>
    public Tensor Rows(params long[] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.All(row => row >= 0 && row < _store.Count)
            ? _store.Gather(rows)
            : throw new ArgumentOutOfRangeException(nameof(rows), $"Expected numbers from 0 to {_store.Count - 1}.");
    }

    /// <summary>
    /// Bytes to [-1, 1]: (byte - 127.5) / 127.5 to the last digit, so that a byte and its negative differ in sign only.
    /// </summary>
    public static Tensor ToUnitRange(Tensor bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return bytes.to(ScalarType.Float32).add_(-127.5).div(127.5);
    }

    /// <summary>
    /// [-1, 1] to bytes, the nearest of the 256 steps: the way back of <see cref="ToUnitRange"/>. Values outside are clamped.
    /// </summary>
    public static Tensor ToBytes(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.to(ScalarType.Float32).clamp(-1, 1).add(1).mul(127.5).round().to(ScalarType.Byte);
    }

    /// <inheritdoc/>
    public override long BytesInMemory(SampleShape shape) => _store is TensorStore ? base.BytesInMemory(shape) : 0;

    /// <inheritdoc/>
    public override DataSet As(SampleShape shape, DataWork? work = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (Shape.Equals(shape))
        {
            return this;
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        long inputs = InputChannels / Shape.Channels * shape.Channels;
        Tensor result = torch.empty([_store.Count, inputs + shape.Channels, shape.Height, shape.Width], ScalarType.Byte);
        for (long start = 0; start < _store.Count; start += ResizeBatch)
        {
            work?.Cancellation.ThrowIfCancellationRequested();
            using DisposeScope part = torch.NewDisposeScope();
            int length = (int)Math.Min(ResizeBatch, _store.Count - start);
            Tensor rows = _store.Gather([.. Enumerable.Range(0, length).Select(k => start + k)]);
            Tensor pictures = Convert(rows.reshape([-1, .. Shape.Sizes]), shape);
            Tensor target = result.narrow(0, start, length);
            target.copy_(pictures.reshape([.. target.shape]));
        }
        return new ImageSet(new TensorStore(result), _labels?.clone(), Classes, Captions, inputs)
        {
            Origin = Origin,
            Planes = shape.Channels == Shape.Channels ? Planes : [],
        };
    }

    /// <inheritdoc/>
    public override Tensor Preview(int count)
    {
        long shown = Math.Min(count, _store.Count);
        Tensor rows = ToUnitRange(_store.Gather([.. Enumerable.Range(0, (int)shown).Select(k => k * _store.Count / shown)]));
        long pictures = _store.Shape.Channels / Shape.Channels;
        return torch.cat(
            [.. Enumerable.Range(0, (int)pictures).Select(k => rows.narrow(1, k * Shape.Channels, Shape.Channels))], 3);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _store.Dispose();
        _labels?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    public override Batch Read(ulong seed, long position, int count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        (Tensor bytes, Tensor? labels, long[] rows) = ReadRows(seed, position, count);
        Tensor all = ToUnitRange(bytes);
        Tensor real = InputChannels == 0 ? all : all.narrow(1, InputChannels, Shape.Channels);
        Tensor? input = InputChannels == 0 ? null : all.narrow(1, 0, InputChannels);
        return new Batch(
            scope.MoveToOuter(real.to(MemoryFormat.ChannelsLast)), labels is null ? null : scope.MoveToOuter(labels))
        {
            Captions = Captions.Count == 0 ? [] : [.. rows.Select(row => Captions[(int)row])],
            Input = input is null ? null : scope.MoveToOuter(input.to(MemoryFormat.ChannelsLast)),
        };
    }

    /// <inheritdoc/>
    internal override bool HasBytes => Captions.Count == 0;

    /// <inheritdoc/>
    internal override (Tensor Images, Tensor? Labels) ReadBytes(ulong seed, long position, int count)
    {
        (Tensor bytes, Tensor? labels, _) = ReadRows(seed, position, count);
        return (bytes, labels);
    }

    // As they are stored; and those that come next are fetched meanwhile.
    private (Tensor Bytes, Tensor? Labels, long[] Rows) ReadRows(ulong seed, long position, int count)
    {
        long[] rows = _next is { } next && next.Seed == seed && next.Position == position && next.Rows.Length == count
            ? next.Rows
            : RowsAt(seed, position, count);
        Tensor bytes = _store.Gather(rows);
        rows = _store.Resolve(rows);
        Tensor? labels = _labels?.index_select(0, torch.tensor(rows));
        long[] ahead = RowsAt(seed, position + count, count);
        _next = (seed, position + count, ahead);
        _store.ReadAhead(ahead);
        return (bytes, labels, rows);
    }

    /// <inheritdoc/>
    // Captions are words, which nobody gathers there.
    internal override DeviceImages? On(Device device)
        => _store is TensorStore { Images: var images } && images.numel() <= MostOnDevice && Captions.Count == 0
            ? new DeviceImages(
                Brought(images, device), _labels is null ? null : Brought(_labels, device), InputChannels)
            : null;

    // Always another tensor, which has another owner.
    private static Tensor Brought(Tensor tensor, Device device)
        => (device.Type == DeviceType.Cpu ? tensor.clone() : tensor.to(device)).DetachFromScope();

    /// <inheritdoc/>
    // A batch may begin in one epoch and end in a later one.
    internal override long[] RowsAt(ulong seed, long position, int count)
    {
        long size = _store.Count;
        var rows = new long[count];
        for (int filled = 0; filled < count;)
        {
            long offset = (position + filled) % size;
            int length = (int)Math.Min(count - filled, size - offset);
            long[] order = Order(seed, (position + filled) / size);
            _store.Follow(order, offset);
            order.AsSpan((int)offset, length).CopyTo(rows.AsSpan(filled));
            filled += length;
        }
        return rows;
    }

    private long[] Order(ulong seed, long epoch)
    {
        if (_order is not { } known || known.Seed != seed || known.Epoch != epoch)
        {
            _order = (seed, epoch, epoch == 0 && First is { } first
                ? first.Order(seed)
                : FirstPass.Shuffled(_store.Count, Seeds.Derive(seed, "order", (ulong)epoch)));
        }
        return _order.Value.Order;
    }

    private static void CheckCounts(long count, Tensor? labels, IReadOnlyList<string>? captions)
    {
        if (labels is not null && (labels.dim() != 1 || labels.size(0) != count || labels.dtype != ScalarType.Int64))
        {
            throw new ArgumentException($"{count} images need as many labels, but these are {labels}.", nameof(labels));
        }
        if (captions is { Count: > 0 } && captions.Count != count)
        {
            throw new ArgumentException(
                $"{count} images need as many captions, but there are {captions.Count}.", nameof(captions));
        }
    }

    private static Tensor Convert(Tensor bytes, SampleShape shape)
    {
        Tensor images = bytes.to(ScalarType.Float32);
        if (images.size(1) != shape.Channels)
        {
            images = shape.Channels == 3
                ? images.expand(-1, 3, -1, -1).contiguous()
                : 0.299 * images.narrow(1, 0, 1) + 0.587 * images.narrow(1, 1, 1) + 0.114 * images.narrow(1, 2, 1);
        }
        if (images.size(2) != shape.Height || images.size(3) != shape.Width)
        {
            images = torch.upsample_bicubic2d_aa(images, shape.Height, shape.Width);
        }
        return images.round().clamp_(0, 255).to(ScalarType.Byte);
    }
}
