using Saddle.Data;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>
/// From captions to features: int64 tokens <c>[N, L]</c>, zeros after the last word, to <c>[N, E]</c>. Zeros change nothing.
/// </summary>
public abstract class CaptionEncoder : Layer
{
    
    /// <summary>Creates the encoder of a vocabulary's captions.</summary>
    /// <param name="vocabulary">The words, and L.</param>
    /// <param name="features">E.</param>
    protected CaptionEncoder(Vocabulary vocabulary, long features) => (Length, Features) = (vocabulary.Length, features);

    /// <summary>How many tokens a caption has.</summary>
    public int Length { get; }

    /// <summary>E, the features of a caption.</summary>
    public long Features { get; }

    /// <summary>Creates an encoder, initialised from the default random number generator.</summary>
    /// <param name="reader">Which.</param>
    /// <param name="vocabulary">The words, and L.</param>
    /// <param name="features">E, a multiple of 4.</param>
    internal static CaptionEncoder Create(CaptionReader reader, Vocabulary vocabulary, long features) => reader switch
    {
        CaptionReader.Gru => new RecurrentCaptionEncoder(vocabulary, features),
        CaptionReader.Sum => new SummingCaptionEncoder(vocabulary, features),
        _ => new AttentionCaptionEncoder(vocabulary, features),
    };

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() != 2 || input.size(1) != Length || input.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"{GetType().Name} expects int64 tokens [N, {Length}], but received {input}.");
        }
    }
}
