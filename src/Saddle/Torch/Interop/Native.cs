using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Saddle.Torch.Kernels;
using static Saddle.Torch.Interop.NativeMethods;

namespace Saddle.Torch.Interop;

/// <summary>Loads the native part once, checks that it fits, and turns its statuses into exceptions.</summary>
internal static unsafe class Native
{
    private const string Remedy =
        "install libtorch (on Debian: apt-get install libtorch-dev libopenblas0-pthread), " +
        "or set LIBTORCH to a folder with include/ and lib/, and build again";

    private const string Rebuild = "build Saddle again (dotnet build), copy the file from the folder that it was built in, " +
        "or run \"saddle native build\"";

    private static readonly Lazy<nint> s_library = new(Open);
    private static readonly Lazy<bool> s_loaded = new(Load);

    // Whether the kernel that was chosen is known to multiply rightly.
    private static bool s_isProven;

    /// <summary>Whether the file is there.</summary>
    internal static bool IsThere => File.Exists(NativeFiles.Shim);

    /// <summary>The folder of the libtorch that the user has named, which only this engine can take; null for none.</summary>
    internal static string? ChosenLibtorch
        => Environment.GetEnvironmentVariable("LIBTORCH") is { Length: > 0 } folder ? folder : null;

    /// <summary>Whether the library is loaded already.</summary>
    internal static bool IsLoaded => s_library.IsValueCreated;

    /// <summary>Makes sure that the library is there.</summary>
    /// <exception cref="TorchUnavailableException">It is missing, or of another libtorch or ABI.</exception>
    internal static void EnsureLoaded() => _ = s_loaded.Value;

    /// <summary>Throws the last native message if <paramref name="status"/> says failure.</summary>
    internal static void Check(int status)
    {
        if (status != 0)
        {
            throw new TorchException(Text(saddle_last_error()));
        }
    }

    internal static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    // .NET may bind an import before the first call: whatever is first, the library is opened here.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void Bind() => NativeLibrary.SetDllImportResolver(
        typeof(Native).Assembly, static (name, _, _) => name == Library ? s_library.Value : 0);
#pragma warning restore CA2255

    private static nint Open()
    {
        try
        {
            using var environment = new LoadEnvironment();
            if (OperatingSystem.IsLinux())
            {
                if (ProcessSettings.QuietsIdleThreads)
                {
                    QuietIdleThreads(environment);
                }
                s_isProven = ChooseKernel(environment);
            }
            PreloadChosenLibtorch();
            return NativeLibrary.Load(NativeFiles.Shim);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new TorchUnavailableException(File.Exists(NativeFiles.Shim)
                ? $"libtorch could not be used: {Cause(error.Message)}; {Remedy}."
                : $"{NativeFiles.Shim} is missing: it belongs beside the program; {Rebuild}.", error);
        }
    }

    private static bool Load()
    {
        _ = s_library.Value;
        int abi;
        try
        {
            abi = saddle_abi();
        }
        catch (EntryPointNotFoundException error)
        {
            throw new TorchUnavailableException(
                $"{NativeFiles.Shim} is not the one that belongs to this Saddle: it has no saddle_abi; {Rebuild}.", error);
        }
        if (abi != Abi)
        {
            throw new TorchUnavailableException($"{NativeFiles.Shim} has ABI {abi}, but this Saddle needs ABI {Abi}; {Rebuild}.");
        }
        // A kernel that nobody has tried yet: the user's or the library's own choice.
        if (!s_isProven && saddle_kernel_proof() == 0)
        {
            throw new TorchUnavailableException(
                $"OpenBLAS's kernel {Text(saddle_kernel())} multiplies wrongly on this processor; " +
                $"set {ProcessorKernel.Variable} to another one, such as Haswell or Prescott.");
        }
        return true;
    }

    // Idle OpenMP and OpenBLAS threads spin by default, each library's against the other's and against every other process:
    // small networks then run ten times slower on a busy machine. Both read this when they are loaded; the user's own choice
    // wins. OpenMP's may spin for a tenth of a millisecond, as long as the next operator takes to come: to wake them costs as
    // much.
    private static void QuietIdleThreads(LoadEnvironment environment)
    {
        environment.SetDefault("GOMP_SPINCOUNT", "5000");
        environment.SetDefault("OPENBLAS_THREAD_TIMEOUT", "4");
    }

    // By itself OpenBLAS goes by the processor's model, and takes its slowest kernel for one that it does not know.
    private static bool ChooseKernel(LoadEnvironment environment)
    {
        KernelChoice choice = ProcessorKernel.Choose(LoadEnvironment.Value(ProcessorKernel.Variable));
        if (choice.Kernel is { } kernel)
        {
            environment.SetDefault(ProcessorKernel.Variable, kernel);
        }
        else
        {
            // OpenBLAS takes an empty name for Haswell's.
            environment.Hide(ProcessorKernel.Variable);
        }
        return choice.IsProven;
    }

    // LIBTORCH also counts at run time: its libraries are loaded first, so that the shim binds to them.
    private static void PreloadChosenLibtorch()
    {
        if (ChosenLibtorch is not { } folder)
        {
            return;
        }
        string library = Path.Combine(folder, "lib", "libtorch_cpu.so");
        if (!File.Exists(library))
        {
            throw new TorchUnavailableException($"LIBTORCH={folder} holds no lib/libtorch_cpu.so; {Remedy}.");
        }
        NativeLibrary.Load(Path.Combine(folder, "lib", "libc10.so"));
        NativeLibrary.Load(library);
    }

    // The first line is .NET's general advice; those after it are the system's loader's, a line for each file it tried.
    private static string Cause(string message)
    {
        string[] lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Skip(1).FirstOrDefault(line => line.Contains(".so", StringComparison.Ordinal)) ?? lines[0];
    }
}
