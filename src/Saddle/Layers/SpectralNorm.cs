using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Spectral normalisation (arXiv:1802.05957, algorithm 1): a weight, seen as a matrix of one row for each output, is divided by
/// its largest singular value. Each use in training refines the estimate by one power iteration, whose vectors are saved in
/// checkpoints.
/// </summary>
public sealed class SpectralNorm : Module
{
    private const int StartIterations = 15;
    private const double Tiny = 1e-12;

    /// <inheritdoc/>
    public override bool NeedsWholeBatch => true;

    internal SpectralNorm(Tensor weight)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Tensor matrix = Matrix(weight);
        AddBuffer("left", Unit(torch.randn([matrix.size(0)])));
        AddBuffer("right", Unit(torch.randn([matrix.size(1)])));
        for (int iteration = 0; iteration < StartIterations; iteration++)
        {
            Refine(matrix);
        }
    }

    /// <summary>Normalises every weight of a network from now on.</summary>
    internal static void NormalizeAll(Module network)
    {
        foreach (WeightedLayer layer in network.Modules().OfType<WeightedLayer>().ToList())
        {
            layer.NormalizeSpectrally();
        }
    }

    /// <summary>The weight divided by the estimate of its largest singular value.</summary>
    internal Tensor Apply(Tensor weight)
    {
        if (Training)
        {
            using GradMode mode = torch.no_grad();
            Refine(Matrix(weight));
        }
        return weight / LargestSingularValue(weight);
    }

    /// <summary>The estimate, a scalar with history: u^T W v.</summary>
    internal Tensor LargestSingularValue(Tensor weight)
    {
        // The vectors change in place at the next use, so the history keeps copies.
        Tensor left = Buffer("left").clone(), right = Buffer("right").clone();
        return (left * Matrix(weight).matmul(right)).sum();
    }

    private void Refine(Tensor matrix)
    {
        Buffer("right").copy_(Unit(matrix.t().matmul(Buffer("left"))));
        Buffer("left").copy_(Unit(matrix.matmul(Buffer("right"))));
    }

    private static Tensor Matrix(Tensor weight) => weight.reshape(weight.size(0), -1);

    private static Tensor Unit(Tensor vector) => vector / vector.norm().clamp(min: Tiny);
}
