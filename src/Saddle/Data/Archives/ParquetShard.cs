using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Schema;
using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>A Parquet file as an archive of pictures: its rows, whose names are their numbers.</summary>
/// <param name="path">The file.</param>
/// <param name="prefix">What the names of its rows begin with.</param>
/// <param name="groups">Reads the pictures of all files.</param>
internal sealed class ParquetShard(string path, string prefix, RowGroups groups) : Archive(path, prefix)
{
    internal override PictureBytes BytesOf(Member member)
        => new ParquetBytes(groups, FilePath, (int)(member.Place >> 32), (int)member.Place);

    /// <summary>Reads what there is but the pictures.</summary>
    /// <param name="findings">Receives it.</param>
    /// <param name="label">The column of class numbers; taken if it is there.</param>
    /// <param name="text">The column of captions; taken if it is there.</param>
    /// <exception cref="DataException">The file cannot be read, is damaged, or has no pictures.</exception>
    internal void Read(ArchiveFindings findings, string label, string text)
        => Read(FilePath, () => ParquetReading.Run(FilePath, reader => Read(reader, findings, label, text)));

    private async Task<bool> Read(ParquetReader reader, ArchiveFindings findings, string label, string text)
    {
        groups.PicturesOf(reader.Schema);
        DataField? labels = ParquetColumns.Find(reader.Schema, label), texts = ParquetColumns.Find(reader.Schema, text);
        TellClasses(findings, ParquetColumns.ClassesOf(reader.CustomMetadata, label));
        long row = 0;
        for (int k = 0; k < reader.RowGroupCount; k++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(k);
            int count = ParquetReading.CountOf(group);
            int?[] numbers = labels is null ? new int?[count] : await ParquetColumns.Numbers(group, labels, count);
            string?[] captions = texts is null ? new string?[count] : await ParquetColumns.Texts(group, texts, count);
            for (int place = 0; place < count; place++)
            {
                // What Hugging Face's test sets have instead of a label is -1.
                int known = numbers[place] is >= 0 and { } number ? number : Member.NoLabel;
                findings.Members.Add(
                    this, Encoding.UTF8.GetBytes((row++).ToString(CultureInfo.InvariantCulture)),
                    new Member(((long)k << 32) | (uint)place) { Label = known },
                    captions[place]?.Trim() is { Length: > 0 } caption ? caption : null);
            }
            foreach (Parquet.Meta.ColumnChunk column in group.RowGroup.Columns)
            {
                findings.Note(count, column.MetaData?.TotalUncompressedSize ?? 0, column.MetaData?.TotalCompressedSize ?? 0);
            }
        }
        return true;
    }

    private static void TellClasses(ArchiveFindings findings, IReadOnlyList<string> classes)
    {
        if (findings.Classes.Count == 0)
        {
            findings.Classes = classes;
        }
        else if (classes.Count > 0 && !classes.SequenceEqual(findings.Classes))
        {
            throw new InvalidDataException(
                $"its classes are {string.Join(", ", classes)}, but those of the files before it are "
                + string.Join(", ", findings.Classes));
        }
    }
}
