using System.Text;
using System.Text.Json;
using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>Recipes as JSON: every default written out, a section for each component.</summary>
public static class RecipeJson
{
    /// <summary>
    /// The number of the file's format; a newer one is refused. In format 1 what is the learner's stood beside what every run
    /// has; the paths of <see cref="RecipeFields"/> read it still. Formats 3 to 6 have settings whose absence in an older one
    /// means what the program did then.
    /// </summary>
    public const int Format = 6;

    private const string ExtensionsKey = "extensions", MadeWithKey = "made_with", PathsKey = "paths_from_here";

    private static readonly JsonWriterOptions s_indented = new() { Indented = true };
    private static readonly JsonDocumentOptions s_lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Writes a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="withVersions">Whether to record the versions of Saddle and libtorch (which loads libtorch).</param>
    public static string Write(Recipe recipe, bool withVersions = false) => WriteWith(recipe, withVersions, new());

    /// <summary>Writes a run's recipe, with the versions, and its paths as they lie from the run's folder as well.</summary>
    internal static string WriteFor(string folder, Recipe recipe)
        => WriteWith(recipe, withVersions: true, RecipePaths.From(folder, recipe));

    private static string WriteWith(Recipe recipe, bool withVersions, Dictionary<string, string> paths)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, s_indented))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            if (withVersions)
            {
                json.WriteStartObject(MadeWithKey);
                json.WriteString("saddle", typeof(Recipe).Assembly.GetName().Version?.ToString(3));
                json.WriteString("engine", torch.engine);
                json.WriteString("libtorch", torch.version);
                json.WriteString("blas", torch.blas);
                WritePaths(json, paths);
                json.WriteEndObject();
            }
            if (Extensions.UsedBy(recipe) is { Count: > 0 } extensions)
            {
                json.WriteStartObject(ExtensionsKey);
                foreach ((string name, Version version) in extensions)
                {
                    json.WriteString(name, version.ToString(3));
                }
                json.WriteEndObject();
            }
            ComponentJson.Write(json, recipe);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    // Within what it was made with, which older programs pass over.
    private static void WritePaths(Utf8JsonWriter json, Dictionary<string, string> paths)
    {
        if (paths.Count > 0)
        {
            json.WriteStartObject(PathsKey);
            foreach ((string path, string from) in paths)
            {
                json.WriteString(path, from);
            }
            json.WriteEndObject();
        }
    }

    /// <summary>
    /// Reads a recipe from a file. Paths of a run's recipe that lead nowhere are looked for where they lay from its folder.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RecipeException">It is no recipe, or of a newer version; all problems are told.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Recipe Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string text = File.ReadAllText(path);
        return RecipePaths.Found(Read(text, path), Path.GetDirectoryName(Path.GetFullPath(path))!, PathsOf(text));
    }

    /// <summary>Reads a recipe; what the text leaves out has the defaults.</summary>
    /// <param name="text">JSON as <see cref="Write"/> makes it.</param>
    /// <param name="where">The file's name, for messages.</param>
    /// <exception cref="RecipeException">It is no recipe, or of a newer version; all problems are told.</exception>
    public static Recipe Read(string text, string where)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, s_lenient);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new RecipeException($"{where}: expected a JSON object, found {root.ValueKind}.");
            }
            int format = FormatOf(root, where);
            CheckExtensions(root, where);
            (string Path, object Value)[] said =
            [
                .. ComponentJson.Read(root)
                    .Where(change => change.Path.Split('.')[0] is not ("format" or MadeWithKey or ExtensionsKey)),
            ];
            return RecipeHistory.Completed(RecipeFields.With(new Recipe(), said), format, said.Select(change => change.Path));
        }
        // A text that is no Unicode is found only when it is read.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new RecipeException($"{where}: not valid JSON ({error.Message.TrimEnd('.')}).", error);
        }
        catch (RecipeException error) when (!error.Message.StartsWith(where, StringComparison.Ordinal))
        {
            throw new RecipeException([.. error.Problems.Select(problem => $"{where}: {problem}")], error);
        }
    }

    // Of a text that was read already.
    private static Dictionary<string, string> PathsOf(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text, s_lenient);
        return document.RootElement.TryGetProperty(MadeWithKey, out JsonElement made) && made.ValueKind == JsonValueKind.Object
            && made.TryGetProperty(PathsKey, out JsonElement paths) && paths.ValueKind == JsonValueKind.Object
            ? paths.EnumerateObject().Where(pair => pair.Value.ValueKind == JsonValueKind.String)
                .DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!)
            : [];
    }

    // Without them names would be unknown that are none of Saddle's.
    private static void CheckExtensions(JsonElement root, string where)
    {
        if (!root.TryGetProperty(ExtensionsKey, out JsonElement extensions) || extensions.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        string[] problems =
        [
            .. extensions.EnumerateObject()
                .Select(extension => Version.TryParse(extension.Value.ToString(), out Version? version)
                    ? Extensions.ProblemWith(extension.Name, version)
                    : $"the version of the extension {extension.Name} must be one like 1.2.0, "
                        + $"but is {extension.Value.GetRawText()}.")
                .OfType<string>(),
        ];
        if (problems.Length > 0)
        {
            throw new RecipeException([.. problems.Select(problem => $"{where}: {problem}")])
            {
                Remedies =
                [
                    .. extensions.EnumerateObject().Where(extension => !Extensions.IsPresent(extension.Name))
                        .Select(extension => new Remedy(RemedyKind.Extension, extension.Name)),
                ],
            };
        }
    }

    // A text without one is a user's, who knows today's.
    private static int FormatOf(JsonElement root, string where)
    {
        if (!root.TryGetProperty("format", out JsonElement format))
        {
            return Format;
        }
        if (format.ValueKind != JsonValueKind.Number || !format.TryGetInt32(out int number) || number < 1)
        {
            throw new RecipeException(
                $"{where}: format must be a whole number from 1 to {Format}, but is {format.GetRawText()}.");
        }
        return number <= Format
            ? number
            : throw new RecipeException(
                $"{where}: it was written by a newer Saddle (format {number}); this one reads up to format {Format}: "
                + "update Saddle.");
    }
}
