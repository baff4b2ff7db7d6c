using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;

namespace Saddle.Components;

/// <summary>
/// The extensions of this process: assemblies from outside whose components stand in the catalogues beside Saddle's. An extension
/// is code, so one is loaded only when it is named.
/// </summary>
public static class Extensions
{
    private static readonly Lock s_loading = new();
    private static readonly List<Assembly> s_loaded = [];
    private static readonly HashSet<string> s_files = [];
    private static readonly HashSet<Type> s_added = [];

    /// <summary>The names and versions of the extensions that were added, in their order.</summary>
    public static IReadOnlyList<(string Name, Version Version)> All
    {
        get
        {
            lock (s_loading)
            {
                return [.. s_loaded.Select(NameOf)];
            }
        }
    }

    /// <summary>Adds what an assembly of this process brings.</summary>
    /// <exception cref="InputException">It brings nothing, or something that has a name already.</exception>
    public static void Add(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ExtensionAttribute attribute = assembly.GetCustomAttribute<ExtensionAttribute>()
            ?? throw new InputException(
                $"{assembly.GetName().Name} is no extension of Saddle: it has no component ([Component]) "
                + "of one of Saddle's kinds.");
        lock (s_loading)
        {
            ((Extension)Activator.CreateInstance(attribute.Type)!).Add();
            if (!s_loaded.Contains(assembly))
            {
                s_loaded.Add(assembly);
            }
        }
    }

    /// <summary>Loads an extension and adds what it brings; what it needs itself is taken from beside it.</summary>
    /// <param name="file">The assembly, a .dll.</param>
    /// <exception cref="InputException">It is not there, no assembly, made for another Saddle, or brings a name that is
    /// taken.</exception>
    [RequiresUnreferencedCode("An extension may use any part of Saddle.")]
    public static void Load(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!File.Exists(file))
        {
            throw new InputException($"extension {file}: there is no such file; expected a .dll that was built against Saddle.");
        }
        string path = Path.GetFullPath(file);
        try
        {
            lock (s_loading)
            {
                // The same file twice is the same extension.
                if (s_files.Contains(path))
                {
                    return;
                }
                Add(new Context(path).LoadFromAssemblyPath(path));
                s_files.Add(path);
            }
        }
        catch (Exception error) when (error is BadImageFormatException or FileLoadException or FileNotFoundException)
        {
            throw new InputException($"extension {file}: it cannot be loaded: {error.Message}", error);
        }
        catch (Exception error) when (error is TypeLoadException or MissingMemberException or TypeInitializationException)
        {
            string own = typeof(Extensions).Assembly.GetName().Version!.ToString(3);
            throw new InputException(
                $"extension {file}: it does not fit Saddle {own}: {(error.InnerException ?? error).Message} Build it against "
                + "this Saddle.",
                error);
        }
    }

    /// <summary>Does what an extension adds, unless it was added before.</summary>
    internal static void Once(Extension extension, Action add)
    {
        lock (s_loading)
        {
            if (!s_added.Contains(extension.GetType()))
            {
                add();
                s_added.Add(extension.GetType());
            }
        }
    }

    /// <summary>The extensions that a component and those in it come from, by name and version.</summary>
    internal static IReadOnlyList<(string Name, Version Version)> UsedBy(Component component)
        => [.. Within(component).Select(one => one.GetType().Assembly).Distinct()
            .Where(assembly => assembly != typeof(Component).Assembly).Select(NameOf)
                .OrderBy(used => used.Name, StringComparer.Ordinal)];

    /// <summary>
    /// What is wrong where a run needs an extension, or null: it is not there, or older than the one that the run was made with.
    /// </summary>
    internal static string? ProblemWith(string name, Version version)
    {
        (string Name, Version Version) present = Present(name);
        string remedy = "load it first (Extensions.Load)";
        return present.Version is null
            ? $"it needs the extension {name} {version.ToString(3)}, which is not loaded: {remedy}."
            : present.Version < version
            ? $"it needs the extension {name} {version.ToString(3)}, but {present.Version.ToString(3)} is loaded: "
                + "take the newer one."
            : null;
    }

    /// <summary>Whether an extension of that name is loaded.</summary>
    internal static bool IsPresent(string name) => Present(name).Version is not null;

    // An assembly of the program itself may have added its components one by one.
    private static (string Name, Version Version) Present(string name)
        => All.Concat(AssemblyLoadContext.Default.Assemblies.Select(NameOf)).FirstOrDefault(one => one.Name == name);

    private static IEnumerable<Component> Within(Component component) => component.Settings.SelectMany(pair => pair.Value switch
    {
        Component inner => Within(inner),
        IEnumerable<Component> members => members.SelectMany(Within),
        _ => [],
    }).Prepend(component);

    private static (string Name, Version Version) NameOf(Assembly assembly)
    {
        Version version = assembly.GetName().Version ?? new Version(0, 0, 0);
        return (assembly.GetName().Name ?? "", new Version(version.Major, version.Minor, Math.Max(0, version.Build)));
    }

    // What an extension needs lies beside it; Saddle itself, and all that Saddle has loaded, is shared with it.
    [RequiresUnreferencedCode("An extension may use any part of Saddle.")]
    private sealed class Context(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The class says so.")]
        protected override Assembly? Load(AssemblyName name)
        {
            bool isShared = Default.Assemblies.Any(assembly => assembly.GetName().Name == name.Name);
            return !isShared && _resolver.ResolveAssemblyToPath(name) is { } found ? LoadFromAssemblyPath(found) : null;
        }

        protected override nint LoadUnmanagedDll(string name)
            => _resolver.ResolveUnmanagedDllToPath(name) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
    }
}
