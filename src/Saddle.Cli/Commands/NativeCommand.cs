using System.CommandLine;
using Saddle.Torch;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle native build</c>: compiles the engine native for whoever has Saddle from a package.</summary>
internal static class NativeCommand
{
    internal static CommandEntry Entry { get; } = new(
        "native", "The engine native, which is faster than torchsharp and for Linux only",
        () => new Command(Entry!.Name, Entry.Description) { Build() });

    private static ExampleCommand Build()
    {
        var libtorch = new Option<string?>("--libtorch")
        {
            HelpName = "DIR",
            Description = "A libtorch with include/ and lib/, such as the folder torch of a Python installation; LIBTORCH if "
                + "left out, else the system's",
        };
        var command = new ExampleCommand(
            "build",
            "Compile it once into the cache, where the command and every program with the package Saddle find it. Needs CMake, "
            + "make, a C++ compiler and a libtorch with its headers",
            "saddle native build", "saddle native build --libtorch venv/lib/python3.13/site-packages/torch")
        { libtorch };
        command.SetAction(parsed =>
        {
            string? chosen = parsed.GetValue(libtorch) ?? Environment.GetEnvironmentVariable("LIBTORCH");
            string folder = NativeEngineBuild.Run(chosen is { Length: > 0 } ? chosen : null, Console.Out.WriteLine);
            Console.Out.WriteLine($"folder: {folder}");
            Console.Out.WriteLine(
                chosen is { Length: > 0 } ? $"next:   LIBTORCH={chosen} saddle train" : "next:   saddle train --engine native");
        });
        return command;
    }
}
