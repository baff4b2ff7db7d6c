using System.Buffers.Binary;

namespace Saddle.Cli.Tests;

/// <summary>Small files in the idx format.</summary>
internal static class Idx
{
    internal const int Count = 24, Side = 16;

    /// <summary>Grey pictures, each with a bright square at another place.</summary>
    internal static byte[] Images(int count = Count, int side = Side)
    {
        var bytes = new byte[16 + (count * side * side)];
        Header(3, count, side, side).CopyTo(bytes, 0);
        for (int k = 0; k < count; k++)
        {
            for (int row = 0; row < side / 2; row++)
            {
                bytes.AsSpan(16 + (k * side * side) + ((row + (k % (side / 2))) * side) + (k % 5), side / 2)
                    .Fill((byte)(100 + k));
            }
        }
        return bytes;
    }

    /// <summary>Labels 0, 1, 2, 0, 1, ...</summary>
    internal static byte[] Labels(int count = Count)
        => [.. Header(1, count), .. Enumerable.Range(0, count).Select(k => (byte)(k % 3))];

    internal static byte[] Header(int dimensions, params int[] sizes)
    {
        byte[] bytes = [0, 0, 8, (byte)dimensions, .. new byte[4 * sizes.Length]];
        for (int k = 0; k < sizes.Length; k++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * k)), sizes[k]);
        }
        return bytes;
    }

    /// <summary>Writes images and labels as a folder that a SPEC can name.</summary>
    internal static string WriteFolder(Workplace place, string name = "pictures")
    {
        place.Write($"{name}/train-images-idx3-ubyte", Images());
        place.Write($"{name}/train-labels-idx1-ubyte", Labels());
        return name;
    }
}
