using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>What every data source keeps; it is opened with the settings that it has.</summary>
internal static class DataSourceRules
{
    private const int Count = 8;

    internal static IEnumerable<Rule> Of(DataSource source) =>
    [
        new("its samples are finite, of its shape, images in [-1, 1]", () => Fits(source)),
        new("a seed and a position always give the same samples", () => Again(source)),
        new("another seed gives others", () => Others(source)),
        new("labels are numbers of its classes, and captions and inputs one for each sample", () => Told(source)),
    ];

    private static string? Fits(DataSource source)
    {
        using DataSet data = source.Open();
        Tensor real = data.Read(1, 0, Count).Real;
        return !data.Shape.Fits(real) || real.size(0) != Count ? $"{Count} samples of {data.Shape} are {real}"
            : real.isfinite().to(ScalarType.Float32).min().item() < 1 ? "not all are finite"
            : data.Shape.IsImage && real.abs().max().item() > 1 ? $"they reach {real.abs().max().item()}" : null;
    }

    private static string? Again(DataSource source)
    {
        using DataSet data = source.Open();
        float[] first = Read(data, 1, 16), second = Read(data, 1, 32), again = Read(data, 1, 16);
        using DataSet reopened = source.Open();
        return !first.AsSpan().SequenceEqual(again) ? "read twice they differ"
            : !first.AsSpan().SequenceEqual(Read(reopened, 1, 16)) ? "opened twice they differ"
            : first.AsSpan().SequenceEqual(second) ? "two positions give the same" : null;
    }

    private static string? Others(DataSource source)
    {
        using DataSet data = source.Open();
        return Read(data, 1, 0).AsSpan().SequenceEqual(Read(data, 2, 0)) ? "seeds 1 and 2 give the same" : null;
    }

    private static string? Told(DataSource source)
    {
        using DataSet data = source.Open();
        Batch batch = data.Read(1, 0, Count);
        long[] labels = batch.Labels?.ToArray<long>() ?? [];
        return labels.Any(label => label < 0 || label >= data.Classes.Count)
            ? $"a label is {labels.Max()} of {data.Classes.Count} classes"
            : batch.Captions.Count is not (0 or Count) ? $"{Count} samples have {batch.Captions.Count} captions"
            : (batch.Input?.size(1) ?? 0) != data.InputChannels
                ? $"inputs have {batch.Input?.size(1) ?? 0} channels instead of {data.InputChannels}"
                : null;
    }

    private static float[] Read(DataSet data, ulong seed, long position)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return data.Read(seed, position, Count).Real.ToArray<float>();
    }
}
