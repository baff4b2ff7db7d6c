using System.Text;
using Saddle.Components;
using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>
/// Pictures in a zip, as the <c>dataset_tool</c> of stylegan, edm2 and R3GAN writes it: pictures in folders, and
/// <c>dataset.json</c> with the numbers of their classes. Without that file folders are classes, as <see cref="FolderSource"/>
/// has them, below those that all pictures lie in.
/// </summary>
[Component("zip", "pictures in a zip, with dataset.json as stylegan's dataset_tool writes it, or folders as classes")]
public sealed partial record ZipSource : PictureSource
{
    private const int MostJsonBytes = 1 << 30, DirectoryBuffer = 1 << 16;

    /// <summary>Why a path is taken for a zip, or null.</summary>
    internal static string? Recognize(string path)
        => FileBeginning.Is(path, "PK\u0003\u0004"u8) || FileBeginning.Is(path, "PK\u0005\u0006"u8)
            ? "a file that begins as zips do"
            : File.Exists(path) && path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? "its name ends with .zip" : null;

    /// <inheritdoc/>
    protected override void CheckPath()
    {
        if (!File.Exists(Path))
        {
            throw new DataException(Directory.Exists(Path)
                ? $"{Path}: expected a zip file, but this is a folder."
                : $"{Path}: there is no such file; data source zip expects a zip of pictures.");
        }
    }

    /// <inheritdoc/>
    protected override PictureListing List(string folder, DataWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var findings = new ArchiveFindings();
        ZipEntry? labels = null;
        Archive.Read(folder, () => labels = ReadDirectory(folder, findings, work.Cancellation));
        findings.Members.Sort();
        findings.Members.Remove(
            k => k > 0 && findings.Members.Name(k).SequenceEqual(findings.Members.Name(k - 1)) ? "the zip has it twice" : null,
            findings.Skipped);
        if (labels is null)
        {
            LabelByFolders(findings);
        }
        else
        {
            Archive.Read($"{folder}/{ZipLabels.FileName}", () => ZipLabels.Apply(ReadWhole(folder, labels), findings));
        }
        return findings.ToListing(folder);
    }

    // The entry of dataset.json, or null.
    private static ZipEntry? ReadDirectory(string path, ArchiveFindings findings, CancellationToken cancellation)
    {
        var zip = new Zip(path);
        ZipEntry? labels = null;
        string? latents = null;
        long encrypted = 0;
        using FileStream file = FileBytes.Open(path, DirectoryBuffer);
        foreach (ZipEntry entry in ZipDirectory.Read(file))
        {
            cancellation.ThrowIfCancellationRequested();
            string name = Encoding.UTF8.GetString(entry.Name);
            if (name == ZipLabels.FileName)
            {
                labels = entry;
            }
            else if (MemberName.IsPicture(name))
            {
                encrypted += entry.IsEncrypted ? 1 : 0;
                findings.Members.Add(zip, entry.Name, new Member(entry.Place, entry.Length) { Checksum = entry.Checksum });
            }
            else if (!name.EndsWith('/'))
            {
                latents ??= name.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) ? name : null;
                findings.IgnoredCount++;
            }
        }
        if (encrypted > 0 && encrypted == findings.Members.Count)
        {
            throw new InvalidDataException("its pictures are encrypted; unpack it with its password, and give the folder");
        }
        if (latents is not null && findings.Members.Count == 0)
        {
            throw new InvalidDataException(
                $"it holds latents ({latents}), as edm2's dataset_tool makes them of pictures, and a run learns pictures; "
                + "give the zip that they were made of");
        }
        return labels;
    }

    private static byte[] ReadWhole(string path, ZipEntry entry)
    {
        if (entry.Length > MostJsonBytes)
        {
            throw new InvalidDataException("it is longer than 1 GiB; labels of that length cannot be read");
        }
        var bytes = new byte[(int)entry.Length];
        new ZipBytes(path, entry.Place, entry.Length, entry.Checksum).Read(bytes);
        return bytes;
    }

    private static void LabelByFolders(ArchiveFindings findings)
    {
        MemberList members = findings.Members;
        if (members.Count == 0)
        {
            return;
        }
        // Sorted: what the first and the last have in common, all have.
        int start = members.Name(0).CommonPrefixLength(members.Name(members.Count - 1));
        start = Encoding.UTF8.GetCharCount(members.Name(0)[..(members.Name(0)[..start].LastIndexOf((byte)'/') + 1)]);
        var classes = new FolderClasses(Enumerable.Range(0, members.Count).Select(members.NameOf), start);
        findings.Classes = classes.Names;
        for (int k = 0; k < members.Count && classes.Names.Count > 0; k++)
        {
            members.SetLabel(k, classes.LabelOf(members.NameOf(k)));
        }
    }
}
