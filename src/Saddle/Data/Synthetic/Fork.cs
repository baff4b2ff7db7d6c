using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data.Synthetic;

/// <summary>
/// Films of a sprite that walks to a fork and turns left or right at random, drawn by the program, grey: the input is the way to
/// the fork, the real image the frame after. Nothing in the input tells the turn, so each input has two futures that are equally
/// right.
/// </summary>
[Component("fork", "a sprite at a fork turns left or right at random: past frames and the next, drawn by the program")]
public sealed partial record Fork : DataSource
{
    /// <summary>The pictures' side in pixels.</summary>
    [Setting(16, 64)] public int Size { get; init; } = 32;

    /// <summary>How many films.</summary>
    /// <remarks>Together at most 2 GiB.</remarks>
    [Setting(1, 100_000)] public int Count { get; init; } = 4_000;

    /// <summary>How many frames show the way to the fork.</summary>
    [Setting(1, 8)] public int Frames { get; init; } = 4;

    /// <summary>Which way the sprite goes: with the same seed all else stays.</summary>
    [Setting] public ForkTurn Turn { get; init; }

    /// <summary>Films to learn from, or others.</summary>
    /// <remarks>No film is in both.</remarks>
    [Setting] public DataSplit Split { get; init; }

    /// <summary>Another seed gives other films.</summary>
    [Setting] public int Seed { get; init; }

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        int plane = Size * Size, bytes = (Frames + 1) * plane;
        if ((long)Count * bytes > Array.MaxLength)
        {
            throw new DataException(
                $"data source fork: {Count} films of {Frames + 1} frames of {Size}x{Size} are {(long)Count * bytes} bytes; "
                + "at most 2 GiB can be drawn: choose a smaller count or size.");
        }
        ulong seed = Seeds.Derive((ulong)Seed, (string)this["split"]);
        var pixels = new byte[Count * bytes];
        Parallel.For(0, Count, k => Paint(pixels.AsSpan(k * bytes, bytes), plane, Seeds.Derive(seed, "film", (ulong)k)));
        using DisposeScope scope = torch.NewDisposeScope();
        return new ImageSet(new TensorStore(torch.tensor(pixels, Count, Frames + 1, Size, Size)), null, [], [], Frames);
    }

    private void Paint(Span<byte> film, int plane, ulong seed)
    {
        ForkScene scene = ForkScene.Draw(seed, Frames);
        scene.PaintRoad(film[..plane], Size);
        for (int frame = 1; frame <= Frames; frame++)
        {
            film[..plane].CopyTo(film[(frame * plane)..]);
        }
        for (int frame = 0; frame < Frames; frame++)
        {
            scene.PaintWalk(film.Slice(frame * plane, plane), Size, Frames - 1 - frame);
        }
        bool right = Turn == ForkTurn.Random ? (Seeds.Derive(seed, "turn") & 1) == 1 : Turn == ForkTurn.Right;
        scene.PaintTurn(film[(Frames * plane)..], Size, right);
    }
}
