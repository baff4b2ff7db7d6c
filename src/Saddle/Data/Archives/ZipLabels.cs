using System.Text;
using System.Text.Json;

namespace Saddle.Data.Archives;

/// <summary>
/// <c>dataset.json</c> as stylegan's <c>dataset_tool</c> writes it: an object whose <c>labels</c> are a list of pairs, a
/// picture's name and the number of its class, or null.
/// </summary>
internal static class ZipLabels
{
    internal const string FileName = "dataset.json";

    private const string Expected = "labels should be null, or a list of pairs of a picture's name and a whole number";

    /// <summary>Gives the pictures their labels.</summary>
    /// <param name="json">The file.</param>
    /// <param name="findings">The pictures, sorted by their names.</param>
    /// <exception cref="InvalidDataException">It is not as expected; the message says how.</exception>
    internal static void Apply(ReadOnlySpan<byte> json, ArchiveFindings findings)
    {
        try
        {
            int mark = json.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            var reader = new Utf8JsonReader(json[mark..]);
            Expect(ref reader, JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isLabels = reader.ValueTextEquals("labels");
                reader.Read();
                if (isLabels && reader.TokenType != JsonTokenType.Null)
                {
                    ReadPairs(ref reader, findings);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"it is not valid JSON ({error.Message.TrimEnd('.')})", error);
        }
    }

    private static void ReadPairs(ref Utf8JsonReader reader, ArchiveFindings findings)
    {
        bool hasVectors = false;
        int next = 0;
        Require(reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }
            Require(reader.TokenType == JsonTokenType.StartArray);
            Expect(ref reader, JsonTokenType.String);
            byte[] name = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan.ToArray();
            reader.Read();
            int label = Member.NoLabel;
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                hasVectors = true;
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                Require(reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out label));
            }
            Expect(ref reader, JsonTokenType.EndArray);
            next = Give(findings, name, label, next);
        }
        if (hasVectors)
        {
            findings.Warnings.Add($"{FileName} has vectors as labels; only whole numbers are classes");
        }
    }

    // The next place to look: nearly always the pairs are in the order of the names.
    private static int Give(ArchiveFindings findings, byte[] name, int label, int next)
    {
        int found = findings.Members.Find(name, next);
        if (found < 0)
        {
            findings.Skipped.Add(
                new SkippedFile(Encoding.UTF8.GetString(name), $"{FileName} names it, but there is no such picture"));
            return next;
        }
        findings.Members.SetLabel(found, label);
        return found + 1;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        reader.Read();
        Require(reader.TokenType == type);
    }

    private static void Require(bool isAsExpected)
    {
        if (!isAsExpected)
        {
            throw new InvalidDataException(Expected);
        }
    }
}
