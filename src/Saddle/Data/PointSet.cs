using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>Points drawn afresh from a two-dimensional distribution.</summary>
public sealed class PointSet : DataSet
{
    private readonly Func<int, RandomGenerator, Batch> _draw;

    /// <summary>Creates the set.</summary>
    /// <param name="draw">Draws N points, <c>[N, 2]</c>, with labels where the distribution has parts.</param>
    /// <param name="classes">The names of the parts, or none.</param>
    public PointSet(Func<int, RandomGenerator, Batch> draw, IReadOnlyList<string>? classes = null)
        => (_draw, Classes) = (draw, classes ?? []);

    /// <inheritdoc/>
    public override SampleShape Shape { get; } = new(2);

    /// <inheritdoc/>
    public override long? Count => null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <summary>The modes, where the distribution is a mixture of equally likely round Gaussians; else null.</summary>
    public KnownMixture? Mixture { get; init; }

    /// <inheritdoc/>
    public override Batch Read(ulong seed, long position, int count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        using var random = new RandomGenerator(Seeds.Derive(seed, "points", (ulong)position));
        Batch batch = _draw(count, random);
        scope.MoveToOuter(batch.Real);
        if (batch.Labels is not null)
        {
            scope.MoveToOuter(batch.Labels);
        }
        return batch;
    }
}
