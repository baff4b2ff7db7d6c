using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>A tar file of samples, whose members follow each other.</summary>
internal sealed class TarShard(string path, string prefix) : Archive(path, prefix)
{
    private const int MostTextBytes = 1 << 16;

    private ArchiveFindings _findings = null!;
    private Sample _sample = new("");

    private sealed record Sample(string Key)
    {
        internal string? Picture { get; set; }

        internal Member Member { get; set; }

        internal string? Caption { get; set; }

        internal int Label { get; set; } = Member.NoLabel;

        /// <summary>What belongs to a picture, and was there before one.</summary>
        internal string? Companion { get; set; }

        internal string? Problem { get; set; }
    }

    internal override PictureBytes BytesOf(Member member) => new FileSlice(FilePath, member.Place, member.Length);

    /// <summary>
    /// Reads the names and places of its members; what cannot be read is named, and what comes before it is used.
    /// </summary>
    internal void Read(ArchiveFindings findings, CancellationToken cancellation)
    {
        try
        {
            using FileStream file = FileBytes.Open(FilePath, buffer: 4096);
            Read(file, findings, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            findings.Skipped.Add(new SkippedFile(ShardName, $"it cannot be read: {error.Message.TrimEnd('.')}"));
        }
    }

    /// <summary>Reads them from a stream that can be searched.</summary>
    internal void Read(Stream file, ArchiveFindings findings, CancellationToken cancellation = default)
    {
        (_findings, _sample) = (findings, new Sample(""));
        string last = "";
        try
        {
            using var reader = new TarReader(file);
            long next = 0;
            while (TarHeaders.Check(file, next) && reader.GetNextEntry() is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                (last, next) = (entry.Name, TarHeaders.After(entry));
                if (entry.DataOffset + entry.Length > file.Length)
                {
                    findings.Skipped.Add(new SkippedFile(Prefix + NameOf(entry), "the tar file ends within it"));
                    break;
                }
                Take(entry);
            }
        }
        catch (Exception error) when (IsDamage(error))
        {
            string from = last.Length == 0 ? "" : $" after {last}";
            findings.Skipped.Add(new SkippedFile(ShardName, $"it cannot be read{from}: {error.Message.TrimEnd('.')}"));
        }
        Finish();
    }

    // What the reader throws where a header makes no sense.
    private static bool IsDamage(Exception error)
        => error is IOException or InvalidDataException or FormatException or ArgumentException or OverflowException
            or NotSupportedException;

    private string ShardName => Prefix.Length > 0 ? Prefix.TrimEnd('/') : Path.GetFileName(FilePath);

    private static string NameOf(TarEntry entry)
        => entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;

    private void Take(TarEntry entry)
    {
        string name = NameOf(entry);
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
        {
            _findings.IgnoredCount += entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes ? 0 : 1;
            return;
        }
        if (MemberName.IsHidden(name))
        {
            _findings.IgnoredCount++;
            return;
        }
        (string key, string ending) = MemberName.Split(name);
        if (key != _sample.Key)
        {
            Finish();
            _sample = new Sample(key);
        }
        if (ending == ".cls")
        {
            TakeLabel(name, TextOf(entry));
        }
        else if (ending == ".txt")
        {
            _sample.Companion ??= name;
            _sample.Caption = TextOf(entry)?.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0);
        }
        else if (FolderWalk.IsPicture(key + ending) && ending.LastIndexOf('.') == 0)
        {
            TakePicture(name, new Member(entry.DataOffset, entry.Length));
        }
        else
        {
            _findings.IgnoredCount++;
        }
    }

    private void TakeLabel(string name, string? text)
    {
        _sample.Companion ??= name;
        if (int.TryParse(text?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int label)
            && label != Member.NoLabel)
        {
            _sample.Label = label;
        }
        else
        {
            _sample.Problem = $"{name} should hold the number of its class";
        }
    }

    private void TakePicture(string name, Member member)
    {
        if (_sample.Picture is not null)
        {
            _findings.Skipped.Add(new SkippedFile(Prefix + name, $"its sample has a picture already, {_sample.Picture}"));
        }
        else
        {
            (_sample.Picture, _sample.Member) = (name, member);
        }
    }

    private void Finish()
    {
        if (_sample is { Picture: { } picture, Problem: null })
        {
            _findings.Members.Add(
                this, Encoding.UTF8.GetBytes(picture), _sample.Member with { Label = _sample.Label }, _sample.Caption);
        }
        else if (_sample is { Picture: { } bad, Problem: { } problem })
        {
            _findings.Skipped.Add(new SkippedFile(Prefix + bad, problem));
        }
        else if (_sample.Companion is { } companion)
        {
            _findings.Skipped.Add(new SkippedFile(Prefix + companion, "there is no picture beside it"));
        }
        _sample = new Sample("");
    }

    private static string? TextOf(TarEntry entry)
    {
        if (entry.DataStream is not { } data || entry.Length > MostTextBytes)
        {
            return null;
        }
        using var reader = new StreamReader(data, leaveOpen: true);
        return reader.ReadToEnd();
    }
}
