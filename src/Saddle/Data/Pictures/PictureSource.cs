using System.Globalization;
using Saddle.Components;

namespace Saddle.Data.Pictures;

/// <summary>
/// Files of pictures, or archives of such. To add a kind, write a record that lists its samples (<see cref="List"/>), and put
/// its entry into <see cref="DataSource.All"/>. Where the pictures are no files of their own, each entry says where its bytes are
/// (<see cref="PictureEntry.Bytes"/>), and <see cref="CheckPath"/> what the path may be. A kind whose samples are more than one
/// picture of one file says so with <see cref="PicturesPerSample"/>, <see cref="Probe"/> and <see cref="Read"/>. Looking at the
/// files, leaving out what cannot be read, the cache of decoded pictures, progress and reports are the same for all.
/// </summary>
public abstract partial record PictureSource : DataSource
{
    // The cache knows decoded pictures by these settings in this order: another order would decode all anew.

    /// <summary>The folder, or the archive.</summary>
    [Setting] public string Path { get; init; } = "";

    /// <summary>How a picture is brought to the networks' shape.</summary>
    [Setting] public PictureFit Fit { get; init; }

    /// <summary>The colour behind what is see-through and around what is padded: white, black or #rrggbb.</summary>
    [Setting] public string Background { get; init; } = "white";

    /// <summary>At what size JPEGs are decoded: reduced to no less than twice a sample's, which is faster, or full.</summary>
    [Setting] public JpegSize Jpeg { get; init; }

    /// <summary>What <see cref="Background"/> names.</summary>
    public PictureBackground BackgroundColour
    {
        get
        {
            ThrowIfInvalid();
            return ReadColour(Background)!.Value;
        }
    }

    /// <summary>How many pictures a sample has: 1, or 2 where the first is the input that the second is the answer to.</summary>
    protected internal virtual int PicturesPerSample => 1;

    /// <summary>
    /// How many pictures that follow each other are shuffled together in a first pass that begins before all are decoded; 0 where
    /// all are decoded first. Only for samples of one picture.
    /// </summary>
    protected internal virtual int FirstPassWindow => 0;

    /// <summary>Throws if the path is not what pictures are read from: a folder, unless a source says otherwise.</summary>
    /// <exception cref="DataException">It is not.</exception>
    protected virtual void CheckPath()
    {
        if (!Directory.Exists(Path))
        {
            throw new DataException(File.Exists(Path)
                ? $"{Path}: expected a folder, but this is a file."
                : $"{Path}: there is no such folder; data source {Name} expects a folder of pictures.");
        }
    }

    /// <summary>Lists the samples without opening a picture.</summary>
    /// <param name="folder">The folder or file, which <see cref="CheckPath"/> has let pass.</param>
    /// <param name="work">Whom to tell of long work, and what stops it.</param>
    /// <exception cref="DataException">The folder cannot be understood.</exception>
    protected abstract PictureListing List(string folder, DataWork work);

    /// <summary>Reads what a sample's file says of its size and channels; called by many threads at once.</summary>
    /// <exception cref="DataException">The sample cannot be used.</exception>
    protected internal virtual PictureInfo Probe(PictureListing listing, PictureEntry entry)
    {
        ArgumentNullException.ThrowIfNull(listing);
        ArgumentNullException.ThrowIfNull(entry);
        return PictureFile.Probe(listing.BytesOf(entry), listing.PathOf(entry.File));
    }

    /// <summary>Decodes a sample, as many pictures as <see cref="PicturesPerSample"/>; called by many threads at once.</summary>
    /// <param name="listing">The listing.</param>
    /// <param name="entry">Its entry of the sample.</param>
    /// <param name="least">To how many pixels a side may be reduced while a picture is decoded; 0 for not at all.</param>
    /// <exception cref="DataException">The sample cannot be used.</exception>
    protected internal virtual IReadOnlyList<Picture> Read(PictureListing listing, PictureEntry entry, int least)
    {
        ArgumentNullException.ThrowIfNull(listing);
        ArgumentNullException.ThrowIfNull(entry);
        return [PictureFile.Read(listing.BytesOf(entry), listing.PathOf(entry.File), BackgroundColour, least)];
    }

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Path.Length == 0)
        {
            throw new DataException($"data source {Name}: no path is given: set data.path.")
            {
                Remedies = [new(RemedyKind.Data)],
            };
        }
        CheckPath();
        PictureListing listing = List(Path, work);
        string fingerprint = PictureFingerprint.Of(this, listing);
        PictureScan scan = PictureScan.Of(this, listing, fingerprint, work);
        var set = new PictureSet(this, listing, scan, fingerprint);
        set.Tell(work.Warn);
        return set;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => ReadColour(Background) is not null
            ? []
            : [$"background must be white, black or #rrggbb, but is {Setting.Show(Background)}"];

    private static PictureBackground? ReadColour(string text) => text switch
    {
        "white" => PictureBackground.White,
        "black" => PictureBackground.Black,
        ['#', .. var digits] when digits.Length == 6
            && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint colour)
            => new PictureBackground((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour),
        _ => null,
    };
}
