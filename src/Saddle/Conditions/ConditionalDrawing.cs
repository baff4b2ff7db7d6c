using Saddle.Data;
using Saddle.Networks;
using Saddle.Sampling;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>Samples of what was asked for, whatever the conditioning.</summary>
internal sealed class ConditionalDrawing(Conditioning conditioning, SampleRequest request)
{
    private Generator Generator => request.Generator;

    internal SampleDrawing Draw()
    {
        Condition? asked = conditioning.Asked(request);
        return conditioning.Ways(request, asked) is { } ways ? Along(ways)
            : request.Interpolates ? BetweenLatents(asked)
            : asked is { Count: > 1 } ? RowForEach(asked)
            : Plain(asked);
    }

    private SampleDrawing Plain(Condition? asked)
        => new(Generator.Sample(request.Count, request.Seed, ForEach(request.Count, asked)), request.Columns);

    // The same latents in every row, so that only what was asked for differs from row to row.
    private SampleDrawing RowForEach(Condition asked)
    {
        int across = request.Each;
        Tensor latents = Generator.Latents(across, request.Seed).repeat(asked.Count, 1);
        Condition conditions = Chosen(asked, across * (int)asked.Count, k => k / across);
        return new SampleDrawing(Generator.Sample(latents, conditions), request.Columns ?? across);
    }

    private SampleDrawing Along(ConditionWays ways)
    {
        Tensor latents = Generator.Latents(request.Rows, request.Seed).repeat_interleave(ways.Steps, 0);
        return new SampleDrawing(Generator.Sample(latents, ways.Condition), ways.Steps, IsWay: true);
    }

    private SampleDrawing BetweenLatents(Condition? asked)
    {
        int rows = request.Rows, steps = request.Steps;
        Tensor ends = Generator.Latents(2 * rows, request.Seed);
        Tensor ways = Interpolation.Latents(
            ends.narrow(0, 0, rows), ends.narrow(0, rows, rows), steps, Generator.LatentDistribution).flatten(0, 1);
        Condition? conditions = ForEach(rows, asked)?.Map(tensor => tensor.repeat_interleave(steps, 0));
        return new SampleDrawing(Generator.Sample(ways, conditions), steps, IsWay: true);
    }

    // What each of some samples shows: what was asked for, in turn, or else what the conditioning or the data say.
    private Condition? ForEach(int count, Condition? asked) => asked is not null
        ? Chosen(asked, count, k => k % (int)asked.Count)
        : conditioning.Unasked(request, count) ?? request.OfData(count);

    private static Condition Chosen(Condition asked, int count, Func<int, int> choose)
        => asked.Rows(torch.tensor([.. Enumerable.Range(0, count).Select(k => (long)choose(k))]));
}
