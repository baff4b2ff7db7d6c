using Saddle.Components;
using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Reporting;

namespace Saddle.Cli;

/// <summary>What <c>saddle data SPEC</c> tells of a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Why">What it was recognised by.</param>
/// <param name="Report">What was found in it.</param>
/// <param name="ContactSheet">The picture that shows what it holds.</param>
internal sealed record DataDescription(DataSource Source, string Why, DataReport Report, string ContactSheet)
{
    internal void Print()
    {
        TextWriter lines = Console.Out;
        string count = Report.Count is { } number ? $"{number} " : "any number of ";
        lines.WriteLine($"{Source.Name} ({Source.ShowSettings()}): {count}{Report.Shape}");
        lines.WriteLine($"recognised by: {Why}");
        if (Report.Sizes is { } sizes)
        {
            lines.WriteLine($"sizes: {sizes.Smallest} to {sizes.Largest}, median {sizes.Median}");
        }
        if (Report.GreyCount is { } grey)
        {
            lines.WriteLine($"channels: {grey} grey, {Report.Count - grey} colour");
        }
        if (Report.CaptionCount > 0)
        {
            lines.WriteLine($"captions: {Report.CaptionCount}, the first: {string.Join("; ", Report.CaptionExamples)}");
        }
        if (Report.IgnoredCount > 0)
        {
            lines.WriteLine($"passed over: {Report.IgnoredCount} files that are hidden or of another kind");
        }
        if (LeftOut is { } leftOut)
        {
            lines.WriteLine($"left out: {leftOut}");
        }
        foreach (string warning in Report.Warnings)
        {
            lines.WriteLine($"warning: {warning}");
        }
        lines.WriteLine($"contact sheet: {ContactSheet}");
        if (Hint is { } hint)
        {
            lines.WriteLine($"hint: {hint}");
        }
        if (Report.Classes.Count > 0)
        {
            lines.WriteLine();
            Output.Table(
                ["class", "count"],
                Report.Classes.Select(entry => new[] { entry.Name, entry.Count is { } images ? $"{images}" : "" }));
        }
    }

    private string? LeftOut => (Report.IsExamined, Report.Skipped.Count) switch
    {
        (true, 0) => "none; every picture was decoded",
        (true, var count) => $"{count}; every picture was decoded",
        (false, var count) => $"{count}, by the files' beginnings only; --decode looks at every picture whole",
        (_, 0) => null,
        (_, var count) => $"{count}",
    };

    // What a recipe of its own would learn; train chooses none that looks at classes or captions by itself.
    private string? Hint => Source is not PictureSource pictures ? null
        : Report.CaptionCount > 0 ? $"captions: ./saddle train text2image --data {SpecOf(pictures)}"
        : Report.Classes.Count > 1
        ? $"{Report.Classes.Count} classes: ./saddle train cgan --data {SpecOf(pictures)} learns them"
        : null;

    // A kind that had to be named must be named again.
    private string SpecOf(PictureSource source)
        => Quoted.Word(Why.StartsWith("named", StringComparison.Ordinal) ? $"{source.Name}:{source.Path}" : source.Path);

    /// <summary>What <c>--json</c> prints.</summary>
    internal DataDocument ToDocument() => new(
        Source.Name,
        Source.Settings.ToDictionary(
            pair => pair.Setting.Name,
            pair => pair.Value is bool or double or long or string ? pair.Value : Setting.Show(pair.Value)),
        Why, Report.Shape.Sizes, Report.Count,
        Report.Sizes is { } sizes ? new($"{sizes.Smallest}", $"{sizes.Median}", $"{sizes.Largest}") : null,
        Report.GreyCount, new(Report.CaptionCount, Report.CaptionExamples),
        Report.Classes.ToDictionary(entry => entry.Name, entry => entry.Count ?? 0),
        Report.IgnoredCount, Report.Skipped, Report.IsExamined, Report.Warnings, ContactSheet, Hint);

    /// <summary>What <c>--json</c> prints; numbers that nobody knows are left out.</summary>
    internal sealed record DataDocument(
        string Source, Dictionary<string, object> Settings, string RecognisedBy, long[] Shape, long? Count, SizesDocument? Sizes,
        long? Grey, CaptionsDocument Captions, Dictionary<string, long> Classes, long PassedOver,
        IReadOnlyList<SkippedFile> LeftOut, bool? EveryPictureDecoded, IReadOnlyList<string> Warnings, string ContactSheet,
        string? Hint);

    /// <summary>The pictures' sizes, as <c>32x32</c>.</summary>
    internal sealed record SizesDocument(string Smallest, string Median, string Largest);

    /// <summary>How many captions there are, and the first of them.</summary>
    internal sealed record CaptionsDocument(long Count, IReadOnlyList<string> First);
}
