using Saddle.Torch.Interop;
using Saddle.Torch.Sharp;

namespace Saddle.Torch.Engines;

/// <summary>Which engine a process gets: the program's choice, else the user's, else the fastest that is there.</summary>
internal static class EngineChoice
{
    /// <summary>The environment's variable with which a user chooses.</summary>
    internal const string Variable = "SADDLE_ENGINE";

    /// <summary>Loads the engine.</summary>
    /// <exception cref="TorchUnavailableException">None can be loaded, or not the one that was asked for.</exception>
    /// <exception cref="InputException">The environment asks for one that does not exist.</exception>
    internal static Engine Open()
    {
        Engine engine = Wanted() switch
        {
            EngineName.Native => OpenNative(),
            EngineName.TorchSharp => new SharpEngine(),
            _ => OpenBest(),
        };
        ProcessSettings.Loaded(engine);
        return engine;
    }

    private static EngineName Wanted()
    {
        if (ProcessSettings.Applied is { Engine: not EngineName.Auto } applied)
        {
            return applied.Engine;
        }
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
        {
            return EngineName.Auto;
        }
        int name = ProcessSettings.EngineNames.ToList().IndexOf(text);
        return name >= 0
            ? (EngineName)name
            : throw new InputException($"{Variable}={text} is no engine: expected auto, native or torchsharp.");
    }

    private static NativeEngine OpenNative()
    {
        LoadedLibtorch.ThrowIfAnother("native", _ => !SharpLibraries.IsInUse);
        return new NativeEngine();
    }

    private static Engine OpenBest()
    {
        if (SharpLibraries.AreThere && (!Native.IsThere || SharpLibraries.IsInUse))
        {
            return new SharpEngine();
        }
        try
        {
            return new NativeEngine();
        }
        catch (TorchUnavailableException) when (SharpLibraries.AreThere && Native.ChosenLibtorch is null)
        {
            return new SharpEngine();
        }
    }
}
