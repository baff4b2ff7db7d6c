using Saddle.Torch;

namespace Saddle.Data.Pictures;

/// <summary>The end of a film as a generator that continues films takes it.</summary>
public static class FilmInput
{
    /// <summary>Reads the last frames of a folder of numbered pictures, in their own size.</summary>
    /// <param name="folder">A folder that holds one film; see <see cref="FramesSource"/>.</param>
    /// <param name="frames">How many, at least 1.</param>
    /// <param name="channels">The channels of each, 1 for grey or 3 for colour.</param>
    /// <returns><c>[1, frames * C, H, W]</c> in [-1, 1], oldest first; the caller's scope owns it.</returns>
    /// <exception cref="DataException">There are too few, of several films or sizes, or one cannot be read.</exception>
    public static Tensor ReadLast(string folder, int frames, long channels)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frames);
        string[] paths = LastOf(folder, frames);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] pictures = [.. paths.Select(path => PictureInput.Read(path, channels))];
        int other = Array.FindIndex(pictures, picture => !picture.shape.SequenceEqual(pictures[0].shape));
        return other < 0
            ? scope.MoveToOuter(torch.cat(pictures, 1))
            : throw new DataException(
                $"{folder}: frames have one size, but {Path.GetFileName(paths[0])} is {SizeOf(pictures[0])} and "
                + $"{Path.GetFileName(paths[other])} is {SizeOf(pictures[other])}.");
    }

    private static string[] LastOf(string folder, int frames)
    {
        if (!Directory.Exists(folder))
        {
            throw new DataException(File.Exists(folder)
                ? $"{folder}: this run continues films: expected a folder of at least {frames} numbered frames, "
                    + "but this is a file."
                : $"{folder}: there is no such folder; a folder of at least {frames} numbered frames is expected.");
        }
        PictureListing listing = FramesSource.List(folder, CancellationToken.None);
        IReadOnlyList<PictureEntry> entries = listing.Entries;
        int count = entries.Count,
            together = count == 0 ? 0 : 1 + entries.Reverse().TakeWhile(entry => entry.IsContinued).Count();
        if (count > 0 && FrameName.TryParse(entries[0].File.Path)?.Film != FrameName.TryParse(entries[^1].File.Path)?.Film)
        {
            throw new DataException(
                $"{folder}: {entries[0].File.Path} and {entries[^1].File.Path} are of different films; name the folder of one.");
        }
        return together >= frames
            ? [.. entries.Skip(count - frames).Select(entry => listing.PathOf(entry.File))]
            : throw new DataException(
                $"{folder}: {frames} frames of consecutive numbers are needed at its end, "
                + $"but there {(together == 1 ? "is" : "are")} {together}.");
    }

    private static string SizeOf(Tensor picture) => $"{picture.size(3)}x{picture.size(2)}";
}
