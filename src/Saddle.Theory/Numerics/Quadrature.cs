namespace Saddle.Theory.Numerics;

/// <summary>
/// Adaptive quadrature by Gauss and Kronrod's rules of 7 and 15 points (Piessens et al., QUADPACK, 1983): the panel with the
/// largest estimated error is halved until the sum of the errors is small against the integral.
/// </summary>
internal static class Quadrature
{
    // The non-negative nodes of the 15-point rule; those at odd places are the 7-point rule's.
    private static readonly double[] Nodes =
    [
        0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
        0.741531185599394439863864773280788, 0.586087235467691130294144691693, 0.405845151377397166906606412076961,
        0.207784955007898467600689403773245, 0,
    ];

    private static readonly double[] Kronrod =
    [
        0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
        0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
        0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
    ];

    private static readonly double[] Gauss =
    [
        0.129484966168869693270611432679082, 0.279705391489276667901467771423780, 0.381830050505118944950369775488975,
        0.417959183673469387755102040816327,
    ];

    /// <summary>The integral between the first and the last of some points.</summary>
    /// <param name="integrand">A finite function.</param>
    /// <param name="points">Ascending; the function is smooth between neighbours, or nearly.</param>
    /// <param name="relativeError">When to stop: the estimated error against the integral of the absolute value.</param>
    /// <param name="absoluteError">When to stop as well: what rounding makes of the integrand at best.</param>
    internal static double Integrate(
        Func<double, double> integrand, IReadOnlyList<double> points, double relativeError = 1e-11, double absoluteError = 1e-20)
    {
        const int mostPanels = 20_000;
        var panels = new PriorityQueue<Panel, double>();
        double error = 0;
        double size = 0;
        foreach ((double low, double high) in points.Zip(points.Skip(1)))
        {
            Add(Panel.Of(integrand, low, high), 1);
        }
        while (panels.Count is > 0 and < mostPanels && error > Math.Max(relativeError * size, absoluteError))
        {
            Panel worst = panels.Dequeue();
            if (worst.Error == 0)
            {
                panels.Enqueue(worst, 0);
                break;
            }
            Add(worst, -1, keep: false);
            double middle = worst.Low + (worst.High - worst.Low) / 2;
            Panel left = Panel.Of(integrand, worst.Low, middle);
            Panel right = Panel.Of(integrand, middle, worst.High);
            // A small error that halving does not reduce is rounding: it is no longer counted.
            bool rounding = worst.Error < 1e-8 * size && left.Error + right.Error > 0.7 * worst.Error;
            bool exhausted = rounding || middle <= worst.Low || middle >= worst.High;
            Add(exhausted ? left with { Error = 0 } : left, 1);
            Add(exhausted ? right with { Error = 0 } : right, 1);
        }
        return panels.UnorderedItems.Select(item => item.Element.Integral).Order().Sum();

        void Add(Panel panel, int sign, bool keep = true)
        {
            error += sign * panel.Error;
            size += sign * Math.Abs(panel.Integral);
            if (keep)
            {
                panels.Enqueue(panel, -panel.Error);
            }
        }
    }

    private readonly record struct Panel(double Low, double High, double Integral, double Error)
    {
        internal static Panel Of(Func<double, double> integrand, double low, double high)
        {
            double half = (high - low) / 2;
            double middle = low + half;
            double centre = integrand(middle);
            double kronrod = Kronrod[7] * centre;
            double gauss = Gauss[3] * centre;
            for (int i = 0; i < 7; i++)
            {
                double pair = integrand(middle - half * Nodes[i]) + integrand(middle + half * Nodes[i]);
                kronrod += Kronrod[i] * pair;
                gauss += i % 2 == 1 ? Gauss[i / 2] * pair : 0;
            }
            return new Panel(low, high, kronrod * half, Math.Abs(kronrod - gauss) * half);
        }
    }
}
