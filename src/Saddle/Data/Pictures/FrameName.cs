using System.Globalization;

namespace Saddle.Data.Pictures;

/// <summary>Which film a numbered picture belongs to, and where in it.</summary>
/// <param name="Film">The path around its last number, which all of the film share.</param>
/// <param name="Number">The last number of the name.</param>
internal readonly record struct FrameName(string Film, long Number)
{
    private const int MostDigits = 18;

    /// <summary>Reads a path, or gives null where the file's name has no number, or a longer one than a number can be.</summary>
    internal static FrameName? TryParse(string path)
    {
        string stem = Path.ChangeExtension(path, null);
        int end = stem.Length;
        while (end > 0 && stem[end - 1] != '/' && !char.IsAsciiDigit(stem[end - 1]))
        {
            end--;
        }
        int start = end;
        while (start > 0 && char.IsAsciiDigit(stem[start - 1]))
        {
            start--;
        }
        return end - start is > 0 and <= MostDigits
            ? new FrameName($"{stem[..start]}#{stem[end..]}", long.Parse(stem[start..end], CultureInfo.InvariantCulture))
            : null;
    }
}
