using Saddle.Torch;
using Saddle.Torch.Engines;
using Xunit;

namespace Saddle.Tests.Torch;

public sealed class LoadedLibtorchTests
{
    private const string Line = "7f00-7f10 r-xp 00000000 fe:00 12        ";

    [Theory]
    [InlineData("/usr/lib/libtorch_cpu.so", "/usr/lib/libtorch_cpu.so")]
    [InlineData("/opt/my torch/lib/libtorch_cpu.so.2.6", "/opt/my torch/lib/libtorch_cpu.so.2.6")]
    [InlineData("/usr/lib/libtorch_cpu.so/other.so", null)]
    [InlineData("/usr/lib/libc10.so", null)]
    public void A_library_is_found_in_the_map_of_the_process(string file, string? path)
        => Assert.Equal(
            path, LoadedLibtorch.PathIn([Line + "/usr/lib/libc.so.6", "7f20-7f30 rw-p 00000000 00:00 0", Line + file]));

    [Fact]
    public void A_second_one_is_refused_with_the_path_of_the_first()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        using Tensor loaded = torch.zeros([1]);
        string path = LoadedLibtorch.Path!;
        LoadedLibtorch.ThrowIfAnother("torchsharp", own => own == path);
        Assert.Contains(path, Assert.Throws<TorchUnavailableException>(
            () => LoadedLibtorch.ThrowIfAnother("torchsharp", _ => false)).Message, StringComparison.Ordinal);
    }
}
