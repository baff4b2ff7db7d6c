using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>The captions of a batch, out of whose words others are made.</summary>
internal sealed class CaptionRows
{
    private readonly Device _device;
    private readonly long[] _tokens;
    private readonly float[] _chances;
    private readonly int _length;
    private readonly HashSet<(long First, long Second)> _neighbours = [];

    /// <summary>Reads the captions, and draws the numbers that crossing needs from the default generator.</summary>
    internal CaptionRows(CaptionCondition captions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _device = captions.Tokens.device;
        (Count, _length) = ((int)captions.Count, (int)captions.Tokens.size(1));
        _tokens = captions.Tokens.cpu().ToArray<long>();
        // For each sample one number, then one for each place.
        _chances = torch.rand([Count, 1 + _length]).ToArray<float>();
        for (int k = 0; k < _tokens.Length - 1; k++)
        {
            if (k % _length < _length - 1)
            {
                _neighbours.Add((_tokens[k], _tokens[k + 1]));
            }
        }
    }

    /// <summary>How many captions there are.</summary>
    internal int Count { get; }

    /// <summary>A sample's own caption.</summary>
    internal ReadOnlySpan<long> this[int sample] => Of(_tokens, sample);

    /// <summary>A sample's row of tokens that are laid out as the captions are.</summary>
    internal Span<long> Of(long[] tokens, int sample) => tokens.AsSpan(sample * _length, _length);

    /// <summary>Whether a sample is among a share of all, drawn at random.</summary>
    internal bool IsAmong(double share, int sample) => _chances[sample * (1 + _length)] < share;

    /// <summary>
    /// The caption of the next sample that says something else, in as many words if so asked; empty if there is none.
    /// </summary>
    internal ReadOnlySpan<long> Other(int sample, bool equallyLong = false)
    {
        ReadOnlySpan<long> own = this[sample];
        for (int away = 1; away < Count; away++)
        {
            ReadOnlySpan<long> other = this[(sample + away) % Count];
            if (!other.SequenceEqual(own) && (!equallyLong || other.Count(0L) == own.Count(0L)))
            {
                return other;
            }
        }
        return [];
    }

    /// <summary>
    /// Puts a sample's caption with one word changed in a row: at a place drawn at random, to what another caption of as many
    /// words says there. Words come to stand side by side only where they do so in some caption, so that a combination that is
    /// never right is never wrong either: nothing is learnt about it.
    /// </summary>
    /// <returns>Whether there is such a word.</returns>
    internal bool ChangeWord(int sample, Span<long> row)
    {
        ReadOnlySpan<long> own = this[sample];
        int words = _length - own.Count(0L);
        int[] places = [.. Enumerable.Range(0, words)];
        Array.Sort(Chances(sample)[..words].ToArray(), places);
        foreach (int place in places)
        {
            for (int away = 1; away < Count; away++)
            {
                ReadOnlySpan<long> other = this[(sample + away) % Count];
                if (other[place] != own[place] && _length - other.Count(0L) == words && Fits(own, place, other[place]))
                {
                    own.CopyTo(row);
                    row[place] = other[place];
                    return true;
                }
            }
        }
        return false;
    }

    private bool Fits(ReadOnlySpan<long> caption, int place, long word)
        => (place == 0 || _neighbours.Contains((caption[place - 1], word)))
        && (place == caption.Length - 1 || _neighbours.Contains((word, caption[place + 1])));

    private ReadOnlySpan<float> Chances(int sample) => _chances.AsSpan((sample * (1 + _length)) + 1, _length);

    /// <summary>
    /// Puts a child of a sample's caption and another in a row: each word is that of either, at the same place.
    /// </summary>
    internal void Cross(int sample, ReadOnlySpan<long> other, Span<long> child)
    {
        ReadOnlySpan<long> own = this[sample];
        ReadOnlySpan<float> chances = Chances(sample);
        for (int place = 0; place < child.Length; place++)
        {
            child[place] = chances[place] < 0.5 ? own[place] : other[place];
        }
    }

    /// <summary>Rows of tokens as a condition on the captions' device.</summary>
    internal CaptionCondition Condition(long[] tokens)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return new CaptionCondition(scope.MoveToOuter(torch.tensor(tokens, Count, _length).to(_device)));
    }
}
