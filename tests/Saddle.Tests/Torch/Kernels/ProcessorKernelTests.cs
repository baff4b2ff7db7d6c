using Saddle.Torch.Interop;
using Saddle.Torch.Kernels;

namespace Saddle.Tests.Torch.Kernels;

/// <summary>The kernels of this machine's own OpenBLAS.</summary>
public sealed class ProcessorKernelTests
{
    public ProcessorKernelTests() => Assert.SkipUnless(torch.blas == "openblas", "libtorch uses another matrix library.");

    [Fact]
    public void The_kernel_in_use_multiplies_rightly() => Assert.Equal(1, NativeMethods.saddle_kernel_proof());

    [Fact]
    public void The_kernel_in_use_is_the_users_or_the_first_that_the_library_has()
    {
        string? users = LoadEnvironment.Value(ProcessorKernel.Variable);
        Assert.SkipWhen(users is not null, "The user has chosen.");
        Assert.SkipWhen(ProcessorKernel.Candidates.Count == 0, "The choice is the library's.");
        Assert.Equal(ProcessorKernel.Candidates.First(name => KernelProbe.Prove(name) == KernelVerdict.Right), torch.kernel);
    }

    [Fact]
    public void Every_candidate_works_or_is_not_there() => Assert.All(
        ProcessorKernel.Candidates,
        name => Assert.Contains(KernelProbe.Prove(name), (KernelVerdict[])[KernelVerdict.Right, KernelVerdict.Absent]));

    [Fact]
    public void A_name_that_is_none_is_absent() => Assert.Equal(KernelVerdict.Absent, KernelProbe.Prove("nonsense"));

    [Fact]
    public void A_kernel_that_the_processor_cannot_run_ends_only_the_process_that_tries_it()
    {
        // Bulldozer's instructions (FMA4) were dropped with Zen, whose first models still had them.
        Assert.SkipWhen(ProcessorFeatures.Here is null or { Family: 0x15 or 0x17 or 0x18 }, "This processor can run it.");
        Assert.Equal(KernelVerdict.Wrong, KernelProbe.Prove("Bulldozer"));
    }

    [Fact]
    public void Each_kernel_is_timed_once_and_the_fastest_is_first()
    {
        IReadOnlyList<KernelRate> rates = ProcessorKernel.Measure(threads: 1, TestContext.Current.CancellationToken);
        Assert.Equal(rates.OrderByDescending(rate => rate.OperationsPerSecond), rates);
        string[] names = [.. rates.Select(rate => rate.Kernel)];
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
        Assert.Contains(torch.kernel, names);
        Assert.All(rates, rate => Assert.True(rate.OperationsPerSecond > 1e8));
    }

    [Theory, InlineData("OPENBLAS_CORETYPE"), InlineData("GOMP_SPINCOUNT"), InlineData("OPENBLAS_THREAD_TIMEOUT")]
    public void The_environment_is_put_back_after_the_libraries_are_loaded(string name)
        => Assert.Equal(Environment.GetEnvironmentVariable(name), LoadEnvironment.NativeValue(name));
}
