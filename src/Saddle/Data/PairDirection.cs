using Saddle.Components;

namespace Saddle.Data;

/// <summary>The setting of sources of two pictures a sample: which of them is the input.</summary>
internal static class PairDirection
{
    private const string Forward = "a-to-b";

    /// <summary>The setting, with its meaning.</summary>
    internal static Setting Setting(string summary) => Components.Setting.Text("direction", Forward, summary, Forward, "b-to-a");

    /// <summary>Whether the first picture is the input.</summary>
    internal static bool IsForward(string direction) => direction == Forward;
}
