using System.Globalization;
using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Files;
using Saddle.Graphics;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// The same latents and conditions drawn again and again while a run learns: a grid for images, real beside generated for points.
/// </summary>
internal sealed class SampleSheet : IDisposable
{
    private readonly SheetPlan _plan;
    private readonly Tensor? _real;
    private readonly ulong _seed;
    private (bool IsJoined, int? Columns)? _layout;

    internal SampleSheet(Recipe recipe, DataSet data, DataForm form)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        _seed = Seeds.Derive(unchecked((ulong)recipe.Seed), "sheet");
        SheetPlan plan = recipe.Learner.Sheet(data, form, recipe.SampleCount, _seed);
        _plan = plan with
        {
            Condition = plan.Condition?.Map(tensor => tensor.DetachFromScope()),
            Left = plan.Left?.DetachFromScope(),
            Right = plan.Right?.DetachFromScope(),
        };
        _real = data.Shape.IsImage ? null : data.Read(_seed, 0, plan.Count).Real.DetachFromScope();
    }

    /// <summary>Draws the sheet of a step: <c>000500.png</c>, and for points a drawing <c>000500.svg</c> as well.</summary>
    internal void Save(Generator generator, string folder, long step)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor samples = generator.Sample(Latents(generator), _plan.Condition);
        string path = PathOf(folder, step);
        if (_real is null)
        {
            Tensor[] parts = [.. new[] { _plan.Left, samples, _plan.Right }.OfType<Tensor>()];
            (bool isJoined, int? columns) = _layout ??= Layout(parts, folder);
            AtomicFile.WriteBytes(path + ".png", ImageGrid.Encode(isJoined ? [Joined(parts)] : parts, columns));
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

    /// <summary>Whether the sheet of a step is there.</summary>
    internal bool IsSaved(string folder, long step) => File.Exists(PathOf(folder, step) + (_real is null ? ".png" : ".svg"));

    public void Dispose()
    {
        _plan.Condition?.Map(tensor =>
        {
            tensor.Dispose();
            return tensor;
        });
        _plan.Left?.Dispose();
        _plan.Right?.Dispose();
        _real?.Dispose();
    }

    private static string PathOf(string folder, long step)
        => Path.Combine(folder, step.ToString("000000", CultureInfo.InvariantCulture));

    private static Tensor Joined(Tensor[] parts) => torch.cat(parts, 3);

    // Sheets that older programs began had no lines between the pictures of a strip, or one row of the table under the other:
    // the pictures of a film have one size.
    private (bool IsJoined, int? Columns) Layout(Tensor[] parts, string folder)
    {
        string? first = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.png").Min(StringComparer.Ordinal) : null;
        if (first is null || SizeOf(first) is not { } there || there == ImageGrid.SizeOf(parts, _plan.Columns))
        {
            return (false, _plan.Columns);
        }
        return parts.Length > 1 && there == ImageGrid.SizeOf([Joined(parts)], _plan.Columns) ? (true, _plan.Columns)
            : _plan.LatentShare > 1 && there == ImageGrid.SizeOf(parts, _plan.LatentShare) ? (false, _plan.LatentShare)
            : (false, _plan.Columns);
    }

    private static (int, int)? SizeOf(string path)
    {
        try
        {
            PictureInfo info = PictureFile.Probe(path);
            return (info.Width, info.Height);
        }
        catch (DataException)
        {
            return null;
        }
    }

    private Tensor Latents(Generator generator)
    {
        int share = _plan.LatentShare, drawn = (_plan.Count + share - 1) / share;
        Tensor latents = generator.Latents(drawn, unchecked((long)_seed));
        return share == 1 ? latents : latents.repeat_interleave(share, 0).narrow(0, 0, _plan.Count);
    }
}
