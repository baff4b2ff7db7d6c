using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Saddle.Training;

/// <summary>A JSON object that ends with the SHA-256 of all that is before: whatever is changed by hand shows.</summary>
internal static partial class SelfDigest
{
    private const string End = "\n}\n";

    /// <summary>The object with its digest as the last line.</summary>
    /// <param name="json">An object with a property a line, which ends with a line break.</param>
    internal static string Append(string json) => $"{json[..^End.Length]},\n  \"sha256\": \"{Of(json)}\"{End}";

    /// <summary>Whether an object has a digest, and it is not its own. Older programs wrote none.</summary>
    internal static bool IsWrong(string text)
    {
        Match last = Last().Match(text);
        return last.Success && Of(text[..last.Index] + End) != last.Groups[1].Value;
    }

    private static string Of(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    [GeneratedRegex("""
        ,\s*"sha256":\s*"([^"]*)"\s*\}\s*$
        """)]
    private static partial Regex Last();
}
