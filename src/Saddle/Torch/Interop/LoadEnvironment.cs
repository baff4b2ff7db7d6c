using static Saddle.Torch.Interop.NativeMethods;

namespace Saddle.Torch.Interop;

/// <summary>
/// The C library's environment while libtorch and what it needs are loaded: they read it once, then. Afterwards it is as it was,
/// and neither the host nor the processes that it starts see anything of it. .NET's own environment is a copy that never changes.
/// </summary>
internal sealed unsafe class LoadEnvironment : IDisposable
{
    private readonly List<string> _set = [];
    private readonly List<(string Name, string Value)> _hidden = [];

    /// <summary>A variable's value in the C library's environment, or else in .NET's copy; null if it is in neither.</summary>
    internal static string? Value(string name) => NativeValue(name) ?? Environment.GetEnvironmentVariable(name);

    /// <summary>What a variable is in the C library's environment; null if it is not there.</summary>
    internal static string? NativeValue(string name)
    {
        byte* value = getenv(name);
        return value == null ? null : Native.Text(value);
    }

    /// <summary>Sets a variable, unless the user has set it.</summary>
    internal void SetDefault(string name, string value)
    {
        // What the host has set in .NET's copy is the user's choice, too; native libraries only see it here.
        if (NativeValue(name) is null && setenv(name, Environment.GetEnvironmentVariable(name) ?? value, 0) == 0)
        {
            _set.Add(name);
        }
    }

    /// <summary>Hides a variable from what is loaded.</summary>
    internal void Hide(string name)
    {
        if (NativeValue(name) is { } value && unsetenv(name) == 0)
        {
            _hidden.Add((name, value));
        }
    }

    /// <summary>Puts the environment back.</summary>
    public void Dispose()
    {
        foreach (string name in _set)
        {
            _ = unsetenv(name);
        }
        foreach ((string name, string value) in _hidden)
        {
            _ = setenv(name, value, 0);
        }
    }
}
