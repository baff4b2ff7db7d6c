namespace Saddle.Cli;

/// <summary>What the library proposes, in the words of the command line.</summary>
internal static class RemedyWords
{
    /// <summary>An error's problems, and a line that says what could be typed instead, if anything.</summary>
    internal static IEnumerable<string> Lines(InputException error)
    {
        IEnumerable<string> problems = error.Problems.Select(problem => ControlCharacters.Escape(problem, isLine: true));
        string[] words = [.. error.Remedies.Select(Word).Distinct()];
        return words.Length == 0 ? problems : [.. problems, $"On the command line: {string.Join(", or ", words)}"];
    }

    private static string Word(Remedy remedy)
    {
        string value = Quoted.Word(remedy.Value);
        return remedy.Kind switch
        {
            RemedyKind.Continue => TrainingDisplay.ResumeCommand(remedy.Value),
            RemedyKind.Restart => $"{TrainingDisplay.ResumeCommand(remedy.Value)} --restart",
            RemedyKind.TrainAnew => $"./saddle train {value} --out DIR",
            RemedyKind.OtherFolder => "--out DIR",
            RemedyKind.MoreSteps => "--steps N",
            RemedyKind.Data => "--data PATH",
            RemedyKind.MovedData =>
                $"{TrainingDisplay.ResumeCommand(remedy.Value)} --data PATH (sample and evaluate take --data PATH as well)",
            RemedyKind.Setting => $"--set {remedy.Value}",
            RemedyKind.Device => $"--device {value}",
            RemedyKind.Threads => $"--threads {value}",
            RemedyKind.Evaluate => $"./saddle evaluate --generated {value}",
            RemedyKind.Download => $"./saddle data get {value}",
            RemedyKind.Extension => $"--extension {value}.dll",
            _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy.Kind, null),
        };
    }
}
