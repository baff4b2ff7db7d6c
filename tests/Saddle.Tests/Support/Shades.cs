using System.Collections.Concurrent;
using Saddle.Data;
using Saddle.Graphics;

namespace Saddle.Tests.Support;

/// <summary>Pictures that are of one value throughout, by which they are known again.</summary>
internal static class Shades
{
    private static readonly ConcurrentDictionary<byte, byte[]> s_files = new();

    /// <summary>A grey PNG file of 8x8 pixels.</summary>
    internal static byte[] Png(byte value) => [.. s_files.GetOrAdd(value, Make)];

    private static byte[] Make(byte value)
    {
        const int side = 8;
        using var folder = new TemporaryFolder();
        string path = folder.File("picture.png");
        PngFile.Save(path, [.. Enumerable.Repeat(value, side * side)], side, side, 1);
        return File.ReadAllBytes(path);
    }

    /// <summary>The first value of each row of a set's images, at 8x8 pixels.</summary>
    internal static byte[] Of(DataSet data, int channels = 1)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var images = (ImageSet)data.As(new SampleShape(channels, 8, 8));
        Tensor rows = images.Rows([.. Enumerable.Range(0, (int)images.Count!).Select(k => (long)k)]);
        return rows.select(3, 0).select(2, 0).select(1, 0).ToArray<byte>();
    }

    /// <summary>The label of each row.</summary>
    internal static long[] LabelsOf(DataSet data, int channels = 1)
    {
        using var images = (ImageSet)data.As(new SampleShape(channels, 8, 8));
        return images.Labels!.ToArray<long>();
    }
}
