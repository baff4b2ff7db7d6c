using Saddle.Conditions;
using Saddle.Networks;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>What <c>saddle sample</c> was asked for.</summary>
internal sealed record SampleRequest
{
    private const int DefaultCount = 64, DefaultRows = 8, DefaultSteps = 10, DefaultFrames = 24;

    internal required Run Run { get; init; }
    internal int? Count { get; init; }
    internal long Seed { get; init; }
    internal int? Columns { get; init; }
    internal string? Label { get; init; }
    internal bool Interpolate { get; init; }
    internal int? Code { get; init; }

    /// <summary>The folder of the film that is continued, or null.</summary>
    internal string? Input { get; init; }

    /// <summary>How many frames follow it; null for one, without the past.</summary>
    internal int? Frames { get; init; }

    /// <summary>Whether a film is wanted and not a grid.</summary>
    internal bool Film { get; init; }

    private Generator Generator => Run.Generator;

    // Steps of a way: the grid's columns, or the film's frames.
    private int Steps => Columns ?? (Film ? DefaultFrames : DefaultSteps);

    private int Rows => Count ?? DefaultRows;

    /// <summary>Draws what was asked for.</summary>
    /// <exception cref="ArgumentException">The run cannot draw it; the message says what would do.</exception>
    internal Drawing Draw()
    {
        if (Input is not null)
        {
            return NextFrames.Draw(this, Input);
        }
        long[]? labels = Label is null ? null : LabelOption.Read(Run, Label);
        if ((Interpolate || Code is not null) && Steps < 2)
        {
            throw new ArgumentException($"--columns {Steps}: a way from one sample to another has at least 2.");
        }
        if (Code is { } code)
        {
            return Sweep(code);
        }
        if (Interpolate)
        {
            return labels is { Length: > 1 } ? BetweenClasses(labels) : BetweenLatents(labels);
        }
        return labels is { Length: > 1 } ? RowForEach(labels) : Plain(labels);
    }

    private Drawing Plain(long[]? labels)
    {
        int count = Count ?? DefaultCount;
        return new Drawing(Generator.Sample(count, Seed, Condition(count, labels)), Columns);
    }

    // The same latents in every row, so that only the class differs from row to row.
    private Drawing RowForEach(long[] labels)
    {
        int across = Count ?? DefaultSteps;
        Tensor latents = Generator.Latents(across, Seed).repeat(labels.Length, 1);
        var condition = new ClassCondition(torch.tensor([.. labels.SelectMany(label => Enumerable.Repeat(label, across))]));
        return new Drawing(Generator.Sample(latents, condition), Columns ?? across);
    }

    private Drawing BetweenLatents(long[]? labels)
    {
        Tensor ends = Generator.Latents(2 * Rows, Seed);
        Tensor ways = Interpolation.Latents(
            ends.narrow(0, 0, Rows), ends.narrow(0, Rows, Rows), Steps, Generator.LatentDistribution).flatten(0, 1);
        return new Drawing(Generator.Sample(ways, Repeated(Condition(Rows, labels))), Steps, IsWay: true);
    }

    // From the first class to the second, on to the third..., with the latent of the row.
    private Drawing BetweenClasses(long[] labels)
    {
        int steps = Math.Max(2, Steps / (labels.Length - 1)), classes = Run.Form.Classes.Count;
        Tensor way = torch.cat([.. labels.Zip(labels.Skip(1), (from, to) => Interpolation.Classes(from, to, classes, steps).Labels)]);
        int across = (int)way.size(0);
        Tensor latents = Generator.Latents(Rows, Seed).unsqueeze(1).repeat(1, across, 1).flatten(0, 1);
        return new Drawing(Generator.Sample(latents, new ClassCondition(way.repeat(Rows, 1))), across, IsWay: true);
    }

    private Drawing Sweep(int code)
    {
        if (Run.Recipe.Conditioning is not InfoGan infogan)
        {
            throw new ArgumentException(
                $"--code {code}: {Run.Folder} has no latent codes (conditioning {Run.Recipe.Conditioning.Name}); train with infogan: ./saddle train infogan.");
        }
        if (code >= infogan.Categorical + infogan.Continuous)
        {
            throw new ArgumentException(
                $"--code {code}: the run's codes are 0 to {infogan.Categorical + infogan.Continuous - 1}: first {infogan.Categorical} categorical, then {infogan.Continuous} continuous.");
        }
        int across = infogan.ColumnsOf(code, Steps);
        Tensor latents = Generator.Latents(Rows, Seed).unsqueeze(1).repeat(1, across, 1).flatten(0, 1);
        return new Drawing(Generator.Sample(latents, infogan.Sweep(code, Rows, across, (ulong)Seed)), across, IsWay: true);
    }

    private Condition? Repeated(Condition? condition)
        => condition?.Map(tensor => tensor.unsqueeze(1).repeat([1, Steps, .. Enumerable.Repeat(1L, tensor.dim() - 1)]).flatten(0, 1));

    // What each of some samples shows: the class asked for, or every class in turn; codes as they are drawn in training.
    private Condition? Condition(int count, long[]? labels) => Run.Recipe.Conditioning switch
    {
        ClassConditioning => new ClassCondition(torch.tensor(
            [.. Enumerable.Range(0, count).Select(k => labels?[k % labels.Length] ?? k % Run.Form.Classes.Count)])),
        InfoGan infogan => infogan.Draw(count, (ulong)Seed),
        _ => null,
    };
}
