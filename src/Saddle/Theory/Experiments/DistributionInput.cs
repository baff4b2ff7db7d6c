namespace Saddle.Theory.Experiments;

/// <summary>Distributions among an experiment's settings.</summary>
internal static class DistributionInput
{
    /// <summary>How they are typed, for a setting's summary.</summary>
    internal const string Forms = "probabilities 0.1,0.2,0.7 or a mixture of N(mean,deviation), U(a,b), delta(x)";

    /// <summary>Reads one; a problem is told with the setting's name.</summary>
    internal static Distribution Read(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        try
        {
            return Distribution.Parse(text);
        }
        catch (DistributionFormatException error)
        {
            throw new ArgumentException($"{name}: {error.Message}", error);
        }
    }

    /// <summary>Reads one that must have a density and no atoms.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="text">The distribution.</param>
    /// <param name="why">What goes wrong with atoms.</param>
    internal static Distribution ReadDensity(string name, string text, string why)
    {
        Distribution read = Read(name, text);
        return read.Atoms.Count == 0
            ? read
            : throw new ArgumentException(
                $"{name}: expected a density, but {text} has point masses: {why}. Give N(mean,deviation), U(a,b) or a mixture of them.");
    }
}
