using System.Resources;
using System.Text;

namespace Saddle.Graphics;

/// <summary>The style sheets and the script of this folder, which are built into the library.</summary>
internal static class Asset
{
    /// <summary>The text of a file of this folder.</summary>
    internal static string Read(string name)
    {
        using Stream stream = typeof(Asset).Assembly.GetManifestResourceStream(name)
            ?? throw new MissingManifestResourceException(name);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
