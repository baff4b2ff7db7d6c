using System.Text;
using System.Text.Json;
using Saddle.Data;

namespace Saddle.Training;

/// <summary>What a checkpoint says beside its tensors: checkpoint.json.</summary>
internal sealed record CheckpointState
{
    /// <summary>The number of the file's format; a newer one is refused.</summary>
    internal const int Format = 1;

    /// <summary>How many steps were made.</summary>
    internal required long Step { get; init; }

    /// <summary>The training time so far, in seconds.</summary>
    internal required double Seconds { get; init; }

    /// <summary>How many samples were drawn from the data.</summary>
    internal required long SamplerPosition { get; init; }

    /// <summary>What the samples are.</summary>
    internal required DataForm Form { get; init; }

    /// <summary>What the data were: see <see cref="Data.DataSet.Identity"/>. Empty where nobody noted it.</summary>
    internal string Data { get; init; } = "";

    /// <summary>The learner's counters.</summary>
    internal required IReadOnlyDictionary<string, long> Counters { get; init; }

    /// <summary>On what the steps were computed, the newest last. Steps from before this was noted are in none.</summary>
    internal IReadOnlyList<Stretch> Stretches { get; init; } = [];

    /// <summary>The SHA-256 of the tensors' file, in hexadecimal.</summary>
    internal string TensorsDigest { get; init; } = "";

    internal string ToJson()
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteNumber("step", Step);
            json.WriteNumber("seconds", Seconds);
            json.WriteNumber("sampler_position", SamplerPosition);
            json.WriteStartArray("shape");
            Array.ForEach(Form.Shape.Sizes, json.WriteNumberValue);
            json.WriteEndArray();
            json.WriteStartArray("classes");
            foreach (string name in Form.Classes)
            {
                json.WriteStringValue(name);
            }
            json.WriteEndArray();
            json.WriteNumber("input_channels", Form.InputChannels);
            if (Form.Vocabulary is { } vocabulary)
            {
                json.WriteNumber("caption_length", vocabulary.Length);
                json.WriteStartArray("vocabulary");
                foreach (string word in vocabulary.Words)
                {
                    json.WriteStringValue(word);
                }
                json.WriteEndArray();
            }
            json.WriteString("data", Data);
            json.WriteStartObject("counters");
            foreach ((string name, long value) in Counters)
            {
                json.WriteNumber(name, value);
            }
            json.WriteEndObject();
            json.WriteStartArray("stretches");
            foreach (Stretch stretch in Stretches)
            {
                stretch.Write(json);
            }
            json.WriteEndArray();
            json.WriteString("tensors_sha256", TensorsDigest);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    private static DataForm ReadForm(JsonElement root)
    {
        var shape = new SampleShape([.. root.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())]);
        return new DataForm(shape)
        {
            Classes = root.TryGetProperty("classes", out JsonElement classes)
                ? [.. classes.EnumerateArray().Select(name => name.GetString() ?? "")]
                : [],
            InputChannels = root.TryGetProperty("input_channels", out JsonElement channels) ? channels.GetInt64() : 0,
            Vocabulary = root.TryGetProperty("vocabulary", out JsonElement words)
                ? new Vocabulary([.. words.EnumerateArray().Select(word => word.GetString() ?? "")], root.GetProperty("caption_length").GetInt32())
                : null,
        };
    }

    /// <exception cref="InvalidDataException">The text is not what <see cref="ToJson"/> writes.</exception>
    internal static CheckpointState FromJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            int format = root.GetProperty("format").GetInt32();
            if (format > Format)
            {
                throw new InvalidDataException($"it was written by a newer Saddle (format {format}; this one reads up to {Format})");
            }
            var state = new CheckpointState
            {
                Step = root.GetProperty("step").GetInt64(),
                Seconds = root.GetProperty("seconds").GetDouble(),
                SamplerPosition = root.GetProperty("sampler_position").GetInt64(),
                Form = ReadForm(root),
                Data = root.TryGetProperty("data", out JsonElement data) ? data.GetString() ?? "" : "",
                Counters = root.GetProperty("counters").EnumerateObject().ToDictionary(counter => counter.Name, counter => counter.Value.GetInt64()),
                Stretches = root.TryGetProperty("stretches", out JsonElement stretches)
                    ? [.. stretches.EnumerateArray().Select(Stretch.Read)]
                    : [],
                TensorsDigest = root.GetProperty("tensors_sha256").GetString() ?? "",
            };
            return state.Step >= 0 && state.SamplerPosition >= 0 && state.Form.Shape.Sizes.Length > 0 && state.Form.Shape.Sizes.All(size => size > 0)
                ? state
                : throw new InvalidDataException("its checkpoint.json has a number below its range");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or ArgumentException)
        {
            throw new InvalidDataException($"its checkpoint.json is not valid ({error.Message.TrimEnd('.')})", error);
        }
    }
}
