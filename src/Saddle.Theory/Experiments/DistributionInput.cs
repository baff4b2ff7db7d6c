namespace Saddle.Theory.Experiments;

/// <summary>Distributions among an experiment's settings.</summary>
internal static class DistributionInput
{
    /// <summary>Reads one; a problem is told with the setting's name.</summary>
    /// <exception cref="InputException">The text is not a distribution.</exception>
    internal static Distribution Read(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        try
        {
            return Distribution.Parse(text);
        }
        catch (DistributionFormatException error)
        {
            throw new InputException($"{name}: {error.Message}", error);
        }
    }

    /// <summary>Reads one that must have a density and no atoms.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="text">The distribution.</param>
    /// <param name="why">What goes wrong with atoms.</param>
    /// <exception cref="InputException">The text is not a distribution, or has atoms.</exception>
    internal static Distribution ReadDensity(string name, string text, string why)
    {
        Distribution read = Read(name, text);
        return read.Atoms.Count == 0
            ? read
            : throw new InputException(
                $"{name}: expected a density, but {text} has point masses: {why}. Give N(mean,deviation), "
                + "U(a,b) or a mixture of them.");
    }

    /// <summary>
    /// What is wrong with distributions that are compared with the first: texts that are none, or lists of another length.
    /// </summary>
    /// <param name="given">The settings and their texts.</param>
    internal static IReadOnlyList<string> Problems(params IReadOnlyList<(string Name, string Text)> given)
    {
        string[] unread = [.. given.SelectMany(one => Refusal.Of(() => Read(one.Name, one.Text)))];
        if (unread.Length > 0)
        {
            return unread;
        }
        Distribution[] read = [.. given.Select(one => Read(one.Name, one.Text))];
        return [.. read.Skip(1).SelectMany(other => Refusal.Of(() => read[0].CheckComparable(other))).Distinct()];
    }
}
