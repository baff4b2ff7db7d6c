using Saddle.Training;

namespace Saddle.Tests.Training;

public sealed class DeviceTroubleTests
{
    private static readonly Recipe s_recipe = new() { Device = "cuda", Batch = 64 };

    [Theory]
    [InlineData(
        "CUDA out of memory. Tried to allocate 2.00 GiB.", 0, null,
        "the memory of cuda is full at 64 samples at a time: micro_batch=32 computes the same in slices of half the size, "
        + "in recipe.json for a run that goes on. The last checkpoint stands.")]
    [InlineData(
        "CUDA out of memory.", 8, null,
        "the memory of cuda is full at 8 samples at a time: micro_batch=4 computes the same in slices of half the size, "
        + "in recipe.json for a run that goes on. The last checkpoint stands.")]
    [InlineData(
        "CUDA out of memory.", 0, "packing",
        "the memory of cuda is full at 64 samples at a time: packing wants whole batches, so train anew with batch=32. "
        + "The last checkpoint stands.")]
    [InlineData(
        "CUDA out of memory.", 1, null,
        "the memory of cuda is full with one sample at a time: take smaller networks. The last checkpoint stands.")]
    [InlineData(
        "grid_sampler_2d_backward_cuda does not have a deterministic implementation, but you set it.", 0, null,
        "cuda cannot compute this recipe with the same bits each time (grid_sampler_2d_backward_cuda does not have a "
        + "deterministic implementation, but you set it): set deterministic=false.")]
    [InlineData(
        "CUDA error: no kernel image is available for execution on the device\nmore", 0, null,
        "cuda is too old for this libtorch (CUDA error: no kernel image is available for execution on the device): "
        + "take a libtorch built for it, or device=cpu.")]
    [InlineData(
        "CUDA driver version is insufficient for CUDA runtime version", 0, null,
        "the driver of cuda is too old for this libtorch (CUDA driver version is insufficient for CUDA runtime version): "
        + "update it, or take device=cpu.")]
    [InlineData(
        "CUDA error: unspecified launch failure", 0, null,
        "cuda failed (CUDA error: unspecified launch failure). The last checkpoint stands: the run goes on from it when it is "
        + "resumed.")]
    public void It_is_told_with_what_to_do(string message, int microBatch, string? whole, string told)
        => Assert.Equal(
            told, DeviceTrouble.Of(new TorchException(message), s_recipe with { MicroBatch = microBatch }, whole)!.Message);

    [Fact]
    public void Other_errors_and_those_on_a_processor_stay_what_they_are()
    {
        Assert.Null(DeviceTrouble.Of(new TorchException("sizes do not match"), s_recipe, null));
        Assert.Null(DeviceTrouble.Of(new TorchException("out of memory"), s_recipe with { Device = "cpu" }, null));
    }
}
