using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Saddle.Tests.Support;
using Saddle.Torch.Interop;

namespace Saddle.Tests.Torch.Kernels;

/// <summary>Whatever a program touches first, libtorch and OpenBLAS are loaded with Saddle's settings.</summary>
public sealed class FirstUseTests
{
    private delegate int Number();

    /// <summary>In a process of its own, where the import is bound before anything has asked for the library.</summary>
    [Fact]
    public void An_import_that_the_compiler_binds_early_opens_the_library_with_Saddles_settings()
    {
        if (!TestProcess.IsPlainHost)
        {
            SkipUnlessOpenBlas();
            TestProcess.RunAsPlainHost(
                typeof(FirstUseTests), nameof(An_import_that_the_compiler_binds_early_opens_the_library_with_Saddles_settings),
                "OPENBLAS_THREAD_TIMEOUT");
            return;
        }
        // Its native call needs no transition of the collector, and so its address is asked for as it is compiled.
        MethodInfo first = typeof(NativeEngine).GetMethod(
            nameof(NativeEngine.SetGradEnabled), BindingFlags.Instance | BindingFlags.NonPublic)!;
        RuntimeHelpers.PrepareMethod(first.MethodHandle);
        Assert.True(Native.IsLoaded);
        SkipUnlessOpenBlas();
        nint timeout = NativeLibrary.GetExport(NativeLibrary.Load("libopenblas.so.0"), "openblas_thread_timeout");
        Assert.Equal(4, Marshal.GetDelegateForFunctionPointer<Number>(timeout)());
    }

    private static void SkipUnlessOpenBlas()
        => Assert.SkipUnless(torch.blas == "openblas", "libtorch uses another matrix library.");
}
