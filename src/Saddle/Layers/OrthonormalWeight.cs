using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// The nearest matrix with orthonormal rows, or columns where there are fewer of them, by Björck's iteration
/// W (I - (W^T W - I) / 2) (Björck and Bowie 1971; arXiv:1811.05381, section 4.2). Weights with more than two dimensions are
/// seen as a matrix of one row for each output.
/// </summary>
internal static class OrthonormalWeight
{
    // The smallest singular value grows by half each time: from 1e-9 it is there after 55.
    private const int MostIterations = 60;

    /// <summary>
    /// One iteration, with history. On a weight that is orthonormal already it changes nothing but the gradient, of which it
    /// leaves what keeps the weight orthonormal: an optimiser that scales each element by itself would otherwise be driven along
    /// by the rest.
    /// </summary>
    internal static Tensor Refine(Tensor weight)
    {
        Tensor matrix = weight.reshape(weight.size(0), -1);
        Tensor refined = matrix.size(0) < matrix.size(1)
            ? 1.5 * matrix - 0.5 * matrix.matmul(matrix.t()).matmul(matrix)
            : 1.5 * matrix - 0.5 * matrix.matmul(matrix.t().matmul(matrix));
        return refined.reshape(weight.shape.ToArray());
    }

    /// <summary>Moves every weight of a network there; one that lies there already keeps its bits.</summary>
    internal static void ProjectAll(Module network)
    {
        using GradMode mode = torch.no_grad();
        foreach (WeightedLayer layer in network.Modules().OfType<WeightedLayer>())
        {
            Project(layer.RawWeight.Value);
        }
    }

    private static void Project(Tensor weight)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor matrix = weight.reshape(weight.size(0), -1);
        bool isWide = matrix.size(0) < matrix.size(1);
        matrix = isWide ? matrix : matrix.t();
        long rows = matrix.size(0);
        // What rounding leaves in a row of the products of float32.
        double tolerance = 1e-6 + 4e-7 * rows;
        Tensor identity = torch.ones([rows], matrix.dtype, matrix.device).diag_embed();
        bool changed = false;
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            Tensor products = matrix.matmul(matrix.t()), excess = products - identity;
            if (RowSum(excess) <= tolerance)
            {
                break;
            }
            // Singular values below the root of 3 converge; the largest row bounds their squares. One that is scaled needs no
            // second look: its singular values are at most 1 from then on.
            double bound = iteration == 0 ? RowSum(products) : 1;
            matrix = bound < 3 ? matrix - 0.5 * excess.matmul(matrix) : matrix / Math.Sqrt(bound);
            changed = true;
        }
        if (changed)
        {
            weight.copy_((isWide ? matrix : matrix.t()).reshape(weight.shape.ToArray()));
        }
    }

    private static double RowSum(Tensor matrix) => matrix.abs().sum([1]).max().item();
}
