using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Densities;

/// <summary>
/// A mixture of Gaussians with trained weights, means and precisions. A latent's first dimension chooses the component, by where
/// its normal distribution function lies among the summed weights; the others are the place within it.
/// </summary>
public sealed class MixtureGenerator : DensityGenerator
{
    private readonly double _leastDeviation;
    private readonly Parameter _logits;
    private readonly Parameter _means;
    // The precision matrix is A^T A with A lower triangular: its diagonal's logarithms, and what lies below for full covariances.
    private readonly Parameter _logDiagonals;
    private readonly Parameter? _below;

    /// <summary>Creates the mixture: equal weights, means from N(0, I), deviations of 1.</summary>
    /// <param name="components">K, how many Gaussians.</param>
    /// <param name="full">Whether a Gaussian may lie aslant; otherwise its axes are those of the sample.</param>
    /// <param name="leastDeviation">The least deviation of what A makes round: without one, a component on one sample has no
    /// bound.</param>
    /// <param name="shape">The shape of a sample, of D elements.</param>
    public MixtureGenerator(
        int components, bool full, double leastDeviation,
        SampleShape shape) : base(checked((int)(shape?.Elements ?? 0) + 1), shape!)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(components);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leastDeviation);
        _leastDeviation = leastDeviation;
        long elements = shape!.Elements;
        _logits = AddParameter("logits", torch.zeros([components]));
        _means = AddParameter("means", torch.randn([components, elements]));
        _logDiagonals = AddParameter("log_diagonals", torch.zeros([components, elements]));
        _below = full ? AddParameter("below", torch.zeros([components, elements, elements])) : null;
    }

    /// <summary>The logarithms of the weights, <c>[K]</c>.</summary>
    public Tensor LogWeights => _logits.Value.log_softmax(0);

    /// <summary>The means, <c>[K, D]</c>.</summary>
    public Tensor Means => _means.Value;

    private long Components => _logits.Value.numel();

    private Tensor LogDiagonals => _logDiagonals.Value.clamp(max: -Math.Log(_leastDeviation));

    /// <inheritdoc/>
    protected override Tensor LogDensityCore(Tensor samples)
    {
        Tensor distance = samples.flatten(1).unsqueeze(0) - _means.Value.unsqueeze(1);
        Tensor logDiagonals = LogDiagonals;
        Tensor round = _below is null
            ? distance * logDiagonals.exp().unsqueeze(1)
            : distance.matmul(Roots(logDiagonals).transpose(1, 2));
        Tensor constants = LogWeights + logDiagonals.sum([1]) - Shape.Elements * Math.Log(Math.Tau) / 2;
        return (constants.unsqueeze(1) - round.square().sum([2]) / 2).logsumexp([0]);
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor latent, Condition? condition)
    {
        Tensor chosen = Chosen(LogWeights.exp(), latent.narrow(1, 0, 1).ndtr());
        Tensor round = latent.narrow(1, 1, Shape.Elements), logDiagonals = LogDiagonals;
        Tensor distance = _below is null
            ? round * (-logDiagonals).exp().index_select(0, chosen)
            : torch.solve_triangular(Roots(logDiagonals).index_select(0, chosen), round.unsqueeze(2), upper: false).squeeze(2);
        Tensor points = _means.Value.index_select(0, chosen) + distance;
        return (Shape.IsImage ? points.clamp(-1, 1) : points).reshape([latent.size(0), .. Shape.Sizes]);
    }

    /// <summary>
    /// Means from the samples, each drawn with the probability of its squared distance to those before (k-means++, Arthur and
    /// Vassilvitskii 2007), so that what lies apart gets a component of its own; deviations from the distances that are left.
    /// </summary>
    public override void StartFrom(Tensor samples)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Tensor points = samples.flatten(1);
        Tensor nearest = torch.ones([points.size(0)], points.dtype, points.device);
        for (long k = 0; k < Components; k++)
        {
            Tensor place = torch.rand([1, 1], dtype: points.dtype, device: points.device) * nearest.sum();
            Tensor mean = points.index_select(0, Chosen(nearest, place));
            _means.Value.narrow(0, k, 1).copy_(mean);
            Tensor distances = (points - mean).square().sum([1]);
            nearest = k == 0 ? distances : nearest.minimum(distances);
        }
        double variance = nearest.mean().item() / Shape.Elements;
        _logDiagonals.Value.fill_(-Math.Log(Math.Max(Math.Sqrt(variance), _leastDeviation)));
    }

    // Where places [N, 1] from 0 to the weights' sum lie among the weights [K] laid end to end, int64 [N].
    private static Tensor Chosen(Tensor weights, Tensor places)
        => (places - weights.cumsum(0).narrow(0, 0, weights.size(0) - 1)).gt(0).to(ScalarType.Int64).sum([1]);

    // A of every component, [K, D, D].
    private Tensor Roots(Tensor logDiagonals) => _below!.Value.tril(-1) + logDiagonals.exp().diag_embed();

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue latent = graph.Latent(LatentSize), chosen = Chosen(graph, latent);
        GraphValue round = graph.Part(latent, 1, 1, long.MaxValue);
        Tensor logDiagonals = LogDiagonals;
        GraphValue distance;
        if (_below is null)
        {
            GraphValue deviations = graph.Constant((-logDiagonals).exp(), "deviations");
            distance = graph.Multiply(round, graph.Node("Gather", [deviations, chosen]));
        }
        else
        {
            Tensor identity = torch.ones([Shape.Elements], ScalarType.Float64).diag_embed()
                .expand(Components, -1, -1).contiguous();
            Tensor inverse = torch.solve_triangular(Roots(logDiagonals).to(ScalarType.Float64), identity, upper: false);
            GraphValue matrices = graph.Node("Gather", [graph.Constant(inverse, "inverse"), chosen]);
            GraphValue column = graph.Node("Unsqueeze", [round, graph.Integers(2)]);
            distance = graph.Node("Squeeze", [graph.Product(matrices, column), graph.Integers(2)]);
        }
        GraphValue points = graph.Add(graph.Node("Gather", [graph.Constant(_means.Value, "means"), chosen]), distance);
        return Shape.IsImage ? graph.Reshape(graph.Clamp(points), [0, .. Shape.Sizes]) : points;
    }

    // As above: how many of the bounds between the components a sample's first number, made uniform, is beyond.
    private GraphValue Chosen(ExportGraph graph, GraphValue latent)
    {
        GraphValue first = graph.Multiply(graph.Part(latent, 1, 0, 1), Math.Sqrt(0.5));
        GraphValue place = graph.Multiply(graph.Add(graph.Node("Erf", [first]), graph.Constant(1)), 0.5);
        // With a bound that none is beyond, so that one component has some too.
        Tensor bounds = torch.cat(
            [LogWeights.exp().cumsum(0).narrow(0, 0, Components - 1), torch.full([1], 2, ScalarType.Float32)], 0);
        GraphValue beyond = graph.Node("Greater", [place, graph.Constant(bounds, "bounds")]);
        return graph.Sum(graph.Node("Cast", [beyond], ("to", ExportGraph.IntegerType)), 1);
    }
}
