namespace Saddle.Torch;

/// <summary>Which binding of libtorch works below the library.</summary>
public enum EngineName
{
    /// <summary>The native one where it is built, otherwise TorchSharp.</summary>
    Auto,
    /// <summary>Saddle's own, compiled against a libtorch of the system: the fastest. Linux.</summary>
    Native,
    /// <summary>The NuGet package TorchSharp: wherever .NET runs.</summary>
    TorchSharp,
}
