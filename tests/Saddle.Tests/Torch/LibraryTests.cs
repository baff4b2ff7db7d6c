namespace Saddle.Tests.Torch;

public sealed class LibraryTests
{
    private static readonly string[] s_matrixLibraries = ["openblas", "mkl", "unknown"];

    [Fact]
    public void Threads_are_what_was_set()
    {
        int before = torch.get_num_threads();
        try
        {
            torch.set_num_threads(2);
            Assert.Equal(2, torch.get_num_threads());
            torch.set_num_threads(1);
            Assert.Equal(1, torch.get_num_threads());
            Assert.Throws<ArgumentOutOfRangeException>(() => torch.set_num_threads(0));
        }
        finally
        {
            torch.set_num_threads(before);
        }
    }

    [Fact]
    public void The_version_is_that_of_a_supported_libtorch()
    {
        var version = Version.Parse(torch.version.Split('+', 'a', 'r')[0]);
        Assert.True(version >= new Version(1, 13), torch.version);
    }

    [Fact]
    public void The_matrix_library_is_known_by_name() => Assert.Contains(torch.blas, s_matrixLibraries);

    [Theory]
    [InlineData("cpu", DeviceType.Cpu, -1)]
    [InlineData("cuda", DeviceType.Cuda, 0)]
    [InlineData("cuda:3", DeviceType.Cuda, 3)]
    public void A_device_is_read_and_written(string text, DeviceType type, int index)
    {
        Device device = Device.Parse(text);
        Assert.Equal(new Device(type, index), device);
        Assert.Equal(text, device.ToString());
    }

    [Theory, InlineData("gpu"), InlineData("cuda:"), InlineData("cuda:-1"), InlineData("CPU"), InlineData("")]
    public void A_text_that_names_no_device_is_refused(string text)
        => Assert.Equal(
            $"'{text}' is not a device: expected cpu, cuda or cuda:N.",
            Assert.Throws<InputException>(() => Device.Parse(text)).Message);

    [Fact]
    public void A_device_that_is_not_there_is_refused()
    {
        int count = torch.cuda_device_count();
        Assert.Contains(
            "is not available",
            Assert.Throws<InputException>(() => new Device(DeviceType.Cuda, count).ThrowIfUnavailable()).Message,
            StringComparison.Ordinal);
        Device.Cpu.ThrowIfUnavailable();
    }
}
