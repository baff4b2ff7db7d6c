using System.Globalization;

namespace Saddle.Examples.Web;

/// <summary>What the server does at most.</summary>
/// <param name="Drawings">How many requests are drawn at once; the others are sent away.</param>
/// <param name="Pictures">How many pictures a request may ask for.</param>
internal sealed record Limits(int Drawings, int Pictures)
{
    private const int DefaultPictures = 64, Largest = 1024;

    /// <summary>Reads the limits from the command line or the environment.</summary>
    /// <param name="settings">The settings <c>drawings</c> and <c>most</c>.</param>
    /// <exception cref="FormatException">One is no number from 1 to 1,024.</exception>
    internal static Limits Read(IConfiguration settings)
        => new(Number(settings, "drawings", DefaultDrawings), Number(settings, "most", DefaultPictures));

    // Two a processor: one is drawn while another is received or sent.
    private static int DefaultDrawings => Math.Min(Largest, 2 * Environment.ProcessorCount);

    private static int Number(IConfiguration settings, string name, int absent)
    {
        if (settings[name] is not { } text)
        {
            return absent;
        }
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return isNumber && number is >= 1 and <= Largest
            ? number
            : throw new FormatException($"--{name}: expected a whole number from 1 to {Largest}, received '{text}'.");
    }
}
