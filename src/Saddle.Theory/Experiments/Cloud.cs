using System.Globalization;
using Saddle.Components;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Torch;

namespace Saddle.Theory.Experiments;

/// <summary>
/// A distribution of the plane among an experiment's settings: points that are a data source, <c>ring</c>, or coordinates that
/// are independent of each other, <c>N(0,1) x U(0,2)</c>.
/// </summary>
internal static class Cloud
{
    private const string Between = " x ";

    /// <summary>Makes sure that a text can be read.</summary>
    /// <exception cref="InputException">It cannot; the setting is named.</exception>
    internal static void Check(string name, string text)
    {
        if (Coordinates(name, text) is null)
        {
            using DataSet data = Open(name, text);
        }
    }

    /// <summary>Samples, <c>[count][dimensions]</c>; coordinates beyond the plane are N(0, 1).</summary>
    /// <param name="name">The setting.</param>
    /// <param name="text">The distribution.</param>
    /// <param name="count">How many.</param>
    /// <param name="dimensions">At least 2.</param>
    /// <param name="seed">Where the samples start.</param>
    /// <exception cref="InputException">The text is no distribution of the plane; the setting is named.</exception>
    internal static double[,] Sample(string name, string text, int count, int dimensions, ulong seed)
    {
        var points = new double[count, dimensions];
        if (Coordinates(name, text) is { } coordinates)
        {
            Fill(points, 0, coordinates, seed);
        }
        else
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using DataSet data = Open(name, text);
            double[] values = data.Sampler(Seeds.Derive(seed, name), Device.Cpu).Next(count).Real.ToArray<double>();
            for (int k = 0; k < values.Length; k++)
            {
                points[k / 2, k % 2] = values[k];
            }
        }
        Fill(points, 2, [.. Enumerable.Repeat(Distribution.Gaussian(0, 1), dimensions - 2)], seed);
        return points;

        void Fill(double[,] into, int first, Distribution[] columns, ulong from)
        {
            for (int column = 0; column < columns.Length; column++)
            {
                double[] drawn = columns[column].Sample(count, Seeds.Derive(from, name, (ulong)(first + column)));
                for (int row = 0; row < count; row++)
                {
                    into[row, first + column] = drawn[row];
                }
            }
        }
    }

    // Null for what has no brackets, and so is the name of data.
    private static Distribution[]? Coordinates(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        if (!text.Contains('(', StringComparison.Ordinal))
        {
            return null;
        }
        string[] parts = text.Split(Between);
        return parts.Length == 2
            ? [.. parts.Select(part => DistributionInput.Read(name, part.Trim()))]
            : throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{name}: expected two coordinates with ' x ' between them, as in N(0,1) x U(0,2), but '{text}' has "
                + $"{parts.Length}."));
    }

    // Only data that are drawn: to look at others may mean to download them.
    private static DataSet Open(string name, string text)
    {
        const string others = "or two coordinates: N(0,1) x U(0,2)";
        DataSource source;
        try
        {
            source = DataSource.FromSpec(text);
        }
        catch (InputException error)
        {
            throw new InputException(
                [.. error.Problems.Select(problem => $"{name}: {problem} A distribution may also be {others[3..]}.")], error);
        }
        return source is Ring or Grid or Moons or Spiral or SwissRoll
            ? source.Open()
            : throw new InputException(
                $"{name}: expected points of the plane, but {text} holds something else; give ring, grid, moons, spiral or "
                + $"swiss-roll, {others}.");
    }
}
