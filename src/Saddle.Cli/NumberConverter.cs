using System.Text.Json;
using System.Text.Json.Serialization;

namespace Saddle.Cli;

/// <summary>Numbers of <see cref="Documents"/> as every command prints them; see <see cref="NumberText.ToJson"/>.</summary>
internal sealed class NumberConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        => NumberText.WriteJson(writer, value);
}
