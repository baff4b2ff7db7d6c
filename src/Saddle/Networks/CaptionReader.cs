namespace Saddle.Networks;

/// <summary>Which <see cref="CaptionEncoder"/> reads captions.</summary>
public enum CaptionReader
{
    /// <summary>Word after word: <see cref="RecurrentCaptionEncoder"/>.</summary>
    Gru,

    /// <summary>All words at once: <see cref="AttentionCaptionEncoder"/>.</summary>
    Attention,

    /// <summary>Each word by itself: <see cref="SummingCaptionEncoder"/>.</summary>
    Sum,
}
