using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>A file that has pictures as its members.</summary>
internal abstract class Archive
{
    /// <summary>Takes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prefix">What the names of its members begin with: its own name where there are several, else nothing.</param>
    protected Archive(string path, string prefix)
        => (FilePath, Prefix, ModifiedTicks) = (path, prefix, File.GetLastWriteTimeUtc(path).Ticks);

    internal string FilePath { get; }

    internal string Prefix { get; }

    internal long ModifiedTicks { get; }

    /// <summary>The bytes of a member.</summary>
    internal abstract PictureBytes BytesOf(Member member);

    /// <summary>Reads a file as a whole; what is wrong with it becomes one sentence.</summary>
    /// <exception cref="DataException">It cannot be read, or is damaged.</exception>
    internal static void Read(string path, Action read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException error)
        {
            throw new DataException($"{path}: {error.Message.TrimEnd('.')}.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read ({error.Message.TrimEnd('.')}).", error);
        }
    }
}
