using System.Globalization;
using Saddle.Components;

namespace Saddle.Data;

/// <summary>
/// Files of pictures. To add a kind, write a class that lists its samples (<see cref="List"/>), give it an entry whose settings begin
/// with <see cref="CommonSettings"/>, and put the entry into <see cref="DataSource.All"/>. A kind whose samples are more than one
/// picture of one file says so with <see cref="PicturesPerSample"/>, <see cref="Probe"/> and <see cref="Read"/>. Looking at the files,
/// leaving out what cannot be read, the cache of decoded pictures, progress and reports are the same for all.
/// </summary>
public abstract class PictureSource : DataSource
{
    /// <summary>The settings that every kind has: path, fit and background.</summary>
    public static IReadOnlyList<Setting> CommonSettings { get; } =
    [
        Setting.Text("path", "", "the folder"),
        Setting.Text("fit", "crop", "how a picture is brought to the networks' shape", "crop", "pad", "stretch"),
        Setting.Text("background", "white", "the colour behind what is see-through and around what is padded: white, black or #rrggbb"),
    ];

    /// <summary>Creates the description.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    protected PictureSource(Entry entry, params ReadOnlySpan<(string Name, object Value)> values) : base(entry, values)
    {
        Fit = Settings.Text("fit") switch { "pad" => PictureFit.Pad, "stretch" => PictureFit.Stretch, _ => PictureFit.Crop };
        Background = ReadColour(Settings.Text("background"))
            ?? throw new ArgumentException($"{entry.Name}: background must be white, black or #rrggbb, but is \"{Settings.Text("background")}\".");
    }

    /// <summary>How a picture of other proportions comes to the shape of the samples.</summary>
    public PictureFit Fit { get; }

    /// <summary>The colour behind what is see-through and around what is padded.</summary>
    public PictureBackground Background { get; }

    /// <summary>How many pictures a sample has: 1, or 2 where the first is the input that the second is the answer to.</summary>
    protected internal virtual int PicturesPerSample => 1;

    /// <summary>Lists the samples without opening a picture.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="work">Whom to tell of long work, and what stops it.</param>
    /// <exception cref="DataException">The folder cannot be understood.</exception>
    protected abstract PictureListing List(string folder, DataWork work);

    /// <summary>Reads what a sample's file says of its size and channels; called by many threads at once.</summary>
    /// <exception cref="DataException">The sample cannot be used.</exception>
    protected internal virtual PictureInfo Probe(PictureListing listing, PictureEntry entry)
    {
        ArgumentNullException.ThrowIfNull(listing);
        ArgumentNullException.ThrowIfNull(entry);
        return PictureFile.Probe(listing.PathOf(entry.File));
    }

    /// <summary>Decodes a sample, as many pictures as <see cref="PicturesPerSample"/>; called by many threads at once.</summary>
    /// <exception cref="DataException">The sample cannot be used.</exception>
    protected internal virtual IReadOnlyList<Picture> Read(PictureListing listing, PictureEntry entry)
    {
        ArgumentNullException.ThrowIfNull(listing);
        ArgumentNullException.ThrowIfNull(entry);
        return [PictureFile.Read(listing.PathOf(entry.File), Background)];
    }

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        string folder = Settings.Text("path");
        if (folder.Length == 0)
        {
            throw new DataException($"data source {Name}: no path is given: set data.path, or name the folder with --data.");
        }
        if (!Directory.Exists(folder))
        {
            throw new DataException(File.Exists(folder)
                ? $"{folder}: expected a folder, but this is a file."
                : $"{folder}: there is no such folder; data source {Name} expects a folder of pictures.");
        }
        PictureListing listing = List(folder, work);
        string fingerprint = PictureFingerprint.Of(this, listing);
        PictureScan scan = PictureScan.Of(this, listing, fingerprint, work);
        var set = new PictureSet(this, listing, scan, fingerprint);
        set.Tell(work.Warn);
        return set;
    }

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
