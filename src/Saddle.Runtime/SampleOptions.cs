namespace Saddle.Runtime;

/// <summary>
/// Which samples are drawn. What is asked for by a list is one thing for all samples, or one for each. A sample's random numbers
/// depend on its seed and its number alone, and not on what else is drawn with it.
/// </summary>
public sealed record SampleOptions
{
    /// <summary>
    /// How many samples, at least 1; if null, as many as <see cref="Latents"/>, <see cref="Labels"/>, <see cref="Captions"/> and
    /// so on ask for, or one.
    /// </summary>
    public int? Count { get; init; }

    /// <summary>What fixes all that is drawn at random; 0.</summary>
    public long Seed { get; init; }

    /// <summary>The number of the first sample, at least 0; the others follow. 0.</summary>
    public long FirstSample { get; init; }

    /// <summary>How many samples are computed at once, at least 1, which bounds the memory; 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>
    /// The classes that are shown, by name or number; if null, a sample shows the class of its own number, after the last the
    /// first again.
    /// </summary>
    public IReadOnlyList<ClassLabel>? Labels { get; init; }

    /// <summary>What samples are to show, in words; unknown words among known ones are passed over.</summary>
    public IReadOnlyList<string>? Captions { get; init; }

    /// <summary>
    /// Pictures that are translated, of any size if the file allows it; for what continues films, the past frames of a film,
    /// oldest first.
    /// </summary>
    public IReadOnlyList<Picture>? Inputs { get; init; }

    /// <summary>InfoGAN's categories, K for all samples or K for each; drawn at random if null.</summary>
    public IReadOnlyList<int>? Categories { get; init; }

    /// <summary>InfoGAN's continuous codes, M for all samples or M for each, in [-1, 1] in training; drawn if null.</summary>
    public IReadOnlyList<float>? Codes { get; init; }

    /// <summary>The latents themselves, <c>[L]</c> for all samples or <c>[N, L]</c>; drawn at random if null.</summary>
    public ReadOnlyMemory<float>? Latents { get; init; }
}
