using Saddle.Data;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli.Exported;

/// <summary>How far an exported generator's samples are from its run's, on a scale from -1 to 1.</summary>
/// <param name="Largest">The largest difference of a number.</param>
/// <param name="Mean">The mean difference of a number.</param>
internal sealed record ExportError(double Largest, double Mean)
{
    private const int Count = 16;

    /// <summary>Draws the same samples from both.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">The file of its generator.</param>
    internal static ExportError Of(Run run, string path)
    {
        using OnnxFileSource source = OnnxFileSource.Open(path);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Tensor latents = run.Generator.Latents(Count, seed: 0);
        Condition? condition = Condition(run);
        Tensor expected = Shown(run.Generator.Sample(latents, condition));
        Tensor differences = (expected - Shown(source.Generator.Sample(latents, condition))).abs();
        return new ExportError(differences.max().item(), differences.mean().item());
    }

    private static Tensor Shown(Tensor samples) => samples.dim() == 4 ? samples.clamp(-1, 1) : samples;

    // Every class in turn; noise where pictures are translated.
    private static Condition? Condition(Run run)
    {
        Batch example = run.Form.Example(Count);
        if (example.Labels is not null)
        {
            example = example with
            {
                Labels = torch.tensor([.. Enumerable.Range(0, Count).Select(k => (long)(k % run.Form.Classes.Count))]),
            };
        }
        if (example.Input is { } input)
        {
            using var random = new RandomGenerator(0);
            example = example with { Input = torch.rand(input.shape.ToArray(), random) * 2 - 1 };
        }
        return run.Recipe.Learner.ConditionOf(example, run.Form);
    }
}
