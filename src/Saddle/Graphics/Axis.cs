using System.Globalization;

namespace Saddle.Graphics;

/// <summary>One axis of a drawing: its limits, its marks at 1, 2 or 5 times a power of ten, and where a value lies.</summary>
internal sealed class Axis
{
    // Beyond these, differences overflow and steps vanish; such values are gaps.
    private const double Largest = 1e300, Smallest = 1e-300;
    private const int MostMarks = 50;

    private readonly bool _logarithmic;
    private readonly double _low, _high, _from, _to;

    private Axis(bool logarithmic, double low, double high, double from, double to, IReadOnlyList<Mark> marks)
        => (_logarithmic, _low, _high, _from, _to, Marks) = (logarithmic, low, high, from, to, marks);

    /// <summary>A value with its label.</summary>
    internal readonly record struct Mark(double Value, string Label);

    internal IReadOnlyList<Mark> Marks { get; }

    /// <summary>About how wide the widest label is.</summary>
    internal double LabelWidth => Marks.Select(mark => SvgDocument.TextWidth(mark.Label)).DefaultIfEmpty().Max();

    /// <summary>The smallest value of the axis.</summary>
    internal double Minimum => _logarithmic ? Math.Pow(10, _low) : _low;

    /// <summary>The largest value of the axis.</summary>
    internal double Maximum => _logarithmic ? Math.Pow(10, _high) : _high;

    /// <summary>Whether a value can be drawn at all.</summary>
    internal bool Accepts(double value)
        => double.IsFinite(value) && Math.Abs(value) < Largest && (!_logarithmic || value > Smallest);

    /// <summary>Where a value lies, in the drawing's units.</summary>
    internal double Place(double value)
        => _from + ((_to - _from) * (((_logarithmic ? Math.Log10(value) : value) - _low) / (_high - _low)));

    /// <summary>An axis with equal distances for equal differences.</summary>
    /// <param name="values">What is drawn.</param>
    /// <param name="from">Where the smallest value lies.</param>
    /// <param name="to">Where the largest value lies.</param>
    /// <param name="marks">About how many marks.</param>
    /// <param name="round">Whether the limits move out to the next mark; without, values that are all one have one mark.</param>
    internal static Axis Linear(IEnumerable<double> values, double from, double to, int marks, bool round)
    {
        (double low, double high) = Range(values.Where(value => double.IsFinite(value) && Math.Abs(value) < Largest), 0, 1);
        if (high - low <= Math.Max(Smallest, Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9))
        {
            double half = Math.Abs(low) <= Smallest ? 1 : Math.Abs(low) * 0.1;
            (low, high) = (low - half, high + half);
            if (!round)
            {
                // There is one place only: marks beside it would be of places where nothing is.
                double middle = (low + high) / 2;
                return new Axis(false, low, high, from, to, [new Mark(middle, Markup.Readable(middle))]);
            }
        }
        double step = NiceStep((high - low) / marks);
        if (round)
        {
            (low, high) = (Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step);
        }
        var list = new List<Mark>();
        double first = Math.Ceiling((low / step) - 1e-9);
        for (int k = 0; k < MostMarks && (first + k) * step <= high + (step * 1e-9); k++)
        {
            double value = (first + k) * step;
            list.Add(new Mark(value, Label(value, step, Math.Max(Math.Abs(low), Math.Abs(high)))));
        }
        return new Axis(false, low, high, from, to, list);
    }

    /// <summary>An axis with equal distances for equal ratios; values that are not positive do not lie on it.</summary>
    internal static Axis Logarithmic(IEnumerable<double> values, double from, double to)
    {
        (double low, double high) = Range(values.Where(value => value is > Smallest and < Largest), 1, 10);
        int firstDecade = (int)Math.Floor(Math.Log10(low)) - 1, lastDecade = (int)Math.Ceiling(Math.Log10(high)) + 1;
        List<double> candidates = [];
        for (int decade = firstDecade; decade <= lastDecade; decade++)
        {
            candidates.AddRange([Math.Pow(10, decade), 2 * Math.Pow(10, decade), 5 * Math.Pow(10, decade)]);
        }
        int lower = candidates.FindLastIndex(value => value <= low * (1 + 1e-9));
        int upper = candidates.FindIndex(value => value >= high * (1 - 1e-9));
        if (upper <= lower)
        {
            (lower, upper) = (lower - 1, lower + 1);
        }
        List<double> marks = candidates[lower..(upper + 1)];
        if (marks.Count > 7)
        {
            int stride = Math.Max(1, ((lastDecade - firstDecade) / 7) + (lastDecade - firstDecade > 9 ? 1 : 0));
            marks = [.. marks.Where(value => IsDecade(value) && DecadeOf(value) % stride == 0)];
        }
        return new Axis(
            true, Math.Log10(candidates[lower]), Math.Log10(candidates[upper]), from, to,
            [.. marks.Select(value => new Mark(value, Label(value, value, value)))]);
    }

    private static (double Low, double High) Range(IEnumerable<double> values, double emptyLow, double emptyHigh)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }
        return low <= high ? (low, high) : (emptyLow, emptyHigh);
    }

    // The nearest of 1, 2, 5 and 10 in ratio: the borders are their neighbours' geometric means.
    private static double NiceStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double digit = step / power;
        return power * (digit < 1.414 ? 1 : digit < 3.162 ? 2 : digit < 7.071 ? 5 : 10);
    }

    private static int DecadeOf(double value) => (int)Math.Round(Math.Log10(value));

    private static bool IsDecade(double value) => Math.Abs(Math.Log10(value) - DecadeOf(value)) < 1e-6;

    // A label has the digits that tell a mark from its neighbours, and the unit that its axis' largest value asks for.
    private static string Label(double value, double step, double largest)
    {
        if (Math.Abs(value) < step * 1e-6)
        {
            return "0";
        }
        if (largest is >= 1e12 or < 1e-3)
        {
            string decimals = new('#', Digits(step / Math.Pow(10, Math.Floor(Math.Log10(largest)))));
            return value.ToString($"0.{decimals}e+0", CultureInfo.InvariantCulture);
        }
        (double unit, string suffix) = largest switch
        {
            >= 1e9 => (1e9, "G"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1.0, ""),
        };
        return NumberText.Show(value / unit, "F" + Digits(step / unit)) + suffix;
    }

    private static int Digits(double step) => Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 9);
}
