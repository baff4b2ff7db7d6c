namespace Saddle.Tests.Support;

/// <summary>Files in CIFAR's binary format: image k is 10 k, 10 k + 1 and 10 k + 2 in its planes.</summary>
internal static class CifarBytes
{
    /// <summary>CIFAR-10; image k has the label k modulo 10.</summary>
    internal static byte[] Ten(int count, int first = 0)
        => [.. Enumerable.Range(first, count).SelectMany(k => (byte[])[(byte)(k % 10), .. Planes(k)])];

    /// <summary>CIFAR-100; image k has the coarse label k modulo 20 and the fine one k modulo 100.</summary>
    internal static byte[] Hundred(int count)
        => [.. Enumerable.Range(0, count).SelectMany(k => (byte[])[(byte)(k % 20), (byte)(k % 100), .. Planes(k)])];

    private static IEnumerable<byte> Planes(int k)
        => Enumerable.Range(0, 3).SelectMany(plane => Enumerable.Repeat((byte)((10 * k) + plane), 1024));
}
