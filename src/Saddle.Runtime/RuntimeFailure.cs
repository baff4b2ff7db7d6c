using Microsoft.ML.OnnxRuntime;

namespace Saddle.Runtime;

/// <summary>What ONNX Runtime throws, in a sentence.</summary>
internal static class RuntimeFailure
{
    /// <summary>
    /// Whether a failure is that of a native library that is missing, or too old for the managed one, whose first type then
    /// fails.
    /// </summary>
    internal static bool IsMissingLibrary(Exception error)
        => error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException;

    /// <summary>What is said of a native library that is missing.</summary>
    internal static ExportException MissingLibrary(Exception error) => new(
        "The native part of ONNX Runtime is missing or too old: add the package Microsoft.ML.OnnxRuntime to the program, in the "
        + "version of Microsoft.ML.OnnxRuntime.Managed.",
        error);

    /// <summary>What is said of a file that ONNX Runtime does not take.</summary>
    /// <param name="source">What the file is called in messages.</param>
    /// <param name="error">What ONNX Runtime said.</param>
    internal static ExportException NotOpened(string source, OnnxRuntimeException error)
        => new($"{source} cannot be opened, for it is not ONNX or is damaged: {Words(error)}", error);

    /// <summary>What is said of a computation that failed.</summary>
    /// <param name="source">What the file is called in messages.</param>
    /// <param name="error">What ONNX Runtime said.</param>
    internal static ExportException NotComputed(string source, OnnxRuntimeException error)
        => new($"{source} could not be computed: {Words(error)}", error);

    // The first line, without the code that ONNX Runtime puts before it.
    private static string Words(OnnxRuntimeException error)
    {
        string line = error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault("no reason is told");
        int code = line.StartsWith("[ErrorCode", StringComparison.Ordinal) ? line.IndexOf(']') + 1 : 0;
        return line[code..].Trim().TrimEnd('.') + ".";
    }
}
