using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// What a generator is told besides the latent, for N samples: <see cref="ClassCondition"/>, <see cref="CaptionCondition"/>,
/// <see cref="PictureCondition"/>, <see cref="CodeCondition"/>, or a conditioning's own.
/// </summary>
public abstract record Condition
{
    /// <summary>N, the number of samples that it is for.</summary>
    public abstract long Count { get; }

    /// <summary>What the condition is called in messages: class labels, captions...</summary>
    public abstract string Kind { get; }

    /// <summary>
    /// The same kind of condition with each of its tensors changed; a change keeps the first dimension's meaning.
    /// </summary>
    public abstract Condition Map(Func<Tensor, Tensor> change);

    /// <summary>The condition on a device.</summary>
    public Condition To(Device device) => Map(tensor => tensor.to(device));

    /// <summary>The conditions of some samples in a row.</summary>
    /// <param name="start">The first, from 0.</param>
    /// <param name="length">How many.</param>
    public Condition Narrow(long start, long length) => Map(tensor => tensor.narrow(0, start, length));

    /// <summary>The conditions of chosen samples.</summary>
    /// <param name="rows">Their numbers, int64 <c>[M]</c>.</param>
    public Condition Rows(Tensor rows) => Map(tensor => tensor.index_select(0, rows));
}

/// <summary>A class for each sample.</summary>
/// <param name="Labels">Class numbers, int64 <c>[N]</c>.</param>
public sealed record ClassCondition(Tensor Labels) : Condition
{
    /// <inheritdoc/>
    public override long Count => Labels.size(0);

    /// <inheritdoc/>
    public override string Kind => "class labels";

    /// <inheritdoc/>
    public override Condition Map(Func<Tensor, Tensor> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new ClassCondition(change(Labels));
    }
}

/// <summary>A caption for each sample.</summary>
/// <param name="Tokens">The numbers of its words, int64 <c>[N, L]</c>; 0 where the caption has ended.</param>
public sealed record CaptionCondition(Tensor Tokens) : Condition
{
    /// <inheritdoc/>
    public override long Count => Tokens.size(0);

    /// <inheritdoc/>
    public override string Kind => "captions";

    /// <inheritdoc/>
    public override Condition Map(Func<Tensor, Tensor> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new CaptionCondition(change(Tokens));
    }
}

/// <summary>A picture for each sample, or some frames.</summary>
/// <param name="Pictures"><c>[N, C, H, W]</c> in [-1, 1]; frames one after another in the channels, the oldest first.</param>
public sealed record PictureCondition(Tensor Pictures) : Condition
{
    /// <inheritdoc/>
    public override long Count => Pictures.size(0);

    /// <inheritdoc/>
    public override string Kind => "pictures";

    /// <inheritdoc/>
    public override Condition Map(Func<Tensor, Tensor> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new PictureCondition(change(Pictures));
    }
}

/// <summary>Codes that are drawn rather than given by the data, and that samples must show (arXiv:1606.03657).</summary>
/// <param name="Categories">int64 <c>[N, K]</c>: a value of each of K categorical codes.</param>
/// <param name="Continuous"><c>[N, M]</c> in [-1, 1]: a value of each of M continuous codes.</param>
public sealed record CodeCondition(Tensor Categories, Tensor Continuous) : Condition
{
    /// <inheritdoc/>
    public override long Count => Categories.size(0);

    /// <inheritdoc/>
    public override string Kind => "latent codes";

    /// <inheritdoc/>
    public override Condition Map(Func<Tensor, Tensor> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new CodeCondition(change(Categories), change(Continuous));
    }
}
