using Saddle.Torch.Sharp;
using Xunit;

namespace Saddle.Tests.Torch.Sharp;

/// <summary>TorchSharp's library, made loadable where libstdc++ is older than its compiler's.</summary>
public sealed class VersionNeedsTests
{
    private static readonly byte[] s_library = File.ReadAllBytes(
        Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so"));

    [Fact]
    public void One_flag_of_the_package_s_library_is_set_and_nothing_else_changes()
    {
        byte[] changed = [.. s_library];
        Assert.True(VersionNeeds.Weaken(changed));
        int at = Assert.Single(Enumerable.Range(0, changed.Length), k => changed[k] != s_library[k]);
        Assert.Equal((0, 2), (s_library[at], changed[at]));
        byte[] again = [.. changed];
        Assert.True(VersionNeeds.Weaken(again));
        Assert.Equal(changed, again);
    }

    [Fact]
    public void What_is_no_such_library_is_left_as_it_is()
    {
        foreach (byte[] other in new[] { [], [0x7F, (byte)'E', (byte)'L', (byte)'F'], s_library[..100], s_library[..5000] })
        {
            byte[] same = [.. other];
            Assert.False(VersionNeeds.Weaken(same));
            Assert.Equal(other, same);
        }
    }

    [Fact]
    public void Damaged_tables_do_no_harm()
    {
        var random = new Random(1);
        byte[] damaged = [.. s_library];
        // The header, and the sections' table at the end.
        for (int round = 0; round < 300; round++)
        {
            int at = round % 2 == 0 ? random.Next(16, 64) : s_library.Length - 1 - random.Next(3000);
            damaged[at] = (byte)random.Next(256);
            _ = VersionNeeds.Weaken(damaged);
            damaged[at] = s_library[at];
        }
    }
}
