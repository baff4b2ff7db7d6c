using System.Globalization;

namespace Saddle.Cli.Tests;

/// <summary>A mistake in a component, where a file "broken" lies in the current folder.</summary>
internal static class Fault
{
    internal const string File = "broken";

    private static int s_calls;

    /// <summary>Throws once it was called more often than the file says.</summary>
    internal static void Strike()
    {
        if (System.IO.File.Exists(File)
            && s_calls++ >= int.Parse(System.IO.File.ReadAllText(File), CultureInfo.InvariantCulture))
        {
            throw new ArgumentException("a screw is loose", "screw");
        }
    }
}
