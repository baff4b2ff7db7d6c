namespace Saddle.Torch.Kernels;

/// <summary>How fast a kernel multiplies matrices here.</summary>
/// <param name="Kernel">Its name.</param>
/// <param name="OperationsPerSecond">Operations a second: float32, 1024 by 1024, the fastest of several, by processor
/// time.</param>
public sealed record KernelRate(string Kernel, double OperationsPerSecond);
