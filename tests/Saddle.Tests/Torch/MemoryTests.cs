using System.Runtime.InteropServices;
using Saddle.Layers;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Torch.Engines;
using static Saddle.Torch.Engines.Operator;

namespace Saddle.Tests.Torch;

public sealed class MemoryTests
{
    private const int WarmUpSteps = 2_000;
    private const int Stretches = 5;
    private const int StepsOfStretch = 2_000;

    // One tensor that is forgotten at each step is at least 300 bytes of native memory: 600 KB a stretch. The runtime's own
    // tables come and go by a megabyte or two, most often early; a leak shows in every stretch, so the second smallest counts.
    private const long NativeBound = 150_000;

    // 2 MiB: malloc's tensors are less than one.
    private const int LargeFloats = 1 << 19;

    // One managed object that is kept at each step is at least 24 bytes: 48 KB a stretch.
    private const long ManagedBound = 24_000;

    // Over all stretches; pages that the allocators hold back from the system come on top, but not without end.
    private const long ResidentBound = 16 << 20;

    [Fact]
    public void Memory_stays_flat_over_ten_thousand_training_steps()
    {
        using var generator = new Sequential(new Linear(4, 16), new BatchNorm1d(16), new ReLU(), new Linear(16, 2));
        using var discriminator = new Sequential(new Linear(2, 16), new LeakyReLU(), new Linear(16, 1), new Flatten());
        using var averaged = new Sequential(new Linear(4, 16), new BatchNorm1d(16), new ReLU(), new Linear(16, 2));
        using ParameterVector generatorParameters = new(generator), discriminatorParameters = new(discriminator);
        using Adam generatorAdam = new(generatorParameters, 2e-4, 0.5);
        using Adam discriminatorAdam = new(discriminatorParameters, 2e-4, 0.5);
        using var average = new MovingAverage(generatorParameters, averaged);
        var objective = new NonSaturating();

        AssertFlat(() =>
        {
            Tensor real = torch.randn([8, 2]), fake = generator.Forward(torch.randn([8, 4]));
            discriminatorParameters.ZeroGradients();
            objective.DiscriminatorLoss(Logits(real), Logits(fake.detach())).backward();
            discriminatorAdam.Step();
            generatorParameters.ZeroGradients();
            objective.GeneratorLoss(Logits(real), Logits(fake)).backward();
            generatorAdam.Step();
            average.Update(8, 1000);
        });
        Assert.Equal(WarmUpSteps + Stretches * StepsOfStretch, generatorAdam.Steps);

        Tensor Logits(Tensor samples) => discriminator.Forward(samples).flatten();
    }

    [Fact]
    public void Calls_of_every_form_give_their_memory_back()
    {
        string longText = "i,i" + new string(' ', 2000) + "->";
        AssertFlat(() =>
        {
            // A list of tensors in and out, and a text that does not fit on the stack.
            Tensor whole = torch.cat(torch.ones([20]).split(1));
            _ = Call("einsum", longText, new Tensor?[] { whole, whole });
            // Two results, and one that is masked out.
            _ = CallPair("sort", whole, 0, true);
            Tensor unused = torch.ones([1]).requires_grad_();
            _ = torch.grad([whole.requires_grad_().square().sum()], [whole, unused], allow_unused: true);
            // A failure, managed memory both ways, and a generator with its state.
            Assert.Throws<TorchException>(() => Call("relu", whole, whole));
            _ = torch.tensor(whole.ToArray<double>());
            using var generator = new RandomGenerator(1);
            generator.set_state(generator.get_state());
            // Gradients in a buffer of the caller's, and a tensor that leaves its scope.
            whole.grad = torch.zeros([20]);
            whole.square().sum().backward();
            whole.grad!.DetachFromScope().Dispose();
            // A tensor of the pool's.
            _ = torch.empty([LargeFloats]);
        });
    }

    [Fact]
    public void Tensors_outside_any_scope_that_nobody_disposes_are_freed_by_the_collector()
    {
        const int Count = 200, Bytes = 1 << 16;
        // Once before the measure: what libtorch makes at its first call stays.
        Forget();
        Collect();
        long before = NativeBytes();
        Forget();
        Assert.True(NativeBytes() - before > Count * Bytes / 2, "the measure does not see tensors");
        Collect();
        Assert.True(NativeBytes() - before < Count * Bytes / 10, $"{NativeBytes() - before} bytes were not freed");

        static void Forget()
        {
            for (int k = 0; k < Count; k++)
            {
                _ = torch.zeros([Bytes / sizeof(float)]);
            }
        }
    }

    [Fact]
    public void Large_tensors_give_their_blocks_back_and_what_waits_is_no_more_than_was_in_use()
    {
        const int Floats = 1 << 20, Sizes = 5, Steps = 50;
        Collect();
        torch.empty_cache();
        (long before, long waiting) = PoolBytes();
        Assert.Equal(0, waiting);
        for (int k = 0; k < Steps; k++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            // One size more at each step, so that no block fits as it is.
            using Tensor x = torch.ones([Floats + k % Sizes * Floats]).requires_grad_();
            x.square().sum().backward();
            (long inUse, waiting) = PoolBytes();
            // The tensor and its gradient.
            Assert.InRange(inUse - before, 2 * sizeof(float) * x.numel(), long.MaxValue);
            x.grad = null;
        }
        Collect();
        (long after, waiting) = PoolBytes();
        Assert.Equal(before, after);
        // A step has five such tensors at once, with the square and what goes backward. Were no pages moved, as many of each of
        // the sizes would wait: 15 times the largest.
        Assert.InRange(waiting, 1, 6L * sizeof(float) * Sizes * Floats);
        torch.empty_cache();
        Assert.Equal((before, 0), PoolBytes());
    }

    private static void AssertFlat(Action step)
    {
        Run(step, WarmUpSteps);
        List<(long Native, long Managed, long Resident, long Pool)> measures = [Measure()];
        for (int stretch = 0; stretch < Stretches; stretch++)
        {
            Run(step, StepsOfStretch);
            measures.Add(Measure());
        }
        long native = SteadyGrowth(measures.Select(measure => measure.Native));
        long managed = SteadyGrowth(measures.Select(measure => measure.Managed));
        long resident = measures[^1].Resident - measures[0].Resident;
        Assert.True(native < NativeBound, $"native memory grows by {native} bytes in {StepsOfStretch} steps");
        Assert.True(managed < ManagedBound, $"managed memory grows by {managed} bytes in {StepsOfStretch} steps");
        Assert.True(resident < ResidentBound, $"resident memory grew by {resident} bytes");
        // Exact: a block is in use as long as its tensor, and what others left behind can only become less.
        long pool = measures[^1].Pool - measures[0].Pool;
        Assert.True(pool <= 0, $"{pool} bytes of large tensors were not freed");
    }

    // Outside of any scope the collector frees what was forgotten; it has to know how much that is.
    [Fact]
    public void Large_tensors_that_nobody_disposes_are_collected_before_they_fill_the_memory()
    {
        // The collector's thread may have to wait for a processor: what it lags behind does not grow with the number.
        const int count = 2000, bytes = 1 << 20;
        Collect();
        long before = NativeBytes() + PoolBytes().InUse, most = 0;
        for (int k = 0; k < count; k++)
        {
            _ = torch.zeros([bytes / sizeof(float)]);
            most = Math.Max(most, NativeBytes() + PoolBytes().InUse - before);
        }
        Assert.InRange(most, bytes, count / 2L * bytes);
    }

    private static void Run(Action step, int steps)
    {
        for (int k = 0; k < steps; k++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            step();
            // The collector's own heap grows to a size of its choice; keep it small, so that the rest can be seen.
            if (k % 500 == 0)
            {
                GC.Collect();
            }
        }
    }

    private static long SteadyGrowth(IEnumerable<long> measures)
        => measures.Zip(measures.Skip(1), (before, after) => after - before).Order().ElementAt(1);

    private static (long Native, long Managed, long Resident, long Pool) Measure()
    {
        Collect();
        return (NativeBytes(), GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet, PoolBytes().InUse);
    }

    private static void Collect()
    {
        for (int k = 0; k < 3; k++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    // Of large tensors, which malloc does not know of.
    private static (long InUse, long Waiting) PoolBytes() => Engine.Current.PoolBytes;

    // What malloc has handed out, in its arenas and in mappings of their own: exact, where resident pages are not.
    private static long NativeBytes()
    {
        // Before anything is measured, for a library that is loaded later would count as a leak.
        _ = Engine.Current;
        MallocInfo info = mallinfo2();
        return (long)(info.InUse + info.MappedBytes);
    }

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
