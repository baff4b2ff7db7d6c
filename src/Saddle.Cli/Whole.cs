using System.CommandLine;
using System.Globalization;

namespace Saddle.Cli;

/// <summary>Options that take a whole number, checked when the command line is read.</summary>
internal static class Whole
{
    /// <summary>An option that may be left out; a refusal says why the range is what it is.</summary>
    internal static Option<long?> Option(string name, string description, long minimum = 0, long maximum = long.MaxValue,
        string why = "")
        => new(name)
        {
            HelpName = "N",
            Description = description,
            CustomParser = result =>
            {
                string text = result.Tokens[^1].Value;
                if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
                    && value >= minimum && value <= maximum)
                {
                    return value;
                }
                string range = maximum == long.MaxValue
                    ? $"a whole number, at least {minimum}"
                    : $"a whole number from {minimum} to {maximum}{(why.Length > 0 ? $" ({why})" : "")}";
                result.AddError($"{name} must be {range}, but is {text}.");
                return null;
            },
        };
}
