using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>The named scalars that a step returns, read from the device.</summary>
internal static class StepNumbers
{
    /// <summary>Reads them in one transfer: on a GPU each would wait for the step.</summary>
    internal static IReadOnlyList<(string Name, double Value)> Read(IReadOnlyList<(string Name, Tensor Value)> scalars)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double[] values = Stack(scalars).ToArray<double>();
        return [.. scalars.Select((scalar, k) => (scalar.Name, values[k]))];
    }

    /// <summary>All of them in one tensor, on the device.</summary>
    internal static Tensor Stack(IReadOnlyList<(string Name, Tensor Value)> scalars)
    {
        bool alike = scalars.All(scalar => scalar.Value.dtype == scalars[0].Value.dtype);
        return torch.stack([.. scalars.Select(scalar => alike ? scalar.Value : scalar.Value.to(ScalarType.Float64))]);
    }
}
