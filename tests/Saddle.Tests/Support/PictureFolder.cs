using Saddle.Data.Pictures;
using Saddle.Graphics;

namespace Saddle.Tests.Support;

/// <summary>A folder of pictures, and a cache of the test's own beside it.</summary>
internal sealed class PictureFolder : IDisposable
{
    private const string Variable = "SADDLE_CACHE";

    private readonly TemporaryFolder _folder = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    internal PictureFolder()
    {
        Environment.SetEnvironmentVariable(Variable, _folder.File("cache"));
        Directory.CreateDirectory(Path);
    }

    internal string Path => _folder.File("pictures");

    internal string Cache => _folder.File("cache/pictures");

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What lies in the cache, hidden things too.</summary>
    internal string[] Cached(string pattern = "*")
        => Directory.Exists(Cache) ? [.. Directory.EnumerateFileSystemEntries(Cache, pattern, SearchOption.AllDirectories)] : [];

    /// <summary>Writes a picture of one grey or, with three values, one colour.</summary>
    internal string Add(string name, int width, int height, params byte[] colour)
    {
        byte[] pixels = [.. Enumerable.Repeat(colour, width * height).SelectMany(pixel => pixel)];
        PngFile.Save(File(name), pixels, width, height, colour.Length);
        return File(name);
    }

    /// <summary>Writes grey pictures of mixed sizes, picture k of the value 10 + k.</summary>
    internal void AddMany(int count)
    {
        for (int k = 0; k < count; k++)
        {
            Add($"{k:000}.png", 16 + (k % 5), 16 + (k % 3), (byte)(10 + k));
        }
    }

    internal FolderSource Source(PictureFit fit = PictureFit.Crop, string background = "white")
        => new() { Path = Path, Fit = fit, Background = background };

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _folder.Dispose();
    }
}
