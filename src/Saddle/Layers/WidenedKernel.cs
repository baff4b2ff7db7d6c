using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// A 3x3 convolution next to a step that repeats pixels 2x2 or averages squares of 2x2 is one convolution of a 4x4 kernel with
/// stride 2, whose elements are sums of up to four of the 3x3 kernel's: 16 products where the two steps take 36.
/// </summary>
internal static class WidenedKernel
{
    /// <summary>
    /// Adds a kernel to itself, moved by 0 and 1 pixel in both directions: <c>[O, I, 3, 3]</c> to <c>[O, I, 4, 4]</c>.
    /// </summary>
    internal static Tensor Of(Tensor weight)
    {
        Tensor tall = torch.pad(weight, 0, 0, 0, 1) + torch.pad(weight, 0, 0, 1, 0);
        return torch.pad(tall, 0, 1, 0, 0) + torch.pad(tall, 1, 0, 0, 0);
    }
}
