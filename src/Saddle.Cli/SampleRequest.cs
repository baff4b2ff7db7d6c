using Saddle.Conditions;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>What <c>saddle sample</c> was asked for.</summary>
internal sealed record SampleRequest
{
    private const int DefaultCount = 64, DefaultRows = 8, DefaultSteps = 10, DefaultFrames = 24;

    internal required Run Run { get; init; }
    internal required string Out { get; init; }
    internal int? Count { get; init; }
    internal long Seed { get; init; }
    internal int? Columns { get; init; }
    internal string? Label { get; init; }
    internal IReadOnlyList<string> Captions { get; init; } = [];
    internal required Action<string> Warn { get; init; }
    internal bool Interpolate { get; init; }
    internal int? Code { get; init; }

    /// <summary>What is translated, or the folder of the film that is continued; null for neither.</summary>
    internal string? Input { get; init; }

    /// <summary>How many frames follow it; null for one, without the past.</summary>
    internal int? Frames { get; init; }

    /// <summary>Whether a film is wanted and not a grid.</summary>
    internal bool Film { get; init; }

    internal bool Reverse { get; init; }

    /// <summary>Whether pictures are translated, each for itself.</summary>
    internal bool Translates => Input is not null && (Reverse || !NextFrames.Knows(Run));

    private Generator Generator => Run.Generator;

    // Steps of a way: the grid's columns, or the film's frames.
    private int Steps => Columns ?? (Film ? DefaultFrames : DefaultSteps);

    private int Rows => Count ?? DefaultRows;

    /// <summary>Draws what was asked for.</summary>
    /// <exception cref="ArgumentException">The run cannot draw it; the message says what would do.</exception>
    internal Drawing Draw()
    {
        CheckInput();
        if (Input is not null)
        {
            return NextFrames.Draw(this, Input);
        }
        long[]? labels = Label is null ? null : LabelOption.Read(Run, Label);
        Condition? asked = CaptionOption.Read(Run, Captions, Warn) ?? (labels is null ? null : (Condition)new ClassCondition(torch.tensor(labels)));
        if ((Interpolate || Code is not null) && Steps < 2)
        {
            throw new InputException($"--columns {Steps}: a way from one sample to another has at least 2.");
        }
        if (Code is { } code)
        {
            return Sweep(code);
        }
        if (Interpolate)
        {
            return labels is { Length: > 1 } ? BetweenClasses(labels) : BetweenLatents(asked);
        }
        return asked is { Count: > 1 } ? RowForEach(asked) : Plain(asked);
    }

    private void CheckInput()
    {
        if (Frames is not null && !NextFrames.Knows(Run))
        {
            throw new InputException($"--frames: {Run.Folder} does not continue films; runs of the recipe next-frame do.");
        }
        if (Frames is not null && Input is null)
        {
            throw new InputException("--frames goes with --input: it says how many frames follow those of that folder.");
        }
        if (Input is null)
        {
            SampleInput.CheckAbsent(Run, Reverse);
        }
    }

    private Drawing Plain(Condition? asked)
    {
        int count = Count ?? DefaultCount;
        return new Drawing(Generator.Sample(count, Seed, Condition(count, asked)), Columns);
    }

    // The same latents in every row, so that only the class or caption differs from row to row.
    private Drawing RowForEach(Condition asked)
    {
        int across = Count ?? DefaultSteps;
        Tensor latents = Generator.Latents(across, Seed).repeat(asked.Count, 1);
        return new Drawing(Generator.Sample(latents, Chosen(asked, across * (int)asked.Count, k => k / across)), Columns ?? across);
    }

    private Drawing BetweenLatents(Condition? asked)
    {
        Tensor ends = Generator.Latents(2 * Rows, Seed);
        Tensor ways = Interpolation.Latents(
            ends.narrow(0, 0, Rows), ends.narrow(0, Rows, Rows), Steps, Generator.LatentDistribution).flatten(0, 1);
        return new Drawing(Generator.Sample(ways, Condition(Rows, asked)?.Map(tensor => tensor.repeat_interleave(Steps, 0))), Steps, IsWay: true);
    }

    // From the first class to the second, on to the third..., with the latent of the row.
    private Drawing BetweenClasses(long[] labels)
    {
        int steps = Math.Max(2, Steps / (labels.Length - 1)), classes = Run.Form.Classes.Count;
        Tensor way = torch.cat([.. labels.Zip(labels.Skip(1), (from, to) => Interpolation.Classes(from, to, classes, steps).Labels)]);
        int across = (int)way.size(0);
        Tensor latents = Generator.Latents(Rows, Seed).repeat_interleave(across, 0);
        return new Drawing(Generator.Sample(latents, new ClassCondition(way.repeat(Rows, 1))), across, IsWay: true);
    }

    private Drawing Sweep(int code)
    {
        if (Run.Conditioning() is not InfoGan infogan)
        {
            throw new InputException(
                $"--code {code}: {Run.Folder} has no latent codes (conditioning {Run.Conditioning().Name}); train with infogan: ./saddle train infogan.");
        }
        if (code >= infogan.Categorical + infogan.Continuous)
        {
            throw new InputException(
                $"--code {code}: the run's codes are 0 to {infogan.Categorical + infogan.Continuous - 1}: first {infogan.Categorical} categorical, then {infogan.Continuous} continuous.");
        }
        int across = infogan.ColumnsOf(code, Steps);
        Tensor latents = Generator.Latents(Rows, Seed).repeat_interleave(across, 0);
        return new Drawing(Generator.Sample(latents, infogan.Sweep(code, Rows, across, (ulong)Seed)), across, IsWay: true);
    }

    // What each of some samples shows: what was asked for, or every class in turn; codes as they are drawn in training.
    private Condition? Condition(int count, Condition? asked) => Run.Conditioning() switch
    {
        _ when asked is not null => Chosen(asked, count, k => k % (int)asked.Count),
        ClassConditioning => new ClassCondition(torch.tensor(
            [.. Enumerable.Range(0, count).Select(k => (long)(k % Run.Form.Classes.Count))])),
        InfoGan infogan => infogan.Draw(count, (ulong)Seed),
        // What nobody asked for is what the data show.
        { IsOn: true } => Run.ConditionOfData(count, Seed),
        _ => null,
    };

    private static Condition Chosen(Condition asked, int count, Func<int, int> choose)
        => asked.Rows(torch.tensor([.. Enumerable.Range(0, count).Select(k => (long)choose(k))]));
}
