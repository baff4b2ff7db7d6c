using System.Text.Json.Serialization;

namespace Saddle.Data.Pictures;

/// <summary>Reads and writes index.json; what lacks a value is damaged.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PixelIndex.Document))]
internal sealed partial class PixelIndexJson : JsonSerializerContext;
