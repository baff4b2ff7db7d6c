using System.Text.Json;
using Saddle.Data;

namespace Saddle.Training;

/// <summary>checkpoint.json, in the order of its lines. Older programs left out what is not required.</summary>
internal sealed record CheckpointDocument
{
    /// <summary>The number of the format that is written; a newer one is refused.</summary>
    internal const int Newest = 1;

    public required int Format { get; init; }

    public required long Step { get; init; }

    public required double Seconds { get; init; }

    public required long SamplerPosition { get; init; }

    public required long[] Shape { get; init; }

    public IReadOnlyList<string?>? Classes { get; init; }

    public long InputChannels { get; init; }

    public int? CaptionLength { get; init; }

    public IReadOnlyList<string>? Vocabulary { get; init; }

    public string? Data { get; init; }

    public string? DataDigest { get; init; }

    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    public required IReadOnlyDictionary<string, long> Counters { get; init; }

    public IReadOnlyList<Stretch?>? Stretches { get; init; }

    public required string TensorsSha256 { get; init; }

    internal static CheckpointDocument Of(CheckpointState state) => new()
    {
        Format = Newest,
        Step = state.Step,
        Seconds = state.Seconds,
        SamplerPosition = state.SamplerPosition,
        Shape = state.Form.Shape.Sizes,
        Classes = state.Form.Classes,
        InputChannels = state.Form.InputChannels,
        CaptionLength = state.Form.Vocabulary?.Length,
        Vocabulary = state.Form.Vocabulary?.Words,
        Data = state.Data,
        DataDigest = state.DataDigest.Length > 0 ? state.DataDigest : null,
        Settings = state.Settings.Count > 0 ? state.Settings : null,
        Counters = state.Counters,
        Stretches = state.Stretches,
        TensorsSha256 = state.TensorsDigest,
    };

    /// <exception cref="ArgumentException">The vocabulary is none.</exception>
    /// <exception cref="JsonException">A stretch is missing.</exception>
    internal CheckpointState ToState() => new()
    {
        Step = Step,
        Seconds = Seconds,
        SamplerPosition = SamplerPosition,
        Form = new DataForm(new SampleShape(Shape))
        {
            Classes = [.. (Classes ?? []).Select(name => name ?? "")],
            InputChannels = InputChannels,
            Vocabulary = Vocabulary is null ? null : new Vocabulary(Vocabulary, CaptionLength ?? 0),
        },
        Data = Data ?? "",
        DataDigest = DataDigest ?? "",
        Settings = Settings ?? new Dictionary<string, string>(),
        Counters = Counters,
        Stretches = [.. (Stretches ?? []).Select(stretch => stretch ?? throw new JsonException("a stretch is null"))],
        TensorsDigest = TensorsSha256,
    };
}
