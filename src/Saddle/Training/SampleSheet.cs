using System.Globalization;
using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Reporting;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>The same latents drawn again and again while a run learns: a grid for images, real beside generated for points.</summary>
internal sealed class SampleSheet : IDisposable
{
    private readonly Tensor? _real;
    private readonly int _count;
    private readonly ulong _seed;

    internal SampleSheet(Recipe recipe, DataSet data)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _count = recipe.SampleCount;
        _seed = Seeds.Derive(unchecked((ulong)recipe.Seed), "sheet");
        _real = data.Shape.IsImage ? null : data.Read(_seed, 0, _count).Real.DetachFromScope();
    }

    /// <summary>Draws the sheet of a step: <c>000500.png</c>, and for points a drawing <c>000500.svg</c> as well.</summary>
    internal void Save(Generator generator, string folder, long step)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor samples = generator.Sample(_count, unchecked((long)_seed));
        string path = Path.Combine(folder, step.ToString("000000", CultureInfo.InvariantCulture));
        if (_real is null)
        {
            ImageGrid.Save(samples, path + ".png");
            return;
        }
        var plot = new ScatterPlot(_real, samples)
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"Real and generated points, step {step}"),
            Limits = PlotLimits.Around(_real),
        };
        plot.SavePng(path + ".png");
        plot.SaveSvg(path + ".svg");
    }

    public void Dispose() => _real?.Dispose();
}
