using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// What samples are, and what is known of each: all that a network must know of its data. Every checkpoint holds it, so that
/// drawing samples needs no data.
/// </summary>
/// <param name="Shape">The shape of a sample.</param>
public sealed record DataForm(SampleShape Shape)
{
    /// <summary>The names of the classes, in the order of their labels; empty where there are no labels.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The channels of the picture that each sample is the answer to; 0 where there is none.</summary>
    public long InputChannels { get; init; }

    /// <summary>The words of the captions; null where nobody reads them.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>A batch of this form that shows nothing.</summary>
    /// <param name="count">N.</param>
    public Batch Example(int count) => new(
        torch.zeros([count, .. Shape.Sizes]), Classes.Count > 0 ? torch.zeros([count], ScalarType.Int64) : null)
    {
        Captions = Vocabulary is null ? [] : [.. Enumerable.Repeat(Vocabulary.Words[0], count)],
        Input = InputChannels > 0 ? torch.zeros([count, InputChannels, .. Shape.Sizes[1..]]) : null,
    };

    /// <summary>The form of a data set.</summary>
    public static DataForm Of(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new DataForm(data.Shape) { Classes = data.Classes, InputChannels = data.InputChannels };
    }
}
