using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// Fakes of earlier steps, so that a discriminator does not forget what it was shown before (arXiv:1612.07828, section 2.3). A
/// new fake is judged itself and kept while there is room; after that, half of the time an old one is judged in its place, and it
/// takes that one's room. What happens depends on a seed and the number of fakes so far alone, so that a run that goes on does
/// the same.
/// </summary>
internal sealed class FakeHistory : IDisposable
{
    private readonly ulong _seed;

    /// <summary>Makes room.</summary>
    /// <param name="capacity">How many fakes are kept.</param>
    /// <param name="sizes">The sizes of a fake.</param>
    /// <param name="seed">Fixes which fakes come back.</param>
    /// <param name="device">Where they are.</param>
    internal FakeHistory(int capacity, long[] sizes, ulong seed, Device device)
        => (Fakes, _seed) = (torch.zeros([capacity, .. sizes], device: device).DetachFromScope(), seed);

    /// <summary>The fakes that are kept, <c>[capacity, C, H, W]</c>; zeros where there are none yet.</summary>
    internal Tensor Fakes { get; }

    /// <summary>What the discriminator is to judge in place of new fakes.</summary>
    /// <param name="fakes"><c>[N, C, H, W]</c>.</param>
    /// <param name="before">How many fakes there were before these.</param>
    /// <returns><c>[N, C, H, W]</c> without history of gradients.</returns>
    internal Tensor Exchange(Tensor fakes, long before)
    {
        using GradMode mode = torch.no_grad();
        if (Fakes.size(0) == 0)
        {
            return fakes.detach();
        }
        var judged = new Tensor[fakes.size(0)];
        for (int k = 0; k < judged.Length; k++)
        {
            judged[k] = Exchange(fakes.select(0, k), before + k, (ulong)Fakes.size(0));
        }
        return torch.stack(judged).contiguous(MemoryFormat.ChannelsLast);
    }

    public void Dispose() => Fakes.Dispose();

    private Tensor Exchange(Tensor fake, long number, ulong capacity)
    {
        bool hasRoom = (ulong)number < capacity;
        ulong drawn = Seeds.Derive(_seed, "history", (ulong)number);
        if (!hasRoom && (drawn & 1) == 0)
        {
            return fake;
        }
        Tensor slot = Fakes.select(0, hasRoom ? number : (long)((drawn >> 1) % capacity));
        Tensor judged = hasRoom ? fake : slot.clone();
        slot.copy_(fake);
        return judged;
    }
}
