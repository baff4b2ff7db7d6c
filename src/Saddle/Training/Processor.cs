namespace Saddle.Training;

/// <summary>What the machine offers.</summary>
public static class Processor
{
    /// <summary>
    /// The physical cores that this process may use; hyper-threads share one and gain nothing in matrix products.
    /// </summary>
    public static int PhysicalCores
    {
        get
        {
            try
            {
                int cores = File.ReadLines("/proc/cpuinfo")
                    .Where(
                        line => line.StartsWith("physical id", StringComparison.Ordinal)
                        || line.StartsWith("core id", StringComparison.Ordinal))
                    .Chunk(2).Select(pair => string.Concat(pair)).Distinct().Count();
                return cores > 0 ? Math.Min(cores, Environment.ProcessorCount) : Environment.ProcessorCount;
            }
            catch (IOException)
            {
                return Environment.ProcessorCount;
            }
        }
    }
}
