using System.Globalization;
using System.Text.Json;

namespace Saddle.Runtime;

/// <summary>Reads the document <c>saddle</c> of a file's metadata; what it does not know it passes over.</summary>
internal static class MetadataReader
{
    /// <summary>The property's name.</summary>
    internal const string Property = "saddle";

    private const int Format = 1, MostSide = 1 << 16;

    /// <summary>Reads the document.</summary>
    /// <param name="source">What the file is called in messages.</param>
    /// <param name="properties">The file's metadata.</param>
    /// <exception cref="ExportException">There is no such document, or it is damaged or of a newer format.</exception>
    internal static ExportMetadata Read(string source, IReadOnlyDictionary<string, string> properties)
    {
        if (!properties.TryGetValue(Property, out string? text))
        {
            throw new ExportException($"{source} was not exported by Saddle: it has no metadata named {Property}.");
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return Read(source, document.RootElement);
        }
        catch (Exception error)
            when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ExportException($"{source} was not exported by Saddle, or is damaged: its metadata cannot be read.", error);
        }
    }

    private static ExportMetadata Read(string source, JsonElement root)
    {
        int format = root.GetProperty("format").GetInt32();
        if (format > Format)
        {
            throw new ExportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source} was exported by a newer Saddle, in format {format}, and this program knows formats up to {Format}: "
                + $"it needs a newer package Saddle.Runtime."));
        }
        ExportMetadata metadata = new()
        {
            Kind = Word<ExportKind>(root.GetProperty("kind")),
            Version = root.GetProperty("version").GetString() ?? "",
            Recipe = Optional(root, "recipe")?.GetString() ?? "",
            Run = Optional(root, "run")?.GetString() ?? "",
            Step = Optional(root, "step")?.GetInt64() ?? 0,
            Shape = [.. root.GetProperty("shape").EnumerateArray().Select(side => Whole(side, 1, MostSide))],
            IsBytes = Optional(root, "bytes")?.GetBoolean() ?? false,
            Precision = Optional(root, "precision")?.GetString() ?? "float32",
            Latent = Optional(root, "latent") is { } latent ? Latent(latent) : null,
            Classes = Texts(root, "classes"),
            Words = Texts(root, "vocabulary"),
            CaptionLength = Number(root, "length", 0),
            Codes = Optional(root, "codes") is { } codes ? Codes(codes) : null,
            InputChannels = Number(root, "input_channels", 0),
            Multiple = Math.Max(1, Number(root, "multiple", 1)),
            Frames = Number(root, "frames", 0),
        };
        return Consistent(metadata) ? metadata : throw new FormatException("The metadata contradict themselves.");
    }

    private static bool Consistent(ExportMetadata metadata)
        => metadata.Shape.Count is 1 or 3
            && metadata.Shape.Aggregate(1L, (product, side) => product * side) <= int.MaxValue
            && (!metadata.IsBytes || metadata.IsPicture)
            && metadata.Words.Count > 0 == metadata.CaptionLength > 0
            && metadata.Words.Distinct(StringComparer.Ordinal).Count() == metadata.Words.Count
            && (metadata.InputChannels == 0 || metadata.IsPicture)
            && (metadata.Frames == 0 || metadata.InputChannels == metadata.Frames * metadata.Shape[0]);

    private static LatentDescription Latent(JsonElement latent) => new(
        Whole(latent.GetProperty("size"), 1, MostSide),
        Optional(latent, "distribution") is { } distribution ? Word<LatentDistribution>(distribution) : LatentDistribution.Normal,
        Optional(latent, "numbers")?.GetString() ?? "philox");

    private static CodeDescription Codes(JsonElement codes)
    {
        int categorical = Number(codes, "categorical", 0), values = Number(codes, "values", 0);
        return categorical == 0 || values > 0
            ? new CodeDescription(categorical, values, Number(codes, "continuous", 0))
            : throw new FormatException("Categorical codes have values.");
    }

    private static string[] Texts(JsonElement root, string name) => Optional(root, name) is { } texts
        ? [.. texts.EnumerateArray().Select(text => text.GetString() ?? throw new FormatException($"{name} holds a null."))]
        : [];

    private static int Number(JsonElement root, string name, int absent)
        => Optional(root, name) is { } number ? Whole(number, 0, MostSide) : absent;

    private static int Whole(JsonElement number, int least, int most)
        => number.GetInt32() is int value && value >= least && value <= most
            ? value
            : throw new FormatException($"Expected a number from {least} to {most}.");

    // Enum.Parse would take numbers as well.
    private static T Word<T>(JsonElement word) where T : struct, Enum
    {
        string text = word.GetString() ?? "";
        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
        throw new FormatException($"'{text}' is none of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    private static JsonElement? Optional(JsonElement root, string name)
        => root.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
