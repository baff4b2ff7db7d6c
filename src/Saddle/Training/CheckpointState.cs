using System.Text.Json;
using Saddle.Data;

namespace Saddle.Training;

/// <summary>What a checkpoint says beside its tensors: checkpoint.json.</summary>
internal sealed record CheckpointState
{
    // More pixels or numbers than this along one side nobody has, and what networks make of them would not be found in memory.
    private const long MostOfASize = 1 << 20;

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

    /// <summary>The data's <see cref="Data.DataSet.ContentDigest"/>. Empty where nobody noted it.</summary>
    internal string DataDigest { get; init; } = "";

    /// <summary>What of the recipe may not change: see <see cref="FixedSettings"/>. Empty where nobody noted it.</summary>
    internal IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The learner's counters.</summary>
    internal required IReadOnlyDictionary<string, long> Counters { get; init; }

    /// <summary>On what the steps were computed, the newest last. Steps from before this was noted are in none.</summary>
    internal IReadOnlyList<Stretch> Stretches { get; init; } = [];

    /// <summary>The SHA-256 of the tensors' file, in hexadecimal.</summary>
    internal string TensorsDigest { get; init; } = "";

    internal string ToJson() => SelfDigest.Append(
        JsonSerializer.Serialize(CheckpointDocument.Of(this), CheckpointJson.Default.CheckpointDocument) + "\n");

    /// <exception cref="InvalidDataException">The text is not what <see cref="ToJson"/> writes.</exception>
    internal static CheckpointState FromJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            // The format first: what a newer one has or lacks is not known here.
            int format = root.GetProperty("format").GetInt32();
            if (format > CheckpointDocument.Newest)
            {
                throw new InvalidDataException(
                    $"it was written by a newer Saddle (format {format}; this one reads up to {CheckpointDocument.Newest})");
            }
            if (SelfDigest.IsWrong(text))
            {
                throw new InvalidDataException("its checkpoint.json was changed: its digest is not that of what it says");
            }
            CheckpointState state = root.Deserialize(CheckpointJson.Default.CheckpointDocument)!.ToState();
            return state.Step >= 0 && state.SamplerPosition >= 0 && state.Form.Shape.Sizes.Length > 0
                && state.Form.Shape.Sizes.All(size => size is > 0 and <= MostOfASize)
                ? state
                : throw new InvalidDataException("its checkpoint.json has a number out of its range");
        }
        catch (Exception error)
            when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
                or ArgumentException)
        {
            throw new InvalidDataException($"its checkpoint.json is not valid ({error.Message.TrimEnd('.')})", error);
        }
    }
}
