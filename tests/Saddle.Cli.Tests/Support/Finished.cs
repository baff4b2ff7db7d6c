using System.Text.Json;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>How the program ended and what it printed.</summary>
internal sealed record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>128 and SIGKILL.</summary>
    internal const int Killed = 137;

    internal string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Exit code 0 and nothing on standard error.</summary>
    internal Finished Succeeded()
    {
        Assert.True(ExitCode == 0 && Error.Length == 0, $"exit code {ExitCode}\n{Output}\n{Error}");
        return this;
    }

    /// <summary>The one JSON document on standard output.</summary>
    internal JsonElement Json()
    {
        Succeeded();
        return JsonDocument.Parse(Output).RootElement;
    }

    /// <summary>Refused as bad input: nothing on standard output, and a message with these parts, in plain words.</summary>
    internal Finished Refused(params string[] parts) => Stopped(2, parts);

    /// <summary>Ended with that code, nothing on standard output, and a message with these parts, in plain words.</summary>
    internal Finished Stopped(int exitCode, params string[] parts)
    {
        Assert.True(Output.Length == 0, $"exit code {ExitCode}\n{Output}\n{Error}");
        return StoppedAtWork(exitCode, parts);
    }

    /// <summary>Ended with that code after it had told of its work, and a message with these parts, in plain words.</summary>
    internal Finished StoppedAtWork(int exitCode, params string[] parts)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}\n{Output}\n{Error}");
        foreach (string part in parts)
        {
            Assert.Contains(part, Error);
        }
        return InPlainWords();
    }

    /// <summary>No stack trace, no name of a .NET type.</summary>
    internal Finished InPlainWords()
    {
        Assert.DoesNotContain("   at ", Error);
        Assert.DoesNotContain("Exception", Error);
        Assert.DoesNotContain("System.", Error);
        Assert.DoesNotContain("Unexpected failure", Error);
        return this;
    }
}
