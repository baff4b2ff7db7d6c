using Saddle.Torch;

namespace Saddle.Data.Pictures;

/// <summary>Pictures of any size as a generator that translates pictures takes them.</summary>
public static class PictureInput
{
    /// <summary>
    /// The pictures that a path means: the file itself, or every picture file in a folder and below, in the order of their names.
    /// </summary>
    /// <param name="path">A file or a folder.</param>
    /// <returns>Each picture's path within the folder; of a file its name.</returns>
    /// <exception cref="DataException">There is no such path, or no picture in the folder.</exception>
    public static IReadOnlyList<string> List(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            return File.Exists(path)
                ? [Path.GetFileName(path)]
                : throw new DataException(
                    $"{path}: there is no such file or folder; a picture or a folder of pictures is expected.");
        }
        string[] files = [.. new FolderWalk(path).SortedFiles().Select(file => file.Path)];
        return files.Length > 0
            ? files
            : throw new DataException($"{path}: there are no pictures in it; JPEG, PNG, WebP, GIF or BMP files are expected.");
    }

    /// <summary>Reads a picture in its own size.</summary>
    /// <param name="path">The file; what is see-through is laid over white.</param>
    /// <param name="channels">1 for grey, 3 for colour. Grey becomes colour; colour becomes grey only where it is grey in
    /// fact.</param>
    /// <returns><c>[1, C, H, W]</c> in [-1, 1]; the caller's scope owns it.</returns>
    /// <exception cref="DataException">It cannot be read, or not be brought to those channels without loss.</exception>
    public static Tensor Read(string path, long channels)
    {
        Picture picture = PictureFile.Read(path, PictureBackground.White);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor pixels = torch.tensor(picture.Pixels.Span, 1, picture.Height, picture.Width, picture.Channels).permute(0, 3, 1, 2);
        picture.GiveBack();
        if (picture.Channels > channels && !IsGrey(pixels))
        {
            throw new DataException(
                $"{path}: it is in colour, but grey pictures are translated; make it grey, "
                + "or take a run that was trained on colour pictures.");
        }
        Tensor fitting = picture.Channels > channels ? pixels.narrow(1, 0, channels) : pixels.expand(-1, channels, -1, -1);
        return scope.MoveToOuter(ImageSet.ToUnitRange(fitting.contiguous()));
    }

    private static bool IsGrey(Tensor pixels)
    {
        Tensor first = pixels.narrow(1, 0, 1).to(ScalarType.Float32);
        return (pixels.to(ScalarType.Float32) - first).abs().max().item() == 0;
    }
}
