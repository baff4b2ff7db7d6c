using System.Globalization;

namespace Saddle.Theory;

/// <summary>
/// Reads <see cref="Distribution.Parse"/>'s texts: numbers with commas, or weighted components with plus signs.
/// </summary>
internal sealed class DistributionParser(string text)
{
    private const string Components = "N(mean,deviation), U(a,b) or delta(x)";
    private int _next;

    internal Distribution Read()
    {
        Skip();
        bool list = StartsNumber && !WeighsComponent();
        Distribution result = list ? ReadProbabilities() : ReadMixture();
        return _next == text.Length ? result : throw Expected(list ? "',' or the end" : "'+' or the end");
    }

    private bool StartsNumber => _next < text.Length && (char.IsAsciiDigit(text[_next]) || text[_next] is '.' or '-' or '+');

    // Whether the first number is followed by '*', or by a component whose '*' is missing.
    private bool WeighsComponent()
    {
        int start = _next;
        ReadNumber("a probability");
        bool weighs = _next < text.Length && text[_next] is not (',' or ';');
        _next = start;
        return weighs;
    }

    private Distribution ReadProbabilities()
    {
        int start = _next;
        var probabilities = new List<double>();
        do
        {
            int at = _next;
            probabilities.Add(ReadNumber("a probability"));
            if (probabilities[^1] < 0)
            {
                throw Problem(at, $"a probability is at least 0, but is {Distribution.Show(probabilities[^1])}.");
            }
        }
        while (Accept(','));
        CheckSum(start, "probabilities", probabilities);
        return Distribution.Discrete(probabilities);
    }

    private Distribution ReadMixture()
    {
        int start = _next;
        var parts = new List<(double Weight, Distribution Component)>();
        int? unweighted = null;
        do
        {
            double weight = 1;
            int at = _next;
            if (StartsNumber)
            {
                weight = ReadNumber("a weight");
                if (weight < 0)
                {
                    throw Problem(at, $"a weight is at least 0, but is {Distribution.Show(weight)}.");
                }
                Require('*', "'*' between the weight and its component");
            }
            else
            {
                unweighted ??= at;
            }
            parts.Add((weight, ReadComponent()));
        }
        while (Accept('+'));
        if (parts.Count > 1 && unweighted is { } place)
        {
            throw Problem(
                place, $"expected a weight and '*', as there are {parts.Count} components; only a single one may go without.");
        }
        CheckSum(start, "weights", parts.ConvertAll(part => part.Weight));
        return parts.Count == 1 ? parts[0].Component : Distribution.Mixture(parts);
    }

    private Distribution ReadComponent()
    {
        int start = _next;
        while (_next < text.Length && char.IsLetter(text[_next]))
        {
            _next++;
        }
        string name = text[start.._next];
        if (name.ToUpperInvariant() is not ("N" or "U" or "DELTA"))
        {
            _next = start;
            throw Expected(Components);
        }
        Skip();
        Require('(', $"'(' after {name}");
        Distribution component = name.ToUpperInvariant() switch
        {
            "N" => ReadGaussian(),
            "U" => ReadUniform(),
            _ => Distribution.PointMass(ReadNumber("a position")),
        };
        Require(')', $"')' at the end of {name}(...)");
        return component;
    }

    private Distribution ReadGaussian()
    {
        double mean = ReadNumber("a mean");
        Require(',', "',' between the mean and the deviation");
        int at = _next;
        double deviation = ReadNumber("a deviation");
        return deviation > 0
            ? Distribution.Gaussian(mean, deviation)
            : throw Problem(
                at,
                $"a standard deviation is greater than 0, but is {Distribution.Show(deviation)}; "
                + $"a point mass is delta({Distribution.Show(mean)}).");
    }

    private Distribution ReadUniform()
    {
        int at = _next;
        double low = ReadNumber("a lower end");
        Require(',', "',' between the two ends");
        double high = ReadNumber("an upper end");
        return low < high
            ? Distribution.Uniform(low, high)
            : throw Problem(at, $"U(a,b) needs a < b, but a is {Distribution.Show(low)} and b is {Distribution.Show(high)}.");
    }

    private double ReadNumber(string what)
    {
        int start = _next;
        double value = ReadDecimal(what);
        if (Accept('/'))
        {
            value /= ReadDecimal("a denominator");
        }
        return Math.Abs(value) is 0 or (>= 1e-100 and <= 1e100)
            ? value
            : throw Problem(start, $"{what} is 0 or between 1e-100 and 1e100 in size, but is {text[start.._next].Trim()}.");
    }

    private double ReadDecimal(string what)
    {
        int start = _next;
        while (_next < text.Length && (char.IsAsciiDigit(text[_next]) || text[_next] is '.' or 'e' or 'E'
            || text[_next] is '+' or '-' && (_next == start || text[_next - 1] is 'e' or 'E')))
        {
            _next++;
        }
        if (!double.TryParse(
            text.AsSpan(start, _next - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            string read = text[start.._next];
            _next = start;
            throw read.Length > 0 ? Problem(start, $"expected {what}, but '{read}' is not a number.") : Expected(what);
        }
        Skip();
        return value;
    }

    private void CheckSum(int start, string what, List<double> weights)
    {
        if (Math.Abs(weights.Sum() - 1) > Distribution.SumTolerance)
        {
            throw Problem(
                start,
                $"expected {what} that sum to 1 (within {Distribution.Show(Distribution.SumTolerance)}), "
                + $"but these {weights.Count} sum to {Distribution.Show(weights.Sum())}; divide each by the sum, "
                + "or write fractions such as 1/3.");
        }
    }

    private bool Accept(char symbol)
    {
        if (_next == text.Length || text[_next] != symbol)
        {
            return false;
        }
        _next++;
        Skip();
        return true;
    }

    private void Require(char symbol, string what)
    {
        if (!Accept(symbol))
        {
            throw Expected(what);
        }
    }

    private void Skip()
    {
        while (_next < text.Length && char.IsWhiteSpace(text[_next]))
        {
            _next++;
        }
    }

    private DistributionFormatException Expected(string what)
        => Problem(_next, $"expected {what}, but found {(_next < text.Length ? $"'{text[_next]}'" : "the end")}.");

    private DistributionFormatException Problem(int index, string problem) => new(text, index + 1, problem);
}
