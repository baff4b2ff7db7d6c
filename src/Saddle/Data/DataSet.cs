using System.Globalization;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>Opened data: samples that can be drawn in an order fixed by a seed.</summary>
public abstract class DataSet : IDisposable
{
    /// <summary>The shape of a sample.</summary>
    public abstract SampleShape Shape { get; }

    /// <summary>How many samples there are, or null where they are drawn from a distribution.</summary>
    public abstract long? Count { get; }

    /// <summary>
    /// A short text that changes when the samples do, as far as that can be told at once; the same for all distributions.
    /// </summary>
    public virtual string Identity => Count?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>
    /// A digest of the samples as they were opened, the same wherever their files lie and whenever they were written, as far as
    /// that can be told at once; empty where nobody knows one.
    /// </summary>
    public virtual string ContentDigest => "";

    /// <summary>The names of the classes; empty where there are no labels.</summary>
    public virtual IReadOnlyList<string> Classes => [];

    /// <summary>
    /// The names of the classes of each colour plane, where planes are images of their own and a sample's label counts theirs as
    /// the digits of one number; else empty.
    /// </summary>
    public virtual IReadOnlyList<string> PlaneClasses => [];

    /// <summary>The channels of the picture that each sample is the answer to; 0 where the data has none.</summary>
    public virtual long InputChannels => 0;

    /// <summary>A caption for each sample; empty where there are none.</summary>
    public virtual IReadOnlyList<string> Captions => [];

    /// <summary>What was found when the data was opened.</summary>
    public virtual DataReport Report => new()
    {
        Shape = Shape,
        Count = Count,
        Classes = [.. Classes.Select(name => new DataClass(name, null))],
    };

    /// <summary>
    /// The report again after every sample was looked at whole: files that can be read only as far as their beginnings are left
    /// out of it and named. The report as it is where there are no such files.
    /// </summary>
    /// <param name="work">Whom to tell how far it is, and what stops it.</param>
    /// <exception cref="DataException">Too many cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public virtual DataReport Examine(DataWork? work = null) => Report;

    /// <summary>How many bytes of memory the samples take in a shape.</summary>
    public virtual long BytesInMemory(SampleShape shape) => (Count ?? 0) * shape.Elements;

    /// <summary>The same data brought to another shape: resized with antialiasing, grey or colour.</summary>
    /// <param name="shape">The shape wanted.</param>
    /// <param name="work">Whom to tell of long work, and what stops it.</param>
    /// <returns>This data set if it has the shape, else another; dispose either.</returns>
    public virtual DataSet As(SampleShape shape, DataWork? work = null) => Shape.Equals(shape)
        ? this
        : throw new InputException($"{Shape} cannot be made {shape}.");

    /// <summary>Some samples to look at: spread from the first to the last where they are counted, else drawn.</summary>
    /// <param name="count">The most that are wanted.</param>
    /// <returns>
    /// Samples as a batch holds them, but images whole and of a size to look at, and pairs side by side, inputs first; the
    /// caller's scope owns them.
    /// </returns>
    public virtual Tensor Preview(int count) => Read(0, 0, count).Real;

    /// <summary>An endless sequence of batches.</summary>
    /// <param name="seed">Fixes the order.</param>
    /// <param name="device">Where the batches are put.</param>
    /// <param name="horizontalFlip">Whether images are mirrored at random.</param>
    public Sampler Sampler(ulong seed, Device device, bool horizontalFlip = false) => new(this, seed, device, horizontalFlip);

    /// <summary>Samples at a position of the sequence that a seed fixes; the same whenever they are read.</summary>
    /// <param name="seed">Fixes the order.</param>
    /// <param name="position">How many samples of the sequence come before.</param>
    /// <param name="count">How many.</param>
    /// <returns>The samples on the processor; the caller's scope owns them.</returns>
    public abstract Batch Read(ulong seed, long position, int count);

    /// <summary>All samples on a device, where that can be; null where they have to be read here.</summary>
    internal virtual DeviceImages? On(Device device) => null;

    /// <summary>Which samples lie at a position of the sequence, where <see cref="On"/> gives them.</summary>
    internal virtual long[] RowsAt(ulong seed, long position, int count) => throw new NotSupportedException();

    /// <summary>Whether <see cref="ReadBytes"/> gives images as they are stored, which a device makes a batch of.</summary>
    internal virtual bool HasBytes => false;

    /// <summary>The samples of <see cref="Read"/> as bytes: uint8 <c>[N, C, H, W]</c>, inputs first; and their labels.</summary>
    internal virtual (Tensor Images, Tensor? Labels) ReadBytes(ulong seed, long position, int count)
        => throw new NotSupportedException();

    /// <summary>Frees the samples.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
