using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// Films of a sprite that walks to a fork and turns left or right at random, drawn by the program, grey: the input is the way to the
/// fork, the real image the frame after. Nothing in the input tells the turn, so each input has two futures that are equally right.
/// </summary>
public sealed class Fork : DataSource
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "fork", "a sprite at a fork turns left or right at random: past frames and the next, drawn by the program", "",
        [
            Setting.Whole("size", 32, "the pictures' side in pixels", 16, 64),
            Setting.Whole("count", 4_000, "how many films", 1, 100_000),
            Setting.Whole("frames", 4, "how many frames show the way to the fork", 1, 8),
            Setting.Text("turn", "random", "which way the sprite goes: with the same seed all else stays", "random", "left", "right"),
            Setting.Text("split", "train", "films to learn from, or others", "train", "test"),
            Setting.Whole("seed", 0, "another seed gives other films"),
        ],
        s => new Fork(
            (int)s.Whole("size"), (int)s.Whole("count"), (int)s.Whole("frames"), s.Text("turn"), s.Text("split"), (int)s.Whole("seed")));

    private readonly int _size;
    private readonly int _count;
    private readonly int _frames;
    private readonly string _turn;
    private readonly string _split;
    private readonly int _seed;

    /// <summary>Describes the films.</summary>
    /// <param name="size">Their side in pixels, 16 to 64.</param>
    /// <param name="count">How many, 1 to 100,000; together at most 2 GiB.</param>
    /// <param name="frames">How many frames show the way to the fork, 1 to 8.</param>
    /// <param name="turn"><c>random</c>, <c>left</c> or <c>right</c>; with the same seed all else stays.</param>
    /// <param name="split"><c>train</c> or <c>test</c>: no film is in both.</param>
    /// <param name="seed">Fixes the films.</param>
    public Fork(int size = 32, int count = 4_000, int frames = 4, string turn = "random", string split = "train", int seed = 0)
        : base(Entry, ("size", size), ("count", count), ("frames", frames), ("turn", turn), ("split", split), ("seed", seed))
        => (_size, _count, _frames, _turn, _split, _seed) = (size, count, frames, turn, split, seed);

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        int plane = _size * _size, bytes = (_frames + 1) * plane;
        if ((long)_count * bytes > Array.MaxLength)
        {
            throw new DataException(
                $"data source fork: {_count} films of {_frames + 1} frames of {_size}x{_size} are {(long)_count * bytes} bytes; at most 2 GiB can be drawn: choose a smaller count or size.");
        }
        ulong seed = Seeds.Derive((ulong)_seed, _split);
        var pixels = new byte[_count * bytes];
        Parallel.For(0, _count, k => Paint(pixels.AsSpan(k * bytes, bytes), plane, Seeds.Derive(seed, "film", (ulong)k)));
        using DisposeScope scope = torch.NewDisposeScope();
        return new ImageSet(new TensorStore(torch.tensor(pixels, _count, _frames + 1, _size, _size)), null, [], [], _frames);
    }

    private void Paint(Span<byte> film, int plane, ulong seed)
    {
        ForkScene scene = ForkScene.Draw(seed, _frames);
        scene.PaintRoad(film[..plane], _size);
        for (int frame = 1; frame <= _frames; frame++)
        {
            film[..plane].CopyTo(film[(frame * plane)..]);
        }
        for (int frame = 0; frame < _frames; frame++)
        {
            scene.PaintWalk(film.Slice(frame * plane, plane), _size, _frames - 1 - frame);
        }
        bool right = _turn == "random" ? (Seeds.Derive(seed, "turn") & 1) == 1 : _turn == "right";
        scene.PaintTurn(film[(_frames * plane)..], _size, right);
    }
}
