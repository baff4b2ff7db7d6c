using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
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
            using var writer = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
            writer.WriteLine(details);
            return $"The details are in {path}; whoever mends it needs that file.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"The details cannot be written ({failure.Message.TrimEnd('.')}), so here they are:{Environment.NewLine}{details}";
        }
    }

    /// <summary>The versions, the command line, the time, and the error with its causes and where they were thrown.</summary>
    internal static string Details(Exception error) => string.Join(Environment.NewLine,
        $"Saddle:     {typeof(Component).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}",
        $"command:    {string.Join(' ', Environment.GetCommandLineArgs().Select(Quoted))}",
        $"folder:     {Environment.CurrentDirectory}",
        $"time:       {Now:u}",
        $"system:     {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors",
        $".NET:       {RuntimeInformation.FrameworkDescription}",
        $"libtorch:   {(torch.is_loaded ? $"{torch.version}, {torch.blas}, kernel {torch.kernel}, {torch.cpu_capability}" : "not loaded")}",
        $"extensions: {string.Join(", ", Extensions.All.Select(extension => $"{extension.Name} {extension.Version}"))}",
        "",
        error.ToString());

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static string PathFor(string? run)
    {
        string name = $"failure-{Now.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture)}.txt";
        return run is not null && Directory.Exists(run)
            ? Path.Combine(run, name)
            : Path.Combine(Path.GetTempPath(), $"saddle-{Environment.ProcessId}-{name}");
    }

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word;
}
