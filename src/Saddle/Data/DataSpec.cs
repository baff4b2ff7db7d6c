using Saddle.Components;
using Saddle.Data.Known;
using Saddle.Data.Pictures;

namespace Saddle.Data;

/// <summary>Understands what users type after <c>--data</c>.</summary>
internal static class DataSpec
{
    /// <summary>The source that is meant, and why it was taken for that.</summary>
    /// <exception cref="InputException">It is no name and no path, and the nearest name is told; or a setting is
    /// wrong.</exception>
    internal static (DataSource Source, string Why) Read(string spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (IsKnown(spec))
        {
            return (DataSource.All[spec].Example, "a known name");
        }
        if (spec.Split(':', 2) is [var name, var settings] && IsKnown(name))
        {
            return (DataSource.All.Create(name, settings.Split(',').Select(SettingOf)), "a known name");
        }
        if (spec.Split(':', 2) is [var kind, var named]
            && DataFormat.All.FirstOrDefault(format => format.Name == kind) is { } chosen)
        {
            return (chosen.Create(named), $"named {kind}");
        }
        if (Path.Exists(spec))
        {
            foreach (DataFormat format in DataFormat.All)
            {
                if (format.Recognize(spec) is { } why)
                {
                    return (format.Create(spec), why);
                }
            }
            // Nothing is recognised: opening it says what was expected and what was found.
            return Directory.Exists(spec)
                ? (new FolderSource { Path = spec }, "a folder")
                : (new IdxSource { Path = spec }, "a file");
        }
        string[] names = [.. DataSource.All.Names.Except(DataFormat.All.Select(format => format.Name))];
        throw new InputException(spec.Contains('/', StringComparison.Ordinal)
            ? $"data '{spec}': there is no such file or folder; expected a path that exists, "
                + $"or one of {string.Join(", ", names)}."
            : Names.Unknown("data", spec, names) + " Nor is there a file or folder of that name.");
    }

    // A source that needs no path.
    private static bool IsKnown(string name)
        => DataSource.All.Find(name) is not null && DataFormat.All.All(format => format.Name != name);

    private static (string Name, object Value) SettingOf(string text) => text.Split('=', 2) is [var name, var value]
        ? (name.Trim(), value.Trim())
        : throw new InputException(
            $"data settings are NAME=VALUE with commas between, as in fashion-mnist:split=test, but this is '{text}'.");
}
