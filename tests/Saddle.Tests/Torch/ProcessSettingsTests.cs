using System.Runtime.InteropServices;
using Saddle.Tests.Support;

namespace Saddle.Tests.Torch;

/// <summary>What a process chooses for itself, and what a library does not choose for it.</summary>
public sealed class ProcessSettingsTests
{
    private const int Floats = 16 << 20, Bytes = Floats * sizeof(float);

    [Fact]
    public void A_program_that_applies_them_has_the_pool()
    {
        Assert.SkipWhen(TestProcess.IsPlainHost, "This process applies nothing.");
        Assert.Equal(OperatingSystem.IsLinux(), ProcessSettings.HasMemoryPool);
    }

    [Fact]
    public void What_must_be_chosen_before_libtorch_is_loaded_is_refused_afterwards()
    {
        _ = torch.version;
        var defaults = new ProcessSettings();
        ProcessSettings[] late = [defaults with { Kernel = "Haswell" }, defaults with { IdleThreadsSleep = false }];
        foreach (ProcessSettings settings in late)
        {
            Assert.Contains("before the first tensor", Assert.Throws<InvalidOperationException>(settings.Apply).Message);
        }
    }

    // In a process of its own, this test again: here the pool is in use already.
    [Fact]
    public void A_host_that_applies_nothing_keeps_libtorchs_own_allocator_until_it_does()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The pool is Linux's.");
        if (!TestProcess.IsPlainHost)
        {
            // What the machine's user has told glibc is not what is tested.
            TestProcess.RunAsPlainHost(
                typeof(ProcessSettingsTests), nameof(A_host_that_applies_nothing_keeps_libtorchs_own_allocator_until_it_does),
                "GLIBC_TUNABLES");
            return;
        }
        // What libtorch takes for itself as it is loaded does not count.
        torch.ones([1]).Dispose();
        // The collector hears of the tensor, and may free what others have left, so it does that first.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        ulong before = MappedBytes();
        using Tensor plain = torch.ones([Floats]);
        Assert.False(ProcessSettings.HasMemoryPool);
        // glibc maps large blocks as long as nobody tells it otherwise.
        Assert.InRange(MappedBytes() - before, (ulong)Bytes, (ulong)Bytes + (1 << 20));

        new ProcessSettings { MemoryPool = false }.Apply();
        Assert.False(ProcessSettings.HasMemoryPool);
        new ProcessSettings().Apply();
        new ProcessSettings().Apply();
        Assert.True(ProcessSettings.HasMemoryPool);
        before = MappedBytes();
        using (Tensor pooled = torch.ones([Floats]))
        {
            Assert.Equal(before, MappedBytes());
            Assert.Equal(2.0 * Floats, (plain + pooled).to(ScalarType.Float64).sum().item());
        }
        plain.Dispose();
        Assert.InRange(before - MappedBytes(), (ulong)Bytes, (ulong)Bytes + (1 << 20));
    }

    private static ulong MappedBytes() => mallinfo2().MappedBytes;

    [DllImport("libc.so.6")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern MallocInfo mallinfo2();

    /// <summary>struct mallinfo2 of malloc.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MallocInfo
    {
        public readonly nuint Arena, FreeChunks, FastChunks, Mappings, MappedBytes, Unused, FastBytes, InUse, Free, Trimmable;
    }
}
