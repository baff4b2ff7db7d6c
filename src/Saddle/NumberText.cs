using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saddle;

/// <summary>Numbers as people read them and as JSON can hold them; whatever is printed goes through here.</summary>
public static class NumberText
{
    /// <summary>
    /// A number in a format of .NET's, such as <c>0.###</c>: what rounds to 0 has no sign, and what is not finite is called
    /// <c>not a number</c>, <c>infinity</c> or <c>-infinity</c>.
    /// </summary>
    public static string Show(double value, string format)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "not a number" : value > 0 ? "infinity" : "-infinity";
        }
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        return text is ['-', .. var digits] && digits.All(character => character is '0' or '.') ? digits : text;
    }

    /// <summary>
    /// A number as JSON: 0 without a sign, and what is not finite as the text <c>Infinity</c>, <c>-Infinity</c> or <c>NaN</c>.
    /// </summary>
    public static JsonNode ToJson(double value) => double.IsFinite(value) ? JsonValue.Create(value + 0.0) : Name(value);

    /// <summary>Writes the same.</summary>
    public static void WriteJson(Utf8JsonWriter json, double value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value + 0.0);
        }
        else
        {
            json.WriteStringValue(Name(value));
        }
    }

    private static string Name(double value) => value.ToString(CultureInfo.InvariantCulture);
}
