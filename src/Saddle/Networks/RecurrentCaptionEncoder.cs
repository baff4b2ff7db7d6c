using Saddle.Data;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>
/// Reads a caption word after word: a trained vector for each, gated recurrent units, and their state after the last.
/// </summary>
public sealed class RecurrentCaptionEncoder : CaptionEncoder
{
    private readonly Embedding _words;
    private readonly Gru _units;

    /// <summary>Creates the encoder.</summary>
    /// <param name="vocabulary">The words, and L.</param>
    /// <param name="features">E.</param>
    public RecurrentCaptionEncoder(Vocabulary vocabulary, long features) : base(vocabulary, features)
    {
        _words = AddChild("words", new Embedding(vocabulary.Count, features));
        _units = AddChild("units", new Gru(features, features));
    }

    /// <inheritdoc/>
    public override string Description => $"RecurrentCaptionEncoder to {Features}";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor states = _units.Forward(_words.Forward(input));
        Tensor start = torch.zeros([input.size(0), 1, Features], states.dtype, states.device);
        // A caption of k words is described by state k; without a word that is the start.
        Tensor last = input.gt(0).sum([1]).reshape(-1, 1, 1).expand(-1, 1, Features);
        return torch.cat([start, states], 1).gather(1, last).squeeze(1);
    }
}
