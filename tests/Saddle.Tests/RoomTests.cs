using System.Reflection;
using System.Text.RegularExpressions;
using Saddle.Tests.Support;

namespace Saddle.Tests;

/// <summary>
/// The rooms of the source tree look into each other as the list of docs/architecture.md says, and nowhere else.
/// </summary>
public sealed partial class RoomTests
{
    private static readonly string[] s_projects = ["Saddle", "Saddle.Theory", "Saddle.Contracts"];

    [GeneratedRegex(@"^- `([\w.]+)`(.*\n(?:  .*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"`([\w.]+)`")]
    private static partial Regex Name();

    // Room by room, in the order of the list, where it looks.
    private static List<(string Room, string[] Into)> List()
    {
        string text = Repository.Read("docs", "architecture.md");
        int start = text.IndexOf("## Rooms", StringComparison.Ordinal);
        string section = text[start..text.IndexOf("\n## ", start, StringComparison.Ordinal)];
        return [.. Entry().Matches(section).Select(entry
            => (entry.Groups[1].Value, Into(entry.Groups[2].Value).Select(name => name.Groups[1].Value).ToArray()))];

        static MatchCollection Into(string text) => Name().Matches(text[text.IndexOf("Into", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Rooms_look_where_architecture_md_says()
    {
        string[] allowed = [.. List().SelectMany(row => row.Into.Select(into => $"{row.Room} -> {into}"))];
        Dictionary<string, string> found = Arrows();
        None(found.Where(arrow => !allowed.Contains(arrow.Key)).Select(arrow => $"{arrow.Key}: {arrow.Value}").Order());
        None(allowed.Except(found.Keys).Select(arrow => $"{arrow} is in the list, but not in the code"));
    }

    [Fact]
    public void Arrows_point_up_the_list()
    {
        List<(string Room, string[] Into)> list = List();
        string[] order = [.. list.Select(row => row.Room)];
        // Within a room a catalogue names what it holds, which lies in rooms of its own.
        None(list.SelectMany(row => row.Into
            .Where(into => Outer(into) != Outer(row.Room) && Array.IndexOf(order, into) > Array.IndexOf(order, row.Room))
            .Select(into => $"{row.Room} -> {into}")));
    }

    [Fact]
    public void Every_file_is_in_the_folder_of_its_namespace()
        => None(Files()
            .Select(
                file =>
                    (
                        File: file,
                        Line: File.ReadLines(file).First(line => line.StartsWith("namespace ", StringComparison.Ordinal))))
            .Where(file => file.Line != $"namespace {Folder(file.File)};")
            .Select(file => Path.GetRelativePath(Repository.Root, file.File)));

    private static void None(IEnumerable<string> problems) => Assert.True(!problems.Any(), string.Join('\n', problems));

    private static string Outer(string room) => room.Split('.')[0];

    private static IEnumerable<string> Files() => s_projects
        .SelectMany(
            project =>
                Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Folder(string file)
        => Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.GetDirectoryName(file)!)
            .Replace(Path.DirectorySeparatorChar, '.');

    // Each arrow between two rooms, with a type that draws it and the one that it points to.
    private static Dictionary<string, string> Arrows()
    {
        var arrows = new Dictionary<string, string>();
        foreach (Type type in s_projects.SelectMany(project => Assembly.Load(project).GetTypes()))
        {
            foreach (Type used in TypeUse.Of(type).Where(used => Room(used).Length > 0 && Room(used) != Room(type)))
            {
                arrows.TryAdd($"{Room(type)} -> {Room(used)}", $"{type} uses {used}");
            }
        }
        return arrows;
    }

    // The namespace without "Saddle."; what lies in Saddle itself is everybody's, and so is what the compiler makes.
    private static string Room(Type type)
        => type.Namespace is { } space && space.StartsWith("Saddle.", StringComparison.Ordinal) ? space["Saddle.".Length..] : "";
}
