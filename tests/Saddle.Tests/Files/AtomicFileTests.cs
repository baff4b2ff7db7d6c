using Saddle.Files;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Files;

public class AtomicFileTests
{
    [Fact]
    public void A_file_is_replaced_and_nothing_else_is_left()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("inner/file.txt");
        AtomicFile.WriteText(path, "old");
        AtomicFile.WriteText(path, "né");
        Assert.Equal("né"u8, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.File("inner")));
    }

    [Fact]
    public void A_target_that_is_a_folder_is_left_as_it_was()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("taken");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "kept"), "kept");
        Exception? error = Record.Exception(() => AtomicFile.WriteText(path, "new"));
        Assert.True(error is IOException or UnauthorizedAccessException, $"{error}");
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(path, "kept")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_leaves_the_file_in_its_way()
    {
        using var folder = new TemporaryFolder();
        string old = folder.File("file");
        File.WriteAllText(old, "old");
        Assert.ThrowsAny<IOException>(() => AtomicFile.WriteText(Path.Combine(old, "below"), "new"));
        Assert.Equal("old", File.ReadAllText(old));
        Assert.Equal([old], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_name_too_long_for_the_temporary_file_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        Assert.ThrowsAny<IOException>(() => AtomicFile.WriteText(folder.File(new string('x', 250)), "new"));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
