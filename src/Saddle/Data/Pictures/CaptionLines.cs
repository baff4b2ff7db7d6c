using System.Text.Json;

namespace Saddle.Data.Pictures;

/// <summary>
/// A file with a JSON object a line that names a picture, <c>file_name</c>, and its caption, <c>text</c>; other keys are passed
/// over.
/// </summary>
internal static class CaptionLines
{
    private const long MostBytes = 1 << 30;

    /// <summary>
    /// The file of captions in a folder, or null; <c>metadata.jsonl</c> is one only if its first line speaks of a text.
    /// </summary>
    internal static string? Find(string folder)
    {
        string captions = Path.Combine(folder, "captions.jsonl"), metadata = Path.Combine(folder, "metadata.jsonl");
        return File.Exists(captions) ? captions : File.Exists(metadata) && SpeaksOfText(metadata) ? metadata : null;
    }

    /// <summary>
    /// Reads captions by the names of their pictures, which are paths within the folder; of several for one picture, the first.
    /// </summary>
    /// <exception cref="DataException">It cannot be read, or a line is not as expected.</exception>
    internal static Dictionary<string, string> Read(string path)
    {
        var captions = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw new DataException($"{path}: it is longer than 1 GiB; captions of that length cannot be read.");
            }
            int number = 0;
            foreach (string line in File.ReadLines(path))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    (string name, string text) = Parse(path, number, line);
                    captions.TryAdd(name, text);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read ({error.Message.TrimEnd('.')}).", error);
        }
        return captions;
    }

    private static (string Name, string Text) Parse(string path, int number, string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && TextOf(document.RootElement, "file_name") is { Length: > 0 } name
                && TextOf(document.RootElement, "text")?.Trim() is { Length: > 0 } text)
            {
                return (name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name, text);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new DataException($"{path}: line {number} is not valid JSON ({error.Message.TrimEnd('.')}).", error);
        }
        throw new DataException(
            $"{path}: line {number} should be an object with the texts file_name and text, none of them empty, "
            + $"but is {(line.Length > 80 ? line[..80] + "..." : line)}");
    }

    private static string? TextOf(JsonElement element, string name)
        => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static bool SpeaksOfText(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault()?.Contains("\"text\"", StringComparison.Ordinal) == true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
