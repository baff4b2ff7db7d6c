using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Saddle.Torch.Interop;

/// <summary>
/// Compiles the engine native from the sources in this assembly, for a libtorch of the user's, into a folder of the cache that is
/// named by a digest of sources, compiler and libtorch. Every program with this Saddle finds it there.
/// </summary>
internal sealed class NativeBuild
{
    private const int LinesTold = 12;

    private readonly string? _libtorch;
    private readonly Action<string> _tell;

    private NativeBuild(string? libtorch, Action<string> tell) => (_libtorch, _tell) = (libtorch, tell);

    /// <summary>Builds it, unless it is there.</summary>
    /// <param name="libtorch">A folder with include/ and lib/; null for the system's libtorch.</param>
    /// <param name="tell">Told what is being done.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="InputException">The folder holds no libtorch.</exception>
    /// <exception cref="TorchUnavailableException">CMake, a compiler or libtorch is missing, or the build fails.</exception>
    internal static string Run(string? libtorch, Action<string> tell)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new TorchUnavailableException("the engine native is for Linux; the engine torchsharp runs here.");
        }
        if (libtorch is not null && !File.Exists(LibraryOf(libtorch)))
        {
            throw new InputException($"{libtorch} holds no libtorch: expected {LibraryOf(libtorch)} and include/ beside lib/.");
        }
        return new NativeBuild(libtorch is null ? null : Path.GetFullPath(libtorch), tell).Build();
    }

    private static string LibraryOf(string libtorch) => Path.Combine(libtorch, "lib", "libtorch_cpu.so");

    private string Build()
    {
        Directory.CreateDirectory(NativeFiles.Builds);
        string work = Path.Combine(NativeFiles.Builds, $".{Guid.NewGuid():N}");
        string sources = Path.Combine(work, "sources"), build = Path.Combine(work, "build"), made = Path.Combine(work, "made");
        Directory.CreateDirectory(sources);
        Directory.CreateDirectory(made);
        try
        {
            foreach ((string name, byte[] bytes) in NativeFiles.Sources)
            {
                File.WriteAllBytes(Path.Combine(sources, name), bytes);
            }
            _tell("looking for a compiler and libtorch");
            Cmake("-S", sources, "-B", build, $"-DCMAKE_LIBRARY_OUTPUT_DIRECTORY={made}", $"-DLIBTORCH={_libtorch}");
            string library = _libtorch is null ? Cached(build, "torch_cpu") : LibraryOf(_libtorch);
            string target = Path.Combine(NativeFiles.Builds, Digest(Cached(build, "CMAKE_CXX_COMPILER"), library));
            if (!File.Exists(Path.Combine(target, NativeFiles.RecordName)))
            {
                _tell($"compiling for {library}");
                Cmake("--build", build, "--parallel", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
                File.WriteAllLines(
                    Path.Combine(made, NativeFiles.RecordName),
                    [NativeFiles.SourcesDigest, _libtorch ?? "", library, NativeFiles.Stamp(library)]);
                Place(made, target);
            }
            return target;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    // Another process may have been faster.
    private static void Place(string made, string target)
    {
        try
        {
            Directory.Move(made, target);
        }
        catch (IOException) when (File.Exists(Path.Combine(target, NativeFiles.RecordName)))
        {
        }
    }

    private static string Digest(string compiler, string library)
    {
        string text = string.Join(
            '\n', NativeFiles.SourcesDigest, Output(compiler, "--version").Split('\n')[0], library, NativeFiles.Stamp(library));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private static string Cached(string build, string name)
    {
        string start = name + ":";
        string? line = File.ReadLines(Path.Combine(build, "CMakeCache.txt"))
            .FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));
        return line?[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]
            ?? throw new TorchUnavailableException($"CMake did not say where {name} is.");
    }

    private static void Cmake(params string[] arguments) => Output("cmake", arguments);

    private static string Output(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string text = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0 ? text : throw new TorchUnavailableException(Explained(text));
        }
        catch (Win32Exception error)
        {
            throw new TorchUnavailableException(
                $"{program} cannot be started: the engine native is compiled with CMake, make and a C++ compiler "
                + "(on Debian: apt-get install cmake make g++ libtorch-dev libgloo-dev libopenblas0-pthread).", error);
        }
    }

    // CMakeLists.txt's own sentence, which CMake wraps over several lines; else the end of what was printed.
    private static string Explained(string text)
    {
        const string Mark = "SADDLE: ";
        int start = text.IndexOf(Mark, StringComparison.Ordinal);
        if (start >= 0)
        {
            string paragraph = text[(start + Mark.Length)..].Split("\n\n")[0];
            return string.Join(' ', paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return "the engine native could not be compiled:\n" + string.Join('\n', lines.TakeLast(LinesTold));
    }
}
