using System.Globalization;
using Saddle.Shared;

namespace Saddle.Runtime.Tests;

/// <summary>The numbers of docs/random.md are those of the code.</summary>
public sealed class RandomDocumentTests
{
    // Half of the last digit that the document shows, and of a float32: its logarithms and sines are another system's.
    private const double Rounding = 1.5e-7;

    [Fact]
    public void Philox_gives_its_authors_known_answers()
    {
        string[][] rows = Table("counter", "key", "block");
        Assert.Equal(3, rows.Length);
        foreach (string[] row in rows)
        {
            uint[] counter = Words(row[0]), key = Words(row[1]);
            Philox.Words block = Philox.Block(new(counter[0], counter[1], counter[2], counter[3]), key[0], key[1]);
            AssertWords(row[2], block);
        }
    }

    [Fact]
    public void Normal_numbers_are_those_of_the_worked_examples()
    {
        string[][] rows = Table("seed", "n", "words", "normal");
        Assert.Equal(5, rows.Length);
        foreach (string[] row in rows)
        {
            (ulong seed, ulong n) = (Whole(row[0]), Whole(row[1]));
            Philox.Words words = Philox.Block(new(0, 0, (uint)n, (uint)(n >> 32)), (uint)seed, (uint)(seed >> 32));
            AssertWords(row[2], words);
            float[] numbers = new float[4];
            Philox.Normal(seed, n, 4, numbers);
            AssertNear(Floats(row[3]), numbers);
        }
    }

    [Fact]
    public void Uniform_numbers_categories_and_codes_are_those_of_the_worked_examples()
    {
        string[][] rows = Table("seed", "n", "uniform", "categories", "codes");
        Assert.Equal(4, rows.Length);
        foreach (string[] row in rows)
        {
            (ulong seed, ulong n) = (Whole(row[0]), Whole(row[1]));
            float[] uniform = new float[4], codes = new float[4];
            long[] categories = new long[4];
            Philox.Uniform(seed, n, 4, uniform);
            Philox.Categories(seed, n, 4, 10, categories);
            Philox.Uniform(seed, n, 4, codes, Philox.CodeStream);
            Assert.Equal(Floats(row[2]), uniform);
            Assert.Equal(Floats(row[3]).Select(number => (long)number), categories);
            Assert.Equal(Floats(row[4]), codes);
        }
    }

    private static void AssertWords(string cell, Philox.Words words)
    {
        uint[] all = [words.X0, words.X1, words.X2, words.X3];
        Assert.Equal(Words(cell), all);
    }

    private static void AssertNear(float[] expected, float[] numbers)
    {
        foreach ((float one, float other) in expected.Zip(numbers))
        {
            Assert.Equal(one, other, Rounding * Math.Abs(one));
        }
    }

    // The rows of the table with these headings.
    private static string[][] Table(params string[] headings)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "random.md"));
        int start = Array.IndexOf(lines, $"| {string.Join(" | ", headings)} |");
        Assert.True(start >= 0, $"docs/random.md has no table {string.Join(", ", headings)}.");
        return
        [
            .. lines.Skip(start + 2).TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
        ];
    }

    private static uint[] Words(string cell)
        => [.. cell.Split(' ').Select(word => uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    private static float[] Floats(string cell)
        => [.. cell.Split(' ').Select(number => float.Parse(number, CultureInfo.InvariantCulture))];

    private static ulong Whole(string cell) => ulong.Parse(cell, CultureInfo.InvariantCulture);
}
