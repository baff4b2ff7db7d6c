using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>
/// A CUDA device's default generator, of which TorchSharp can set the seed and nothing else. It was compiled and not run: its
/// packages with CUDA were not at hand.
/// </summary>
internal sealed class SharpCudaSeed
{
    internal const string Refusal = "the engine torchsharp has no random state on CUDA; the engine native has it";

    // There is a call for the present device and one for all; which one is present is the host's.
    internal static void Set(ulong seed) => Ts.cuda.manual_seed_all((long)seed);
}
