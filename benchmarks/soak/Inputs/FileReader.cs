namespace Saddle.Soak;

/// <summary>A reader that is given a file's path.</summary>
internal abstract class FileReader : Reader
{
    private protected FileReader(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        Path = System.IO.Path.Combine(folder, name);
    }

    internal override string FileName => Path;

    private protected string Path { get; init; }

    internal sealed override void Read(byte[] file)
    {
        File.WriteAllBytes(Path, file);
        ReadFile();
    }

    private protected abstract void ReadFile();
}
