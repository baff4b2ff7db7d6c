using Saddle.Components;
using Saddle.Data.Archives;
using Saddle.Data.Known;
using Saddle.Data.Pictures;

namespace Saddle.Data;

/// <summary>
/// A kind of file or folder that can be recognised where users type a path, or named before it: <c>idx:DIR</c>.
/// </summary>
/// <param name="Name">The name of its data source.</param>
/// <param name="Recognize">Says why a path is of this kind, in a few words, or gives null.</param>
/// <param name="Create">The source of a path.</param>
public sealed record DataFormat(string Name, Func<string, string?> Recognize, Func<string, DataSource> Create)
{
    // The first that recognises a path takes it, so the particular come before the general.
    private static readonly Registry<DataFormat> s_all = new("data format", format => format.Name,
    [
        new(IdxSource.Entry.Name, IdxSource.Recognize, path => new IdxSource { Path = path }),
        new(CifarSource.Entry.Name, CifarSource.Recognize, path => new CifarSource { Path = path }),
        new(PairsSource.Entry.Name, PairsSource.Recognize, path => new PairsSource { Path = path }),
        // Folders named A and B may as well be classes, so those must be named.
        new(UnpairedSource.Entry.Name, _ => null, path => new UnpairedSource { Path = path }),
        new(CaptionsSource.Entry.Name, CaptionsSource.Recognize, path => new CaptionsSource { Path = path }),
        new(FramesSource.Entry.Name, _ => null, path => new FramesSource { Path = path }),
        new(FolderSource.Entry.Name, FolderSource.Recognize, path => new FolderSource { Path = path }),
        // A folder that has pictures of its own is one of pictures, whatever archive they came in lies beside them.
        new(ZipSource.Entry.Name, ZipSource.Recognize, path => new ZipSource { Path = path }),
        new(WebDatasetSource.Entry.Name, WebDatasetSource.Recognize, path => new WebDatasetSource { Path = path }),
        new(ParquetSource.Entry.Name, ParquetSource.Recognize, path => new ParquetSource { Path = path }),
    ]);

    /// <summary>Every kind, in the order in which a path is tried.</summary>
    public static IReadOnlyList<DataFormat> All => s_all.All;

    /// <summary>Adds a kind, which is tried before the others: what is more particular than Saddle's own is recognised.</summary>
    /// <remarks>The same object again is nothing; another of the name is refused.</remarks>
    /// <exception cref="InputException">There is no data source of its name, or another kind has it.</exception>
    public static void Add(DataFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        _ = DataSource.All[format.Name];
        s_all.Add(format, comesFirst: true);
    }
}
