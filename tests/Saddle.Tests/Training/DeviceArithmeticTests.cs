using Saddle.Torch.Engines;
using Saddle.Training;

namespace Saddle.Tests.Training;

public sealed class DeviceArithmeticTests
{
    [Theory]
    [InlineData("cpu", null, "cpu")]
    [InlineData("cpu", "this libtorch sees no CUDA GPU", "cpu (auto: this libtorch sees no CUDA GPU)")]
    [InlineData("cuda:1", null, "cuda:1 (deterministic, TF32)")]
    [InlineData("cuda", "it works", "cuda (auto: it works; deterministic, TF32)")]
    public void Where_a_run_is_computed_is_said_in_a_few_words(string device, string? reason, string words)
        => Assert.Equal(words, DeviceArithmetic.Describe(new Recipe { Device = device }, reason));

    [Fact]
    public void What_is_given_up_is_said()
    {
        var recipe = new Recipe { Device = "cuda", Deterministic = false, Tf32 = Tf32.None };
        Assert.Equal("cuda (not deterministic, no TF32)", DeviceArithmetic.Describe(recipe, null));
        Assert.Equal(
            "cuda (not deterministic, TF32 in convolutions)",
            DeviceArithmetic.Describe(recipe with { Tf32 = Tf32.Convolutions }, null));
        Assert.Equal(
            "cuda (deterministic, TF32, bf16)",
            DeviceArithmetic.Describe(new Recipe { Device = "cuda", Precision = Precision.Bf16 }, null));
    }

    [Fact]
    public void A_recipe_asks_for_it()
    {
        Assert.Equal(
            CudaArithmetic.Deterministic | CudaArithmetic.Tf32Convolutions | CudaArithmetic.Tf32Products,
            DeviceArithmetic.Of(new Recipe()));
        Assert.Equal(
            CudaArithmetic.Tf32Convolutions,
            DeviceArithmetic.Of(new Recipe { Deterministic = false, Tf32 = Tf32.Convolutions }));
        Assert.Equal(CudaArithmetic.None, DeviceArithmetic.Of(new Recipe { Deterministic = false, Tf32 = Tf32.None }));
    }

    [Fact]
    public void The_library_takes_it_and_the_processors_runs_leave_it_alone()
    {
        CudaArithmetic before = Engine.Current.CudaArithmetic;
        try
        {
            CudaArithmetic all = DeviceArithmetic.Of(new Recipe());
            CudaArithmetic wanted = Engine.Current.CanBeDeterministic(Device.Cuda) ? all : all & ~CudaArithmetic.Deterministic;
            HostSettings.UseArithmetic(wanted);
            Assert.Equal(wanted, Engine.Current.CudaArithmetic);
            using (new HostSettings(Device.Cpu))
            {
                HostSettings.UseArithmetic(CudaArithmetic.None);
            }
            Assert.Equal(CudaArithmetic.None, Engine.Current.CudaArithmetic);
        }
        finally
        {
            HostSettings.UseArithmetic(before);
        }
    }

    [Fact]
    public void Bf16_is_refused_on_a_processor_before_anything_is_written()
    {
        using var folder = new Support.TemporaryFolder();
        Recipe recipe = Support.Tiny.Points(2) with { Precision = Precision.Bf16, Device = "cpu" };
        Assert.StartsWith(
            "precision bf16 is for GPUs: ",
            Assert.Throws<RecipeException>(() => Support.Tiny.Train(recipe, folder.File("run"))).Message);
        Assert.False(Directory.Exists(folder.File("run")));
    }
}
