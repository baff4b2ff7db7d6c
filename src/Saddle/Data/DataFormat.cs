using Saddle.Components;
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
    private static readonly Lock s_adding = new();

    // The first that recognises a path takes it, so the particular come before the general.
    private static volatile DataFormat[] s_all =
    [
        new(IdxSource.Entry.Name, IdxSource.Recognize, path => new IdxSource { Path = path }),
        new(CifarSource.Entry.Name, CifarSource.Recognize, path => new CifarSource { Path = path }),
        new(PairsSource.Entry.Name, PairsSource.Recognize, path => new PairsSource { Path = path }),
        // Folders named A and B may as well be classes, so those must be named.
        new(UnpairedSource.Entry.Name, _ => null, path => new UnpairedSource { Path = path }),
        new(CaptionsSource.Entry.Name, CaptionsSource.Recognize, path => new CaptionsSource { Path = path }),
        new(FramesSource.Entry.Name, _ => null, path => new FramesSource { Path = path }),
        new(FolderSource.Entry.Name, FolderSource.Recognize, path => new FolderSource { Path = path }),
    ];

    /// <summary>Every kind, in the order in which a path is tried.</summary>
    public static IReadOnlyList<DataFormat> All => s_all;

    /// <summary>Adds a kind, which is tried before the others: what is more particular than Saddle's own is recognised.</summary>
    /// <exception cref="InputException">There is no data source of its name, or another kind has it.</exception>
    public static void Add(DataFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        _ = DataSource.All[format.Name];
        lock (s_adding)
        {
            if (s_all.Any(known => known.Name == format.Name && known.Create.Method != format.Create.Method))
            {
                throw new InputException($"data format '{format.Name}' is there already; give yours another name.");
            }
            if (s_all.All(known => known.Name != format.Name))
            {
                s_all = [format, .. s_all];
            }
        }
    }
}
