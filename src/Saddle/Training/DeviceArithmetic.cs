using Saddle.Learners;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>How a run's device computes: what a recipe says of it, and what of that can be.</summary>
internal static class DeviceArithmetic
{
    /// <summary>Evaluations compare with others': all digits, and the same each time.</summary>
    internal const CudaArithmetic OfEvaluations = CudaArithmetic.Deterministic;

    /// <summary>
    /// Where a recipe is computed and how, in a few words: <c>cuda (auto: it works; deterministic, TF32)</c>.
    /// </summary>
    /// <param name="recipe">The recipe, resolved.</param>
    /// <param name="reason">Why its device is this one, or null where it was named.</param>
    internal static string Describe(Recipe recipe, string? reason)
    {
        string found = reason is null ? "" : $"auto: {reason}";
        if (Device.Parse(recipe.Device).Type == DeviceType.Cpu)
        {
            return recipe.Device + (found.Length > 0 ? $" ({found})" : "");
        }
        string tf32 = recipe.Tf32 switch
        {
            Tf32.All => "TF32",
            Tf32.Convolutions => "TF32 in convolutions",
            _ => "no TF32",
        };
        string same = recipe.Deterministic ? "deterministic" : "not deterministic";
        string bf16 = recipe.Precision == Precision.Bf16 ? ", bf16" : "";
        return $"{recipe.Device} ({(found.Length > 0 ? $"{found}; " : "")}{same}, {tf32}{bf16})";
    }

    /// <summary>Whether each kind of a learner's steps is recorded once and played.</summary>
    internal static bool RecordsSteps(Recipe recipe, Learner learner)
        => recipe.CudaGraphs && Device.Parse(recipe.Device).Type == DeviceType.Cuda && Unrecorded(learner) is null;

    /// <summary>What stands in the way of that, by its name, or null.</summary>
    internal static string? Unrecorded(Learner learner)
        => !CudaTape.IsAvailable ? "a build without the CUDA toolkit's headers" : learner.Unrecorded;

    /// <summary>Measures with all digits, and the same each time.</summary>
    internal static T Exactly<T>(Device device, Func<T> measure)
    {
        if (device.Type == DeviceType.Cpu)
        {
            return measure();
        }
        using var before = new HostSettings(device);
        HostSettings.UseArithmetic(torch.can_be_deterministic(device) ? OfEvaluations : CudaArithmetic.None);
        return measure();
    }

    /// <summary>What a recipe asks for.</summary>
    internal static CudaArithmetic Of(Recipe recipe)
        => (recipe.Deterministic ? CudaArithmetic.Deterministic : CudaArithmetic.None)
            | recipe.Tf32 switch
            {
                Tf32.All => CudaArithmetic.Tf32Convolutions | CudaArithmetic.Tf32Products,
                Tf32.Convolutions => CudaArithmetic.Tf32Convolutions,
                _ => CudaArithmetic.None,
            };
}
