namespace Saddle.Runtime;

/// <summary>What an exported file says of itself: the document <c>saddle</c> among its metadata.</summary>
public sealed record ExportMetadata
{
    /// <summary>What it holds.</summary>
    public ExportKind Kind { get; init; }

    /// <summary>The version of the Saddle that wrote it, as in <c>0.1.0</c>.</summary>
    public string Version { get; init; } = "";

    /// <summary>The recipe that it was trained by, as in <c>dcgan</c>; empty if none is told.</summary>
    public string Recipe { get; init; } = "";

    /// <summary>A digest of the run; empty if none is told.</summary>
    public string Run { get; init; } = "";

    /// <summary>After how many steps of training; 0 if none are told.</summary>
    public long Step { get; init; }

    /// <summary>The shape of a sample in training: <c>[C, H, W]</c>, or <c>[D]</c> for points.</summary>
    public IReadOnlyList<int> Shape { get; init; } = [];

    /// <summary>Whether the file itself makes bytes <c>[N, H, W, C]</c> of its samples.</summary>
    public bool IsBytes { get; init; }

    /// <summary>What it computes with, <c>float32</c> or <c>float16</c>; what goes in and comes out is float32 anyway.</summary>
    public string Precision { get; init; } = "float32";

    /// <summary>The latents, or null where there are none.</summary>
    public LatentDescription? Latent { get; init; }

    /// <summary>The names of the classes, by their numbers; empty without classes.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The words that captions are made of, the most frequent first; empty without captions.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>T, how many words of a caption count; 0 without captions.</summary>
    public int CaptionLength { get; init; }

    /// <summary>InfoGAN's codes, or null where there are none.</summary>
    public CodeDescription? Codes { get; init; }

    /// <summary>The channels of what is translated, of all its pictures; 0 where nothing is.</summary>
    public int InputChannels { get; init; }

    /// <summary>What the sides of a translated picture are brought to multiples of; at least 1.</summary>
    public int Multiple { get; init; } = 1;

    /// <summary>How many past frames an input holds; 0 for what does not continue films.</summary>
    public int Frames { get; init; }

    /// <summary>Whether samples are pictures <c>[C, H, W]</c> and not points <c>[D]</c>.</summary>
    public bool IsPicture => Shape.Count == 3;

    /// <summary>How many pictures an input is made of: 1, or the past frames of a film; 0 without input.</summary>
    internal int InputPictures => InputChannels == 0 ? 0 : Math.Max(1, Frames);
}
