namespace Saddle.Runtime.Tests.Support;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Saddle.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException($"There is no Saddle.slnx above {AppContext.BaseDirectory}.");
    }
}
