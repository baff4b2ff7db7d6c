using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Saddle.Tests.Torch.Kernels;

/// <summary>Whatever a program touches first, libtorch and OpenBLAS are loaded with Saddle's settings.</summary>
public sealed class FirstUseTests
{
    private const string Variable = "OPENBLAS_THREAD_TIMEOUT";

    private delegate int Number();

    /// <summary>In a process of its own, where the import is bound before anything has asked for the library.</summary>
    [Fact]
    public async Task An_import_that_the_compiler_binds_early_opens_the_library_with_Saddles_settings()
    {
        SkipUnlessOpenBlas();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (string word in new[] { "-noColor", "-method", $"{typeof(FirstUseTests).FullName}.{nameof(Bound)}" })
        {
            start.ArgumentList.Add(word);
        }
        start.Environment.Remove(Variable);
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0,", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Bound()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Variable) is not null, "The user has set it.");
        // Its native call needs no transition of the collector, and so its address is asked for as it is compiled.
        MethodInfo first = typeof(GradMode).GetMethod(nameof(GradMode.Dispose))!;
        RuntimeHelpers.PrepareMethod(first.MethodHandle);
        Assert.True(torch.is_loaded);
        SkipUnlessOpenBlas();
        nint timeout = NativeLibrary.GetExport(NativeLibrary.Load("libopenblas.so.0"), "openblas_thread_timeout");
        Assert.Equal(4, Marshal.GetDelegateForFunctionPointer<Number>(timeout)());
    }

    private static void SkipUnlessOpenBlas()
        => Assert.SkipUnless(torch.blas == "openblas", "libtorch uses another matrix library.");
}
