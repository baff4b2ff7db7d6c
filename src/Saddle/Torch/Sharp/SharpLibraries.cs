using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Saddle.Torch.Engines;
using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>Finds and loads the libraries of the packages TorchSharp and libtorch-cpu.</summary>
internal static class SharpLibraries
{
    private const string Remedy = "add the package TorchSharp-cpu (dotnet add package TorchSharp-cpu)";

    private static readonly string s_libtorch = OperatingSystem.IsWindows() ? "torch_cpu.dll"
        : OperatingSystem.IsMacOS() ? "libtorch_cpu.dylib" : "libtorch_cpu.so";

    // libtorch's libraries of a system, in the order of their needs, and TorchSharp's own.
    private static readonly string[] s_linux = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];
    private const string LinuxBinding = "libLibTorchSharp.so";

    /// <summary>Whether the process has loaded this libtorch already: another part of the program uses TorchSharp.</summary>
    internal static bool IsInUse => LoadedLibtorch.Path is { } path && Folder(s_libtorch) is { } folder && IsIn(path, folder);

    /// <summary>Whether there is a libtorch for it.</summary>
    internal static bool AreThere => Folder(s_libtorch) is not null;

    /// <summary>Loads them.</summary>
    /// <exception cref="TorchUnavailableException">They are missing, or the system refuses them.</exception>
    internal static void Load()
    {
        if (Folder(s_libtorch) is not { } folder)
        {
            throw new TorchUnavailableException($"the engine torchsharp has no libtorch here: {Remedy}.");
        }
        LoadedLibtorch.ThrowIfAnother("torchsharp", path => IsIn(path, folder));
        try
        {
            if (OperatingSystem.IsLinux() && Folder(LinuxBinding) is { } bindings)
            {
                foreach (string library in s_linux)
                {
                    NativeLibrary.Load(Path.Combine(folder, library));
                }
                LoadBinding(Path.Combine(bindings, LinuxBinding));
            }
            _ = Ts.__version__;
            Ts.InitializeDeviceType(TorchSharp.DeviceType.CPU);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or NotSupportedException
            or TypeInitializationException or EntryPointNotFoundException)
        {
            string cause = (error.InnerException ?? error).Message.Split('\n')[0];
            throw new TorchUnavailableException(
                $"TorchSharp's libraries in {folder} could not be loaded: {cause}; {Remedy}, or use the engine native.", error);
        }
    }

    private static bool IsIn(string path, string folder)
        => Path.GetDirectoryName(path) == Path.TrimEndingDirectorySeparator(folder);

    // TorchSharp is built on a newer system than it needs: see VersionNeeds. Its own file is never touched.
    private static void LoadBinding(string file)
    {
        if (NativeLibrary.TryLoad(file, out _))
        {
            return;
        }
        byte[] bytes = File.ReadAllBytes(file);
        if (!VersionNeeds.Weaken(bytes))
        {
            NativeLibrary.Load(file); // for its message
            return;
        }
        string folder = Path.Combine(CacheFolder.Path, "torchsharp", Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
        string copy = Path.Combine(folder, LinuxBinding);
        if (!File.Exists(copy))
        {
            Directory.CreateDirectory(folder);
            string part = Path.Combine(folder, $"{LinuxBinding}.{Environment.ProcessId}");
            File.WriteAllBytes(part, bytes);
            File.Move(part, copy, overwrite: true);
        }
        NativeLibrary.Load(copy);
    }

    // Where .NET looks for the native files of a program's packages, and beside the program.
    private static string? Folder(string library)
    {
        string[] folders = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string runtime = Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        return folders.Append(AppContext.BaseDirectory).Append(runtime)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, library)));
    }
}
