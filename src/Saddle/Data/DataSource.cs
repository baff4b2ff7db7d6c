using Saddle.Components;
using Saddle.Data.Archives;
using Saddle.Data.Known;
using Saddle.Data.Pictures;
using Saddle.Data.Synthetic;
using Saddle.Files;

namespace Saddle.Data;

/// <summary>Where samples come from, as a recipe names it. Opening it reads the files or fixes the distribution.</summary>
public abstract record DataSource : Component
{
    /// <summary>Every source, in the order in which they are listed.</summary>
    public static Catalogue<DataSource> All { get; } = new(
        "data source",
        FashionMnist.Entry,
        Mnist.Entry,
        Kmnist.Entry,
        Cifar10.Entry,
        IdxSource.Entry,
        CifarSource.Entry,
        FolderSource.Entry,
        PairsSource.Entry,
        UnpairedSource.Entry,
        CaptionsSource.Entry,
        FramesSource.Entry,
        ZipSource.Entry,
        WebDatasetSource.Entry,
        ParquetSource.Entry,
        Ring.Entry,
        Grid.Entry,
        SwissRoll.Entry,
        Moons.Entry,
        Spiral.Entry,
        Shapes.Entry,
        Fork.Entry,
        GarmentEdges.Entry,
        StackedSource.Entry);

    /// <summary>Opens the data.</summary>
    /// <param name="work">Whom to tell of long work, and what stops it.</param>
    /// <exception cref="InputException">A setting is wrong.</exception>
    /// <exception cref="DataException">It is missing or damaged.</exception>
    /// <exception cref="DownloadException">A known set is not there and cannot be downloaded.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public DataSet Open(DataWork? work = null)
    {
        ThrowIfInvalid();
        return OpenCore(work ?? DataWork.Quiet);
    }

    /// <summary>The test half of a set of which this is the training half, or null where there are no halves.</summary>
    public DataSource? TestHalf
        => Settings.FirstOrDefault(pair => pair.Setting.Name == "split") is (var split, "train") && split.Choices.Contains("test")
            ? (DataSource)With("split", "test")
            : null;

    /// <summary>
    /// The same source with each path in it changed: that of its setting <c>path</c>. A source with others overrides this.
    /// </summary>
    /// <param name="change">Gives the new path for one, which is not empty; the main one is asked for first.</param>
    public virtual DataSource WithPaths(Func<string, string> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Settings.FirstOrDefault(pair => pair.Setting.Name == "path").Value is string { Length: > 0 } path
            && change(path) is var changed && changed != path
            ? (DataSource)With("path", changed)
            : this;
    }

    /// <summary>Opens the data and brings them to a shape.</summary>
    /// <param name="work">Whom to tell of long work, and what stops it.</param>
    /// <param name="shape">The shape for what was opened.</param>
    /// <returns>One data set to dispose, whatever was opened on the way.</returns>
    internal DataSet Open(DataWork? work, Func<DataSet, SampleShape> shape)
    {
        DataSet opened = Open(work);
        try
        {
            DataSet fitting = opened.As(shape(opened), work);
            if (fitting != opened)
            {
                opened.Dispose();
            }
            return fitting;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Opens the data; what takes seconds is told to <paramref name="work"/> and stopped by it.</summary>
    protected abstract DataSet OpenCore(DataWork work);

    /// <summary>Understands what users type: a source's name, or a path whose kind is recognised from what lies there.</summary>
    /// <exception cref="InputException">It is neither, or a setting of the source is wrong; the nearest name is told.</exception>
    public static DataSource FromSpec(string spec) => FromSpec(spec, out _);

    /// <summary>Understands what users type, and says why it means what it means.</summary>
    /// <param name="spec">A source's name, a path, or a kind and a path: <c>pairs:DIR</c>.</param>
    /// <param name="why">What it was recognised by, in words.</param>
    /// <exception cref="InputException">It is neither, or a setting of the source is wrong; the nearest name is told.</exception>
    public static DataSource FromSpec(string spec, out string why)
    {
        (DataSource source, why) = DataSpec.Read(spec);
        return source;
    }

    /// <summary>The source that a specification means; see <see cref="FromSpec(string)"/>.</summary>
    public static implicit operator DataSource(string spec) => FromSpec(spec);
}
