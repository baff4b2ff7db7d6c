using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// Samples that are judged, or judged by: so many, in parts of a fixed length, each of which is the same whenever it is read
/// again.
/// </summary>
public sealed class SampleSet : IDisposable
{
    /// <summary>How many samples a part has; the last may have fewer.</summary>
    public const int PartLength = 250;

    private const ulong FixedOrder = 0;

    private readonly Func<long, int, Batch> _read;
    private readonly IDisposable? _owned;

    /// <summary>Describes samples.</summary>
    /// <param name="name">What they are called in messages.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="count">How many there are, at least 1.</param>
    /// <param name="read">
    /// Reads some: from a start, a multiple of <see cref="PartLength"/>, so many; images are in [-1, 1]. The same start and
    /// length give the same samples.
    /// </param>
    /// <param name="owned">What is freed with the set, or null.</param>
    public SampleSet(string name, SampleShape shape, long count, Func<long, int, Batch> read, IDisposable? owned = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        (Name, Shape, Count, _read, _owned) = (name, shape, count, read, owned);
    }

    /// <summary>What the samples are called in messages.</summary>
    public string Name { get; }

    /// <summary>The shape of a sample.</summary>
    public SampleShape Shape { get; }

    /// <summary>How many there are.</summary>
    public long Count { get; }

    /// <summary>The names of the classes; empty where there are no labels.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The names of the classes of each colour plane, where the planes are images of their own; else empty.</summary>
    public IReadOnlyList<string> PlaneClasses { get; init; } = [];

    /// <summary>The mixture that points are drawn from, where it is known; else null.</summary>
    public KnownMixture? Mixture { get; init; }

    /// <summary>
    /// All of the same data in an order that no seed changes, for what is learnt of them once and kept; null where this set is in
    /// it.
    /// </summary>
    internal SampleSet? InFixedOrder { get; private init; }

    /// <summary>How many parts there are.</summary>
    public long Parts => (Count + PartLength - 1) / PartLength;

    /// <summary>Samples of data: all of them, or so many that a seed chooses.</summary>
    /// <param name="data">The data.</param>
    /// <param name="name">What they are called in messages.</param>
    /// <param name="count">The most that are wanted; null for all, which a distribution has not.</param>
    /// <param name="seed">Fixes which are taken, and their order.</param>
    /// <param name="owned">What is freed with the set, usually the data; null for nothing.</param>
    /// <exception cref="InputException">All of a distribution are wanted.</exception>
    public static SampleSet Of(DataSet data, string name, long? count, ulong seed, IDisposable? owned)
    {
        ArgumentNullException.ThrowIfNull(data);
        long taken = (count, data.Count) switch
        {
            ({ } wanted, { } there) => Math.Min(wanted, there),
            (null, { } there) => there,
            ({ } wanted, null) => wanted,
            _ =>
                throw new InputException(
                    $"{name} is a distribution that can be drawn from without end: say how many samples."),
        };
        // A data set's sequence has each of its samples once before any comes again.
        return new SampleSet(name, data.Shape, taken, (start, length) => data.Read(seed, start, length), owned)
        {
            Classes = data.Classes,
            PlaneClasses = data.PlaneClasses,
            Mixture = (data as PointSet)?.Mixture,
            InFixedOrder = seed == FixedOrder ? null : Of(data, name, data.Count ?? taken, FixedOrder, null),
        };
    }

    /// <summary>The first samples, as a set that owns nothing.</summary>
    /// <param name="count">How many at most.</param>
    public SampleSet First(long count) => new(Name, Shape, Math.Min(count, Count), _read)
    {
        Classes = Classes,
        PlaneClasses = PlaneClasses,
        Mixture = Mixture,
        InFixedOrder = InFixedOrder,
    };

    /// <summary>Reads a part; the caller's scope owns it.</summary>
    /// <param name="part">Its number, from 0.</param>
    public Batch Read(long part)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part, Parts);
        return _read(part * PartLength, (int)Math.Min(PartLength, Count - (part * PartLength)));
    }

    /// <summary>Some of the samples, <c>[M, ...]</c> as a batch has them; the caller's scope owns them.</summary>
    /// <param name="rows">Their numbers, from 0.</param>
    public Tensor Rows(IReadOnlyList<long> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using DisposeScope scope = torch.NewDisposeScope();
        var found = new Tensor[rows.Count];
        foreach (IGrouping<long, int> places in Enumerable.Range(0, rows.Count).GroupBy(place => rows[place] / PartLength))
        {
            Tensor part = Read(places.Key).Real;
            foreach (int place in places)
            {
                found[place] = part.narrow(0, rows[place] % PartLength, 1);
            }
        }
        return scope.MoveToOuter(torch.cat(found));
    }

    /// <summary>Frees what the set has taken over.</summary>
    public void Dispose() => _owned?.Dispose();
}
