using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;

namespace Saddle.Tests.Learners;

public sealed class StepContextTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly DataSet _data = new Ring().Open();

    public void Dispose()
    {
        _data.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Progress_is_the_share_of_images_that_were_learnt_from_before_the_step()
    {
        StepContext context = Begin(8, 32);
        Assert.Equal((8, 32L, 0L, 0L, 0.0), (context.Batch, context.TotalImages, context.Step, context.Images, context.Progress));
        context.Step = 1;
        Assert.Equal((8L, 0.25), (context.Images, context.Progress));
        context.Step = 4;
        Assert.Equal((32L, 1.0), (context.Images, context.Progress));
        // A run that goes on after its end stays at its end.
        context.Step = 9;
        Assert.Equal((72L, 1.0), (context.Images, context.Progress));
        Assert.Equal(0, Begin(8).Progress);
    }

    [Fact]
    public void A_run_that_is_taken_up_goes_on_after_the_steps_that_were_made()
    {
        StepContext context = Begin(8, 32);
        context.StartFrom(3);
        Assert.Equal((3L, 24L, 0.75), (context.Step, context.Images, context.Progress));
        Assert.Throws<ArgumentOutOfRangeException>(() => context.StartFrom(-1));
    }

    [Fact]
    public void Batches_come_from_the_sampler_one_after_another()
    {
        StepContext context = Begin(8);
        Sampler same = _data.Sampler(1, Device.Cpu);
        for (int k = 0; k < 2; k++)
        {
            Assert.Equal(same.Next(8).Real.ToArray<float>(), context.Next().Real.ToArray<float>());
        }
    }

    [Fact]
    public void What_is_due_at_every_so_many_updates_is_due_at_the_first()
    {
        StepContext context = Begin(8);
        Assert.Equal([true, false, false, true, false], Enumerable.Range(0, 5).Select(update => context.IsDue(3, update)));
        Assert.All(Enumerable.Range(0, 5), update => Assert.True(context.IsDue(1, update)));
        Assert.Throws<ArgumentOutOfRangeException>(() => context.IsDue(0, 0));
    }

    [Fact]
    public void A_scalar_is_what_its_function_says_of_the_step_on_the_samplers_device()
    {
        StepContext context = Begin(8, 80);
        context.Step = 3;
        Tensor scalar = context.Scalar(step => step.Progress + 1e-12);
        Assert.Equal((0L, ScalarType.Float64, DeviceType.Cpu), (scalar.dim(), scalar.dtype, scalar.device.Type));
        Assert.Equal(0.3 + 1e-12, scalar.item());
        Assert.False(scalar.requires_grad);
    }

    [Fact]
    public void Sizes_below_one_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Begin(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Begin(8, 0));
        Assert.Throws<ArgumentNullException>(() => new StepContext(null!, 8));
    }

    private StepContext Begin(int batch, long totalImages = long.MaxValue)
        => new(_data.Sampler(1, Device.Cpu), batch, totalImages);
}
