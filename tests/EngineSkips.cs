using System.Reflection;
using Saddle.Torch;
using Xunit;
using Xunit.v3;

[assembly: Saddle.Tests.EngineSkips]

namespace Saddle.Tests;

/// <summary>
/// The one place where a test is switched off for an engine: which, where (the start of its full name), and why. The engine is
/// <c>SADDLE_ENGINE</c>'s.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class EngineSkipsAttribute : BeforeAfterTestAttribute
{
    private const string UnusedOperator = "It calls an operator that no layer uses, to see arguments of every form arrive.";
    private const string NativePool = "The pool of freed memory is native's; torchsharp leaves it to glibc.";
    private const string NativeKernels = "OpenBLAS's kernels are native's.";
    private const string NativeSums = "Winograd's convolutions are native's.";
    private const string NativeWatch = "Which operators run can be looked at with native.";
    private const string NativeLibrary = "It is about libsaddle.so.";

    private static readonly (EngineName Engine, string Tests, string Reason)[] s_all =
    [
        (EngineName.TorchSharp, "Saddle.Tests.Torch.Interop.", NativeLibrary),
        (EngineName.TorchSharp, "Saddle.Tests.Torch.OperatorWatchTests.", NativeWatch),
        (EngineName.TorchSharp, "Saddle.Tests.Training.StepPromiseTests.", NativeWatch),
        (EngineName.TorchSharp, "Saddle.Tests.Evaluation.DevicePromiseTests.", NativeWatch),
        (EngineName.TorchSharp, "Saddle.Tests.Contracts.ContractSuiteTests.What_a_GPU_would", NativeWatch),
        (EngineName.TorchSharp, "Saddle.Tests.Layers.WinogradTests.", NativeSums),
        (EngineName.TorchSharp, "Saddle.Tests.Torch.LargeTensorTests.Those_that_were_freed_make_room", NativePool),
        (EngineName.TorchSharp, "Saddle.Tests.Torch.MemoryTests.Large_tensors_give_their_blocks_back", NativePool),
        (EngineName.TorchSharp, "Saddle.Tests.Torch.ProcessSettingsTests.A_host_that_applies_nothing_keeps", NativePool),
        (EngineName.TorchSharp, "Saddle.Tests.Torch.MemoryTests.Calls_of_every_form", UnusedOperator),
        (EngineName.TorchSharp, "Saddle.Tests.Torch.OperatorCallTests.A_list_of_booleans_masks", UnusedOperator),
        (EngineName.TorchSharp, "Saddle.Tests.Torch.OperatorCallTests.A_list_of_optional_tensors", UnusedOperator),
        (EngineName.TorchSharp, "Saddle.Tests.Torch.OperatorCallTests.Texts_arrive_whole", UnusedOperator),
        (EngineName.TorchSharp, "Saddle.Tests.Torch.OperatorCallTests.A_list_of_doubles", UnusedOperator),
        (EngineName.TorchSharp, "Saddle.Tests.Torch.OperatorCallTests.Lists_of_integers_and_of_tensors", UnusedOperator),
        (EngineName.TorchSharp, "Saddle.Tests.Torch.OperatorCallTests.Too_many_or_too_few", "It knows no schemas to count by."),
        (EngineName.TorchSharp, "Saddle.Cli.Tests.LibtorchTests.", NativeLibrary),
        (EngineName.TorchSharp, "Saddle.Cli.Tests.KernelTests.", NativeKernels),
        (EngineName.TorchSharp, "Saddle.Cli.Tests.FolderTrainTests.A_cache_on_a_full_disk", "Its library fills that disk."),
        (EngineName.TorchSharp, "Saddle.Cli.Tests.ReadmeTests.Every_snippet", "The snippets' program has native's library only."),
    ];

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        string name = $"{methodUnderTest.ReflectedType!.FullName}.{methodUnderTest.Name}";
        EngineName engine = Environment.GetEnvironmentVariable("SADDLE_ENGINE") == "torchsharp"
            ? EngineName.TorchSharp
            : EngineName.Native;
        foreach ((_, _, string reason) in s_all.Where(
            skip => skip.Engine == engine && name.StartsWith(skip.Tests, StringComparison.Ordinal)))
        {
            Assert.Skip(reason);
        }
    }
}
