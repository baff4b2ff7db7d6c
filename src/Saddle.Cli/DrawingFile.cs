using System.Globalization;
using Saddle.Data;
using Saddle.Graphics;
using Saddle.Learners;
using Saddle.Sampling;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>Where <c>saddle sample</c> puts what it has drawn: one picture, a film, or a folder of pictures.</summary>
internal sealed class DrawingFile
{
    private const string FilmKind = ".apng", PlotKind = ".svg", FolderKind = "";

    private readonly string _path;
    private readonly string _kind;

    /// <summary>Takes what <c>--out</c> says.</summary>
    /// <exception cref="InputException">It is neither a picture nor a folder.</exception>
    internal DrawingFile(string path)
    {
        string kind = Directory.Exists(path) ? FolderKind : Path.GetExtension(path).ToLowerInvariant();
        (_path, _kind) = kind is FolderKind or ".png" or PlotKind or FilmKind && path.Length > 0
            ? (path, kind)
            : throw new InputException(
                $"--out must be a .png file (for points also .svg, for a film .apng) or a folder, but is '{path}'; "
                + "a new folder whose name has a point needs a / at its end.");
    }

    /// <summary>The place, as it was given.</summary>
    internal string Place => _path;

    /// <summary>The options that make a film.</summary>
    internal static string Ways => string.Join(
        " or ", SampleOption.Common.Concat(SampleOptionCatalogue.All.Select(taken => taken.Option))
            .Where(option => option.IsWay).Select(option => option.Name));

    /// <summary>Whether a film is wanted.</summary>
    internal bool IsFilm => _kind == FilmKind;

    /// <summary>Makes sure that samples of a shape can be written so.</summary>
    /// <exception cref="InputException">They cannot; the message says what would do.</exception>
    internal void Check(SampleShape shape)
    {
        if (_kind == PlotKind && shape.IsImage)
        {
            throw new InputException("Images are written as .png; .svg is for points.");
        }
        if (IsFilm && !shape.IsImage)
        {
            throw NoFilm();
        }
    }

    /// <summary>Writes a drawing.</summary>
    /// <param name="drawing">What was drawn.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="run">The run that it is of, whose data are drawn beside points; null without one.</param>
    /// <exception cref="InputException">It cannot be written as a film, or a picture cannot have its name.</exception>
    /// <exception cref="IOException">The place cannot be written.</exception>
    internal void Save(Drawing drawing, SampleShape shape, Run? run)
    {
        if (IsFilm && drawing is not SampleDrawing { IsWay: true })
        {
            throw NoFilm();
        }
        if (drawing is PictureDrawing pictures)
        {
            new TranslatedFiles(pictures, _path).Save();
        }
        else if (drawing is SampleDrawing samples)
        {
            OutOption.Write(_path, () => SaveAs(samples, shape, run));
        }
    }

    private static InputException NoFilm()
        => new($"--out .apng is a film: ask for it with {Ways}, of a run of images that takes it.");

    private void SaveAs(SampleDrawing drawing, SampleShape shape, Run? run)
    {
        bool images = shape.IsImage;
        if (IsFilm)
        {
            ImageFilm.Save(drawing.Frames, _path, drawing.SecondsPerFrame);
        }
        else if (images && _kind == FolderKind)
        {
            SaveEach(drawing.Samples);
        }
        else if (images)
        {
            ImageGrid.Save(drawing.Samples, _path, drawing.Columns, drawing.Scale);
        }
        else if (_kind == PlotKind)
        {
            Plot(drawing.Samples, run).SaveSvg(_path);
        }
        else
        {
            Plot(drawing.Samples, run).SavePng(_kind == FolderKind ? Path.Combine(_path, "points.png") : _path);
        }
    }

    private void SaveEach(Tensor samples)
    {
        for (int k = 0; k < samples.size(0); k++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            string name = k.ToString("000000", CultureInfo.InvariantCulture) + ".png";
            ImageGrid.Save(samples.narrow(0, k, 1), Path.Combine(_path, name), scale: 1);
        }
    }

    // Of a file there are no data to draw beside.
    private static ScatterPlot Plot(Tensor samples, Run? run)
    {
        if (run is null)
        {
            return new ScatterPlot(torch.zeros([0, 2]), samples) { Title = "Generated points" };
        }
        run.ThrowIfDataMissing();
        using DataSet data = run.Recipe.Data.Open();
        Tensor real = data.Sampler(0, Device.Cpu).Next((int)samples.size(0)).Real;
        return new ScatterPlot(real, samples) { Limits = PlotLimits.Around(real) };
    }
}
