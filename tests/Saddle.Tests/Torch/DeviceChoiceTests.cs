namespace Saddle.Tests.Torch;

public sealed class DeviceChoiceTests
{
    [Theory]
    [InlineData(0, "", "cpu", "this libtorch sees no CUDA GPU")]
    [InlineData(1, "", "cuda", "it works")]
    [InlineData(2, "cuda", "cuda:1", "the first of 2 that works")]
    [InlineData(1, "cuda", "cpu", "cuda does not work: too old")]
    [InlineData(2, "cuda cuda:1", "cpu", "cuda does not work: too old")]
    public void The_first_that_works_is_found(int count, string broken, string device, string reason)
    {
        DeviceChoice choice = DeviceChoice.Among(count, found => broken.Split(' ').Contains(found.ToString()) ? "too old" : null);
        Assert.Equal((device, reason), (choice.Device.ToString(), choice.Reason));
    }

    [Fact]
    public void A_device_that_is_named_is_taken_or_refused()
    {
        Assert.Equal(new DeviceChoice(Device.Cpu, null), DeviceChoice.Of("cpu"));
        Assert.Null(DeviceChoice.ProblemWith("auto"));
        Assert.Null(DeviceChoice.ProblemWith("cuda:3"));
        Assert.Equal(
            "'gpu' is not a device: expected auto, cpu, cuda or cuda:N.",
            Assert.Throws<InputException>(() => DeviceChoice.Of("gpu")).Message);
    }

    [Fact]
    public void What_is_found_computes()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        DeviceChoice choice = DeviceChoice.Of(DeviceChoice.Auto);
        Assert.NotNull(choice.Reason);
        Assert.Equal(3, torch.ones([3], device: choice.Device).sum().item());
    }
}
