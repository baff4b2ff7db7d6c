using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>
/// What reading archives has found so far, and the listing of it: which labels are classes, and what is left out.
/// </summary>
internal sealed class ArchiveFindings : IDisposable
{
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal MemberList Members { get; } = new();

    /// <summary>What was meant to be a picture and cannot be used.</summary>
    internal List<SkippedFile> Skipped { get; } = [];

    /// <summary>What is allowed but hardly meant.</summary>
    internal List<string> Warnings { get; } = [];

    /// <summary>How many members are hidden or of another kind.</summary>
    internal long IgnoredCount { get; set; }

    /// <summary>The names of the classes where the archives tell them; else classes are called by their numbers.</summary>
    internal IReadOnlyList<string> Classes { get; set; } = [];

    /// <summary>Takes note of numbers that change when the pictures do.</summary>
    internal void Note(params ReadOnlySpan<long> numbers) => _digest.AppendData(MemoryMarshal.AsBytes(numbers));

    /// <summary>The listing of what was found.</summary>
    /// <param name="path">The archive, or the folder of archives.</param>
    internal PictureListing ToListing(string path)
    {
        for (int k = 0; k < Members.Count; k++)
        {
            if (Members.MemberAt(k).Checksum != 0)
            {
                Note(Members.MemberAt(k).Checksum);
            }
        }
        IReadOnlyList<string> classes = NumberClasses();
        if (IsTold("caption", Members.CaptionCount))
        {
            Members.Remove(k => Members.HasCaption(k) ? null : "it has no caption", Skipped);
        }
        else
        {
            Members.ClearCaptions();
        }
        return new PictureListing
        {
            Folder = path,
            Entries = Members,
            Classes = classes,
            Skipped = Skipped,
            IgnoredCount = IgnoredCount,
            Warnings = Warnings,
            ShardStarts = Members.ArchiveStarts,
            Digest = Convert.ToHexStringLower(_digest.GetCurrentHash()),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _digest.Dispose();

    // Labels become the numbers of classes: those of the list, or those that occur.
    private string[] NumberClasses()
    {
        if (Classes.Count > 0)
        {
            Members.Remove(
                k => Members.MemberAt(k).Label is var label && label != Member.NoLabel && (label < 0 || label >= Classes.Count)
                    ? $"its label is {label}, but there are {Classes.Count} classes"
                    : null,
                Skipped);
        }
        if (!IsTold("label", Members.LabelCount))
        {
            Label(_ => Member.NoLabel);
            return [];
        }
        Members.Remove(k => Members.MemberAt(k).Label == Member.NoLabel ? "it has no label" : null, Skipped);
        if (Classes.Count > 0)
        {
            return [.. Classes];
        }
        int[] labels = [.. Members.Labels];
        Label(label => Array.BinarySearch(labels, label));
        return Array.ConvertAll(labels, label => label.ToString(CultureInfo.InvariantCulture));
    }

    private void Label(Func<int, int> change)
    {
        for (int k = 0; k < Members.Count; k++)
        {
            Members.SetLabel(k, change(Members.MemberAt(k).Label));
        }
    }

    // What most of the pictures have, all must have; what few have is left out of all.
    private bool IsTold(string what, int count)
    {
        int total = Members.Count;
        if (count > 0 && count < total)
        {
            Warnings.Add(count * 2L > total
                ? $"{total - count} of {total} pictures have no {what}"
                : $"{count} of {total} pictures have a {what}: too few, so that none is used");
        }
        return count * 2L > total;
    }
}
