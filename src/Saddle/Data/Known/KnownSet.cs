using Saddle.Components;

namespace Saddle.Data.Known;

/// <summary>
/// A set of data that can be downloaded: its files, where they come from, and what they must be. <c>SADDLE_MIRROR</c> names
/// another server for all sets, on which each lies in a folder of its name, as in the cache.
/// </summary>
public sealed class KnownSet
{
    private readonly string _origin;
    private readonly string? _systemFolder;
    private readonly string? _package;
    private readonly NuGetPackage? _nuget;

    /// <summary>Describes a set.</summary>
    /// <param name="name">Its name, which is that of its data source where it is one.</param>
    /// <param name="origin">The folder on its authors' server, with a slash at its end.</param>
    /// <param name="files">What it consists of.</param>
    /// <param name="systemFolder">Where the system's package puts it, if there is one.</param>
    /// <param name="package">The name of that package on Debian.</param>
    public KnownSet(
        string name, string origin, IReadOnlyList<KnownFile> files, string? systemFolder = null, string? package = null)
        => (Name, _origin, Files, _systemFolder, _package) = (name, origin, files, systemFolder, package);

    /// <summary>Describes a set that is a package of NuGet's, which comes from the user's own sources.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="package">The package.</param>
    /// <param name="bytes">The length of its file.</param>
    /// <param name="digest">The SHA-256 of its file.</param>
    internal KnownSet(string name, NuGetPackage package, long bytes, string digest)
        : this(name, origin: "", [new KnownFile(package.FileName, bytes, digest)]) => _nuget = package;

    /// <summary>Every set, in the order in which they are listed.</summary>
    public static IReadOnlyList<KnownSet> All => Sets.Known.All;

    /// <summary>Adds a set, so that <c>saddle data get</c> knows it; one with all the same again is nothing.</summary>
    /// <exception cref="InputException">There is one of its name.</exception>
    public static void Add(KnownSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        Sets.Known.Add(set);
    }

    /// <summary>Its name, which is that of its data source.</summary>
    public string Name { get; }

    /// <summary>What it consists of.</summary>
    public IReadOnlyList<KnownFile> Files { get; }

    /// <summary>The length of all its files at their origin.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>The folder in which it lies, or would lie after a download.</summary>
    public string Folder => Path.GetDirectoryName(PathOf(Files[0]))!;

    /// <summary>Whether all its files are there; their content is not looked at.</summary>
    public bool IsThere => Files.All(file => File.Exists(PathOf(file)));

    /// <summary>Downloads what is not there, and checks everything, also what was there before.</summary>
    /// <param name="work">Whom to tell, on any thread, and what ends the download; the next one goes on from there.</param>
    /// <returns>How many bytes were brought; 0 if everything was there.</returns>
    /// <exception cref="DownloadException">A file cannot be had, or is not what it should be.</exception>
    public long Get(DataWork? work = null)
    {
        work ??= DataWork.Quiet;
        foreach (KnownFile file in Files)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            DropIfDamaged(file);
        }
        return Files.Sum(file => Bring(file, work));
    }

    /// <summary>The path of one of the files; downloaded if it is not there yet.</summary>
    /// <exception cref="DownloadException">It cannot be had, or is not what it should be.</exception>
    public string Locate(string name, DataWork work)
    {
        KnownFile file = Files.Single(file => file.Name == name);
        Bring(file, work);
        return PathOf(file);
    }

    private long Bring(KnownFile file, DataWork work)
    {
        // Nobody is asked where a file lies that is there.
        if (File.Exists(PathOf(file)))
        {
            return 0;
        }
        string advice = _package is null ? "" : $"On Debian there is also: apt-get install {_package}.";
        string what = $"{file.Name} of {Name} (bytes)";
        return new Download(AddressOf(file), PathOf(file), file, advice).Run(
            bytes => Tell($"downloading {what}", bytes),
            bytes => Tell($"waiting for another process, which downloads {what}", bytes),
            work.Cancellation);

        void Tell(string doing, long bytes)
            => work.Progress?.Invoke(new DataProgress(doing, Math.Min(bytes, file.Bytes), file.Bytes));
    }

    private void DropIfDamaged(KnownFile file)
    {
        string path = PathOf(file);
        try
        {
            if (!File.Exists(path) || file.Problem(path) is not { } problem)
            {
                return;
            }
            if (Path.GetDirectoryName(path) == _systemFolder)
            {
                throw new DownloadException($"{path}: {problem}. Install it again: apt-get install --reinstall {_package}.");
            }
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DownloadException($"{path}: cannot be checked ({error.Message.TrimEnd('.')}).", error);
        }
    }

    private string PathOf(KnownFile file)
        => _systemFolder is not null && Path.Combine(_systemFolder, file.Name) is var path && File.Exists(path)
            ? path
            : Path.Combine(CacheFolder.Path, Name, file.Name);

    private Uri AddressOf(KnownFile file)
    {
        if (Environment.GetEnvironmentVariable("SADDLE_MIRROR") is not { Length: > 0 } mirror)
        {
            return _nuget?.Address(NuGetPackage.Configuration) ?? new Uri(_origin + file.Name);
        }
        return Uri.TryCreate($"{mirror.TrimEnd('/')}/{Name}/{file.Name}", UriKind.Absolute, out Uri? address)
            && address.Scheme is "http" or "https"
            ? address
            : throw new DownloadException(
                $"SADDLE_MIRROR should be the address of a folder, as http://server/folder, but is '{mirror}'.");
    }

    // Not a field of the class itself, which Saddle's own sets are made of.
    private static class Sets
    {
        internal static readonly Registry<KnownSet> Known = new(
            "data set", set => set.Name, FashionMnist.Set, Mnist.Set, Kmnist.Set, Cifar10.Set)
        {
            IsSame = (one, other) => one._origin == other._origin
                && one._systemFolder == other._systemFolder
                && one._package == other._package
                && one.Files.SequenceEqual(other.Files),
        };
    }
}
