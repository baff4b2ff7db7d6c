using System.Runtime.CompilerServices;
using Saddle.Data.Pictures;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class PictureRoomTests
{
    [Fact]
    public void What_is_large_is_not_kept()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Use(10, 100_000_000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 50_000_000);
    }

    [Fact]
    public void What_is_small_is_used_again()
    {
        byte[] first = PictureRoom.Rent(1 << 16);
        PictureRoom.Return(first);
        Assert.Same(first, PictureRoom.Rent(1 << 16));
    }

    // The arrays are nobody's once it has returned.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use(int count, int bytes)
    {
        byte[][] rooms = [.. Enumerable.Range(0, count).Select(_ => PictureRoom.Rent(bytes))];
        Array.ForEach(rooms, PictureRoom.Return);
    }
}
