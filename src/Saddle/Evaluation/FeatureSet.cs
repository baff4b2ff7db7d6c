using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// What a feature network makes of a set of samples. It keeps what several metrics need of it, so that a reference that is
/// compared again and again is worked on once. Not for several threads at a time.
/// </summary>
public sealed class FeatureSet : IDisposable
{
    /// <summary>
    /// The largest magnitude that features may have. Of a set whose largest is beyond that, or below one over its square, numbers
    /// would get lost: squares, the kernel's third powers of them and its deviation's squares of those overflow or vanish.
    /// </summary>
    internal const double LargestMagnitude = 1e20;

    // As deep as the usual metrics look: one walk through the table of distances then serves them all.
    private const int UsualDepth = 5;

    private Tensor? _features;
    private NearestOthers? _nearest;
    private (Tensor Mean, Tensor Factor)? _gaussian;

    /// <summary>Takes features over.</summary>
    /// <param name="features"><c>[N, D]</c>, float32 or float64, on any device.</param>
    /// <param name="network">What made them, for reports.</param>
    /// <param name="logits">What a classifier makes of the samples, <c>[N, K]</c>, or null.</param>
    /// <param name="name">What the samples are called in messages.</param>
    /// <param name="labels">The classes that the samples have, or were asked for, int64 <c>[N]</c> from 0; or null.</param>
    /// <param name="device">Where metrics work on the features; null for the processor.</param>
    /// <exception cref="InputException">A shape is another, a value is not finite (the row is named), or all are so large or
    /// small that squares would be lost.</exception>
    /// <exception cref="ArgumentException">There are not as many of each, or the labels are none.</exception>
    public FeatureSet(
        Tensor features, FeatureOrigin network, Tensor? logits = null, string name = "the features", Tensor? labels = null,
        Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(network);
        Check(features, "features [N, D]", name);
        CheckMagnitude(features, name);
        (Name, Network) = (name, network);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        if (logits is not null)
        {
            Check(logits, "logits [N, K]", name);
            CheckCount(logits, "logits", features, name);
        }
        if (labels is not null)
        {
            CheckLabels(labels, name);
            CheckCount(labels, "labels", features, name);
        }
        Logits = logits?.detach().cpu().to(ScalarType.Float64).contiguous().clone().DetachFromScope();
        Labels = labels?.cpu().contiguous().clone().DetachFromScope();
        Device = device ?? Device.Cpu;
        Values = features.detach().to(Device).to(ScalarType.Float64).contiguous().clone().DetachFromScope();
    }

    /// <summary>What the samples are called in messages.</summary>
    public string Name { get; }

    /// <summary>What made the features.</summary>
    public FeatureOrigin Network { get; }

    /// <summary>Where metrics work on the features.</summary>
    public Device Device { get; }

    /// <summary>float64 <c>[N, D]</c> on the processor; owned by the set.</summary>
    public Tensor Features => Device.Type == DeviceType.Cpu ? Values : _features ??= Values.cpu().DetachFromScope();

    /// <summary>The features on the device; owned by the set.</summary>
    internal Tensor Values { get; }

    /// <summary>float64 <c>[N, K]</c> on the processor, or null where the network is no classifier; owned by the set.</summary>
    public Tensor? Logits { get; }

    /// <summary>int64 <c>[N]</c> on the processor, or null where nobody knows; owned by the set.</summary>
    public Tensor? Labels { get; }

    /// <summary>N.</summary>
    public long Count => Values.size(0);

    /// <summary>D.</summary>
    public long Dimensions => Values.size(1);

    /// <summary>The first samples, as a set of their own.</summary>
    /// <param name="count">How many, at most N.</param>
    /// <param name="name">What they are called in messages.</param>
    /// <param name="device">Where metrics work on them; null for where they do on these.</param>
    public FeatureSet First(long count, string? name = null, Device? device = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return new FeatureSet(
            Values.narrow(0, 0, count), Network, Logits?.narrow(0, 0, count), name ?? Name, Labels?.narrow(0, 0, count),
            device ?? Device);
    }

    /// <summary>
    /// The mean and a factor of the covariance, as <see cref="GaussianStatistics.Factor(Tensor)"/> has them, on the processor;
    /// owned by the set.
    /// </summary>
    /// <exception cref="InputException">There is one sample only.</exception>
    internal (Tensor Mean, Tensor Factor) Gaussian
    {
        get
        {
            if (Count < 2)
            {
                throw new InputException($"{Name} has 1 sample, but a covariance needs at least 2.");
            }
            if (_gaussian is null)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                (Tensor mean, Tensor factor) = GaussianStatistics.Factor(Values);
                _gaussian = (mean.cpu().DetachFromScope(), factor.cpu().DetachFromScope());
            }
            return _gaussian.Value;
        }
    }

    /// <summary>Frees the features.</summary>
    public void Dispose()
    {
        Values.Dispose();
        _features?.Dispose();
        Logits?.Dispose();
        Labels?.Dispose();
        _gaussian?.Mean.Dispose();
        _gaussian?.Factor.Dispose();
    }

    /// <summary>Each sample's nearest other samples, at least so many where there are as many.</summary>
    internal NearestOthers NearestOthers(int depth)
        => Known(depth)
            ?? (_nearest = Evaluation.NearestOthers.Of(Values, (int)Math.Min(Math.Max(depth, UsualDepth), Count - 1)));

    /// <summary>The same if some metric has already asked for as many, else null.</summary>
    internal NearestOthers? Known(int depth) => _nearest is { } nearest && nearest.Depth >= depth ? nearest : null;

    private static void Check(Tensor values, string form, string name)
    {
        if (values.dim() != 2 || values.numel() == 0 || values.dtype is not (ScalarType.Float32 or ScalarType.Float64))
        {
            throw new InputException(
                $"{name}: expected {form} of float32 or float64, at least one of each, but received {values}.");
        }
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor finite = values.isfinite().to(ScalarType.Float32).mean([1]);
        if (finite.min().item() < 1)
        {
            long row = finite.argmin(0).ToArray<long>()[0];
            throw new InputException(
                $"{name}: row {row} holds a value that is not finite; the network that made the features has failed there.");
        }
    }

    private static void CheckMagnitude(Tensor features, string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double largest = features.abs().max().item(), least = 1 / (LargestMagnitude * LargestMagnitude);
        if (largest > LargestMagnitude || largest > 0 && largest < least)
        {
            throw new InputException(FormattableString.Invariant(
                $"{name}: the largest magnitude among its features is {largest:0.##E+0}, but must be from {least:0E+0} to ")
                + FormattableString.Invariant(
                    $"{LargestMagnitude:0E+0}: squares would {(largest > 1 ? "overflow" : "vanish")}. Scale both sides alike."));
        }
    }

    private static void CheckCount(Tensor values, string what, Tensor features, string name)
    {
        if (values.size(0) != features.size(0))
        {
            throw new ArgumentException($"{name}: {features.size(0)} samples have features, but {values.size(0)} have {what}.");
        }
    }

    private static void CheckLabels(Tensor labels, string name)
    {
        if (labels.dim() != 1 || labels.numel() == 0 || labels.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"{name}: expected labels [N] of int64, at least one, but received {labels}.");
        }
        long least = labels.ToArray<long>().Min();
        if (least < 0)
        {
            throw new ArgumentException($"{name}: labels count classes from 0, but one is {least}.");
        }
    }
}
