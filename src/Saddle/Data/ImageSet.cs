using Saddle.Components;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>Images in memory, as bytes; drawn in a new random order each epoch, every image once.</summary>
public sealed class ImageSet : DataSet
{
    private const int ResizeBatch = 1024;

    private readonly Tensor _images;
    private readonly Tensor? _labels;
    private (ulong Seed, long Epoch, Tensor Order)? _order;

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
            throw new ArgumentException($"Images are bytes [N, C, H, W] with N at least 1, but these are {images}.", nameof(images));
        }
        if (labels is not null && (labels.dim() != 1 || labels.size(0) != images.size(0)))
        {
            throw new ArgumentException($"{images.size(0)} images need as many labels, but these are {labels}.", nameof(labels));
        }
        if (captions is { Count: > 0 } && captions.Count != images.size(0))
        {
            throw new ArgumentException($"{images.size(0)} images need as many captions, but there are {captions.Count}.", nameof(captions));
        }
        _images = images.DetachFromScope();
        _labels = labels?.DetachFromScope();
        (Classes, Captions) = (classes ?? [], captions ?? []);
        Shape = new SampleShape(images.size(1), images.size(2), images.size(3));
    }

    /// <inheritdoc/>
    public override SampleShape Shape { get; }

    /// <inheritdoc/>
    public override long? Count => _images.size(0);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <summary>The images, uint8 <c>[N, C, H, W]</c>; owned by the data set.</summary>
    public Tensor Images => _images;

    /// <summary>The labels, int64 <c>[N]</c>, or null; owned by the data set.</summary>
    public Tensor? Labels => _labels;

    /// <summary>A caption for each image; empty where there are none.</summary>
    public IReadOnlyList<string> Captions { get; }

    /// <summary>Bytes to [-1, 1]: (byte - 127.5) / 127.5 to the last digit, so that a byte and its negative differ in sign only.</summary>
    public static Tensor ToUnitRange(Tensor bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return bytes.to(ScalarType.Float32).add_(-127.5).div(127.5);
    }

    /// <inheritdoc/>
    public override DataSet As(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (Shape.Equals(shape))
        {
            return this;
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Tensor result = torch.empty([_images.size(0), .. shape.Sizes], ScalarType.Byte);
        for (long start = 0; start < _images.size(0); start += ResizeBatch)
        {
            using DisposeScope part = torch.NewDisposeScope();
            long length = Math.Min(ResizeBatch, _images.size(0) - start);
            result.narrow(0, start, length).copy_(Convert(_images.narrow(0, start, length), shape));
        }
        return new ImageSet(result, _labels?.clone(), Classes, Captions);
    }

    /// <inheritdoc/>
    public override Tensor Preview(int count)
    {
        long size = Count!.Value, shown = Math.Min(count, size);
        return ToUnitRange(_images.index_select(0, torch.tensor([.. Enumerable.Range(0, (int)shown).Select(k => k * size / shown)])));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _images.Dispose();
        _labels?.Dispose();
        _order?.Order.Dispose();
        base.Dispose();
    }

    internal override Batch Read(ulong seed, long position, int count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Tensor indices = Indices(seed, position, count);
        Tensor real = ToUnitRange(_images.index_select(0, indices));
        return new Batch(
            scope.MoveToOuter(real.to(MemoryFormat.ChannelsLast)),
            _labels is null ? null : scope.MoveToOuter(_labels.index_select(0, indices)))
        {
            Captions = Captions.Count == 0 ? [] : [.. indices.ToArray<long>().Select(index => Captions[(int)index])],
        };
    }

    // A batch may begin in one epoch and end in a later one.
    private Tensor Indices(ulong seed, long position, int count)
    {
        long size = _images.size(0);
        var parts = new List<Tensor>();
        while (count > 0)
        {
            long offset = position % size;
            long length = Math.Min(count, size - offset);
            parts.Add(Order(seed, position / size).narrow(0, offset, length));
            position += length;
            count -= (int)length;
        }
        return parts.Count == 1 ? parts[0] : torch.cat([.. parts]);
    }

    private Tensor Order(ulong seed, long epoch)
    {
        if (_order is not { } known || known.Seed != seed || known.Epoch != epoch)
        {
            // The order before stays with the scope: a batch may still need its end.
            _order?.Order.MoveTo(DisposeScope.Current);
            using var random = new RandomGenerator(Seeds.Derive(seed, "order", (ulong)epoch));
            _order = (seed, epoch, torch.randperm(_images.size(0), random).DetachFromScope());
        }
        return _order.Value.Order;
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
