using System.Text;

namespace Saddle.Generators;

/// <summary>Names in code and names that users type.</summary>
internal static class Names
{
    /// <summary><c>EveryImages</c> to <c>every_images</c>, or with another character between the words.</summary>
    internal static string Split(string name, char between)
    {
        var words = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool starts = char.IsUpper(name[i]) && i > 0
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (starts)
            {
                words.Append(between);
            }
            words.Append(char.ToLowerInvariant(name[i]));
        }
        return words.ToString();
    }

    /// <summary>Whether it is lower case letters and digits, with single characters of this kind between words.</summary>
    internal static bool IsName(string name, char between)
        => name.Length > 0
            && name.Split(between).All(word => word.Length > 0 && word.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9')));
}
