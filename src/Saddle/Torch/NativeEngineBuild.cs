using Saddle.Torch.Interop;

namespace Saddle.Torch;

/// <summary>
/// Compiles the engine native for a program that has Saddle from a package; <c>saddle native build</c> does it too.
/// </summary>
public static class NativeEngineBuild
{
    /// <summary>
    /// Compiles the sources that Saddle carries into the user's cache, under a digest of sources, compiler and libtorch, unless
    /// they are there. From its next start on every program of the user's with this Saddle finds them.
    /// </summary>
    /// <param name="libtorch">A folder with include/ and lib/; null for the system's libtorch.</param>
    /// <param name="tell">Told what is being done; null for nobody.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="InputException">The folder holds no libtorch.</exception>
    /// <exception cref="TorchUnavailableException">CMake, a compiler or libtorch is missing, or the build fails.</exception>
    public static string Run(string? libtorch = null, Action<string>? tell = null)
        => NativeBuild.Run(libtorch, tell ?? (_ => { }));
}
