using Saddle.Graphics;
using Saddle.Sampling;
using Saddle.Torch;

namespace Saddle.Cli;

/// <summary>Pictures made of others, each under the name of its own with the ending .png.</summary>
/// <param name="drawing">The pictures.</param>
/// <param name="output">A .png file, for one picture only, or a folder.</param>
internal sealed class TranslatedFiles(PictureDrawing drawing, string output)
{
    private readonly bool _fromFolder = Directory.Exists(drawing.Input);

    /// <summary>Makes and writes each.</summary>
    /// <exception cref="InputException">Two would have one name, or one its own picture's.</exception>
    internal void Save()
    {
        foreach ((string target, string source) in Targets())
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor made = drawing.Make(source);
            OutOption.Write(target, () => ImageGrid.Save(made, target, scale: 1));
        }
    }

    // What is written, and what it is made of.
    private Dictionary<string, string> Targets()
    {
        string input = drawing.Input;
        if (!Directory.Exists(output) && Path.GetExtension(output).Length > 0)
        {
            return _fromFolder
                ? throw new InputException($"--out: --input {input} is a folder, so --out must be one, too, but is '{output}'.")
                : new Dictionary<string, string> { [output] = input };
        }
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in drawing.Names)
        {
            string target = Path.Combine(output, Path.ChangeExtension(name, ".png"));
            string source = _fromFolder ? Path.Combine(input, name) : input;
            if (Path.GetFullPath(target) == Path.GetFullPath(source))
            {
                throw new InputException($"--out: {source} would take its own place; choose another folder.");
            }
            if (!targets.TryAdd(target, source))
            {
                throw new InputException(
                    $"--input: {targets[target]} and {source} would both become {target}; rename one of them.");
            }
        }
        return targets;
    }
}
