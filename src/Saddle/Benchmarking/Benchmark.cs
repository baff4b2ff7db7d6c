using System.Diagnostics;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Benchmarking;

/// <summary>Measures how fast cases are.</summary>
public static class Benchmark
{
    private const int PeakSide = 2048;
    private const int PeakProducts = 5;
    private const int StretchesOnGpu = 5;
    private const int StepsTogether = 20;

    /// <summary>Makes a case's steps and times each, after a warm-up of one step in ten (at least one, at most ten).</summary>
    /// <param name="which">The case.</param>
    /// <param name="device">Where it is computed.</param>
    /// <param name="steps">How many steps are timed; null for as many as the case says.</param>
    /// <param name="peak">What <see cref="MatrixPeak"/> found; null to measure it now.</param>
    /// <param name="cancellation">Ends the measurement between two steps.</param>
    /// <exception cref="ArgumentException">The device is not there, or there are no steps.</exception>
    public static BenchmarkResult Measure(
        BenchmarkCase which, Device device, int? steps = null, double? peak = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(which);
        int count = steps ?? which.Steps;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count, nameof(steps));
        device.ThrowIfUnavailable();
        using var host = new HostSettings(device);
        peak ??= MatrixPeak(device);
        // What the case before has left counts as nobody's.
        GC.Collect();
        torch.empty_cache();
        ProcessMemory.Restart();
        DeviceMemory.Restart(device);
        using BenchmarkWork work = which.Open(device);
        for (int step = 0; step < Math.Clamp(count / 10, 1, 10); step++)
        {
            cancellation.ThrowIfCancellationRequested();
            work.Step();
        }
        work.Finish();
        // A GPU is still at one step while the host asks for the next: several are timed together.
        int together = device.Type == DeviceType.Cpu ? 1 : Math.Clamp(count / StretchesOnGpu, 1, StepsTogether);
        var seconds = new double[count / together];
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int stretch = 0; stretch < seconds.Length; stretch++)
        {
            cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            for (int step = 0; step < together; step++)
            {
                work.Step();
            }
            work.Finish();
            seconds[stretch] = Stopwatch.GetElapsedTime(start).TotalSeconds / together;
        }
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return new BenchmarkResult
        {
            Case = which,
            Steps = seconds.Length * together,
            SecondsPerStep = Median(seconds),
            Samples = work.Samples,
            Operations = work.Operations,
            Peak = peak.Value,
            PeakMemoryBytes = DeviceMemory.Peak(device) ?? ProcessMemory.Peak,
            ManagedBytesPerStep = allocated / (seconds.Length * together),
        };
    }

    /// <summary>
    /// The machine's own speed at matrix products, in operations a second: float32, 2048 by 2048, with the threads that are set;
    /// the fastest of five.
    /// </summary>
    /// <param name="device">Where it is computed.</param>
    public static double MatrixPeak(Device device)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        using var random = new RandomGenerator(0);
        Tensor left = torch.randn([PeakSide, PeakSide], random).to(device),
            right = torch.randn([PeakSide, PeakSide], random).to(device);
        double fastest = double.PositiveInfinity;
        // The first product is the warm-up.
        for (int product = 0; product <= PeakProducts; product++)
        {
            long start = Stopwatch.GetTimestamp();
            using Tensor result = left.matmul(right);
            // A GPU has finished when an element has arrived.
            _ = result.narrow(0, 0, 1).narrow(1, 0, 1).item();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            fastest = product == 0 ? fastest : Math.Min(fastest, seconds);
        }
        return 2.0 * PeakSide * PeakSide * PeakSide / fastest;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
