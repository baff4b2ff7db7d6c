using Saddle.Components;

namespace Saddle.Data;

/// <summary>Understands what users type after <c>--data</c>.</summary>
internal static class DataSpec
{
    /// <summary>A kind of file or folder that can be recognised, or named before the path: <c>idx:DIR</c>.</summary>
    /// <param name="Name">The source's name.</param>
    /// <param name="Recognize">Says why a path is of this kind, or null.</param>
    /// <param name="Create">The source of a path.</param>
    internal sealed record Format(string Name, Func<string, string?> Recognize, Func<string, DataSource> Create);

    // The first that recognises a path takes it, so the particular come before the general.
    private static readonly Format[] s_formats =
    [
        new(IdxSource.Entry.Name, IdxSource.Recognize, path => new IdxSource { Path = path }),
        new(CifarSource.Entry.Name, CifarSource.Recognize, path => new CifarSource { Path = path }),
        new(PairsSource.Entry.Name, PairsSource.Recognize, path => new PairsSource { Path = path }),
        // Folders named A and B may as well be classes, so those must be named.
        new(UnpairedSource.Entry.Name, _ => null, path => new UnpairedSource { Path = path }),
        new(CaptionsSource.Entry.Name, CaptionsSource.Recognize, path => new CaptionsSource { Path = path }),
        new(FramesSource.Entry.Name, _ => null, path => new FramesSource { Path = path }),
        new(FolderSource.Entry.Name, FolderSource.Recognize, path => new FolderSource { Path = path }),
    ];

    /// <summary>The source that is meant, and why it was taken for that.</summary>
    /// <exception cref="ArgumentException">It is no name and no path; the nearest name is told.</exception>
    /// <exception cref="InputException">A setting of the source is wrong.</exception>
    internal static (DataSource Source, string Why) Read(string spec)
    {
        ArgumentException.ThrowIfNullOrEmpty(spec);
        if (IsKnown(spec))
        {
            return (DataSource.All[spec].Example, "a known name");
        }
        if (spec.Split(':', 2) is [var name, var settings] && IsKnown(name))
        {
            return (DataSource.All.Create(name, settings.Split(',').Select(SettingOf)), "a known name");
        }
        if (spec.Split(':', 2) is [var kind, var named] && Array.Find(s_formats, format => format.Name == kind) is { } chosen)
        {
            return (chosen.Create(named), $"named {kind}");
        }
        if (Path.Exists(spec))
        {
            foreach (Format format in s_formats)
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
        string[] names = [.. DataSource.All.Names.Except(s_formats.Select(format => format.Name))];
        throw new ArgumentException(spec.Contains('/', StringComparison.Ordinal)
            ? $"data '{spec}': there is no such file or folder; expected a path that exists, or one of {string.Join(", ", names)}."
            : Names.Unknown("data", spec, names) + " Nor is there a file or folder of that name.");
    }

    // A source that needs no path.
    private static bool IsKnown(string name) => DataSource.All.Find(name) is not null && !s_formats.Any(format => format.Name == name);

    private static (string Name, object Value) SettingOf(string text) => text.Split('=', 2) is [var name, var value]
        ? (name.Trim(), value.Trim())
        : throw new ArgumentException($"data settings are NAME=VALUE with commas between, as in fashion-mnist:split=test, but this is '{text}'.");
}
