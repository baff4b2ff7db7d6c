using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Cli;

/// <summary>What whoever mends a defect wants to know of it, in a file: nobody has to make it happen again.</summary>
internal static class FailureFile
{
    /// <summary>Writes the details of an error into a run's folder if it is there, else into that for temporary files.</summary>
    /// <param name="error">The error.</param>
    /// <param name="run">The run's folder, or null.</param>
    /// <returns>A sentence that says where they are, or the details themselves where no file can be written.</returns>
    internal static string Write(Exception error, string? run)
    {
        string path = PathFor(run), details = Details(error);
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew);
            file.Write(Encoding.UTF8.GetBytes(details + Environment.NewLine));
            return $"The details are in {path}; whoever mends it needs that file.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string reason = failure.Message.TrimEnd('.');
            return $"The details cannot be written ({reason}), so here they are:{Environment.NewLine}{details}";
        }
    }

    /// <summary>The versions, the command line, the time, and the error with its causes and where they were thrown.</summary>
    internal static string Details(Exception error) => string.Join(Environment.NewLine,
        $"Saddle:     {Version}",
        $"command:    {string.Join(' ', Environment.GetCommandLineArgs().Select(Quoted.Word))}",
        $"folder:     {Environment.CurrentDirectory}",
        $"time:       {Now:u}",
        $"system:     {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
        $"processors: {Environment.ProcessorCount}",
        $".NET:       {RuntimeInformation.FrameworkDescription}",
        $"libtorch:   {Library}",
        $"extensions: {string.Join(", ", Extensions.All.Select(extension => $"{extension.Name} {extension.Version}"))}",
        "",
        error.ToString());

    private static string? Version
        => typeof(Component).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    // It is not loaded for this: that may be what has failed.
    private static string Library => torch.is_loaded
        ? $"{torch.version}, {torch.blas}, kernel {torch.kernel}, {torch.cpu_capability}"
        : "not loaded";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static string PathFor(string? run)
    {
        string name = $"failure-{Now.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture)}.txt";
        return run is not null && Directory.Exists(run)
            ? Path.Combine(run, name)
            : Path.Combine(Path.GetTempPath(), $"saddle-{Environment.ProcessId}-{name}");
    }
}
