using Saddle.Graphics;

namespace Saddle.Cli.Tests;

/// <summary>Small PNG files for folders that a SPEC can name.</summary>
internal static class Pictures
{
    /// <summary>Writes a grey picture, dark at the left and bright at the right.</summary>
    internal static string Write(Workplace place, string name, int width = 16, int height = 16)
        => place.Write(name, PngFile.Encode(
            [.. Enumerable.Range(0, width * height).Select(k => (byte)(k % width * 255 / Math.Max(1, width - 1)))], width, height,
            1));

    /// <summary>Writes as many as asked for, with a caption beside each if wanted.</summary>
    internal static string WriteFolder(Workplace place, string folder, int count, int width = 16, bool captions = false)
    {
        for (int k = 0; k < count; k++)
        {
            Write(place, $"{folder}/{k:00}.png", width);
            if (captions)
            {
                place.Write($"{folder}/{k:00}.txt", $"picture {k}\n");
            }
        }
        return folder;
    }
}
